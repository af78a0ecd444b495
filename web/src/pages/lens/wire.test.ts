import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FRAME, framed, HEADER, Wire, type Heard } from './wire';

test('a picture is framed as the protocol says', () => {
  const body = new Uint8Array([0xff, 0xd8, 0xff]).buffer;
  const message = new DataView(framed(FRAME, 7, 1_795_700_000_123, body));
  expect(message.byteLength).toBe(HEADER + 3);
  expect(message.getUint8(0)).toBe(3);
  expect(message.getUint8(1)).toBe(0);
  expect(message.getUint32(2)).toBe(7);
  expect(message.getBigUint64(6)).toBe(1_795_700_000_123n);
  expect(message.getUint8(HEADER)).toBe(0xff);
});

/** A server's end of the line, as a test has it. */
class Line {
  static readonly OPEN = 1;
  static all: Line[] = [];
  readyState = 1;
  sent: (string | ArrayBuffer)[] = [];
  onopen = () => {};
  onclose = () => {};
  onmessage: (event: { data: string }) => void = () => {};

  constructor() {
    Line.all.push(this);
  }

  send(message: string | ArrayBuffer): void {
    this.sent.push(message);
  }

  close(): void {}

  welcome(after: number): void {
    this.onopen();
    this.tell({ type: 'welcome', after });
  }

  tell(told: object): void {
    this.onmessage({ data: JSON.stringify(told) });
  }

  /** Break it, and give the one that is opened after it. */
  break(): Line {
    this.readyState = 3;
    this.onclose();
    vi.advanceTimersByTime(2000);
    return Line.all[Line.all.length - 1]!;
  }

  get stream(): string {
    return String((JSON.parse(String(this.sent[0])) as { stream: string }).stream);
  }

  /** The numbers of what came, and up to which the rest is lost. */
  get numbers(): (number | string)[] {
    return this.sent.slice(1).map((message) => {
      if (typeof message !== 'string') return new DataView(message).getUint32(2);
      const told = JSON.parse(message) as { type: string; seq: number; last: number };
      return told.type === 'lost' ? `lost ${told.last}` : told.seq;
    });
  }
}

const heard: Heard = {
  card: () => {},
  state: () => {},
  trouble: () => {},
  photo: () => {},
  film: () => {},
  filmed: () => {},
  open: () => {},
};

const picture = () => new Uint8Array([0xff, 0xd8, 0xff]).buffer;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Line);
  vi.stubGlobal('localStorage', { token: 'secret', getItem: () => 'secret' });
  vi.stubGlobal('location', { protocol: 'http:', host: 'here' });
  Line.all = [];
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('what a view missed is gone, and a new stream begins', () => {
  const wire = new Wire(heard, 'en');
  const first = Line.all[0]!;
  first.welcome(0);
  wire.media(FRAME, picture());
  const second = first.break();
  wire.media(FRAME, picture());
  second.welcome(0);
  wire.media(FRAME, picture());
  expect(second.stream).not.toBe(first.stream);
  expect(second.numbers).toEqual([1]);
});

test('all of a video is sent again in the same stream until it is let go of', () => {
  const wire = new Wire(heard, 'en');
  const first = Line.all[0]!;
  first.welcome(0);
  wire.media(FRAME, picture());
  wire.media(FRAME, picture());
  wire.hold();
  wire.event({ type: 'film', begins: true });
  wire.media(FRAME, picture());
  const second = first.break();
  wire.media(FRAME, picture());
  second.welcome(1);
  wire.event({ type: 'film', begins: false });
  expect(second.stream).toBe(first.stream);
  expect(second.numbers).toEqual(['lost 2', 3, 4, 5, 6]);
  second.tell({ type: 'resend', after: 4 });
  expect(second.numbers.slice(5)).toEqual([5, 6]);
  wire.letGo();
  const third = second.break();
  third.welcome(0);
  expect(third.stream).not.toBe(first.stream);
});
