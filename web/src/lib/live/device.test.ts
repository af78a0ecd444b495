import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Device, type Ears, type Self } from './device';

/** What a browser keeps while pages come and go. */
const kept = vi.hoisted(() => ({ after: 0, held: [] as [number, string | ArrayBuffer][] }));

vi.mock('./lock', () => ({ lock: () => Promise.resolve(() => {}) }));
vi.mock('./spool', () => ({
  Spool: class {
    static open = () => Promise.resolve(new this());
    next = kept.after + kept.held.length + 1;
    get progress() {
      return { stream: 'a stream', after: kept.after, mode: 'off', play: null };
    }
    set progress(_: unknown) {}
    get holds() {
      return kept.held.length > 0;
    }
    async put(message: string | ArrayBuffer) {
      kept.held.push([this.next++, message]);
      return 0;
    }
    async since(after: number) {
      return kept.held.filter(([seq]) => seq > after).map(([seq, message]) => ({ seq, message }));
    }
    async done(seq: number) {
      kept.after = Math.max(kept.after, seq);
      kept.held = kept.held.filter(([at]) => at > seq);
    }
  },
}));

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

  close(): void {
    this.readyState = 3;
  }

  async welcome(after: number): Promise<void> {
    this.onopen();
    await this.tell({ type: 'welcome', after });
  }

  async tell(told: object): Promise<void> {
    this.onmessage({ data: JSON.stringify(told) });
    await vi.advanceTimersByTimeAsync(0);
  }

  /** Break it, and give the one that is opened after it. */
  async break(): Promise<Line> {
    this.readyState = 3;
    this.onclose();
    await vi.advanceTimersByTimeAsync(20_000);
    return Line.all[Line.all.length - 1]!;
  }

  get hello(): { stream: string; after: number; name: string } {
    return JSON.parse(String(this.sent[0])) as { stream: string; after: number; name: string };
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

const ears: Ears = { told: () => {}, sound: () => {}, connected: () => {} };
const lens: Self = { store: 'lens', name: 'Lens', can: ['film'] };
const end = { type: 'film', begins: false } as const;
const picture = () => new Uint8Array([0xff, 0xd8, 0xff]).buffer;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Line);
  vi.stubGlobal('localStorage', { getItem: () => 'secret' });
  vi.stubGlobal('location', { href: 'http://here/' });
  Line.all = [];
  kept.after = 0;
  kept.held = [];
});

afterEach(async () => {
  for (const line of Line.all) await line.tell({ type: 'ack', seq: 1000 });
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** A device that has sent three pictures, of which the server is done with the first. */
async function begun(): Promise<[Device, Line]> {
  const device = await Device.open(ears, lens);
  const line = Line.all[0]!;
  await line.welcome(0);
  for (let n = 0; n < 3; n++) device.media('frame', picture());
  await vi.advanceTimersByTimeAsync(0);
  await line.tell({ type: 'ack', seq: 1 });
  return [device, line];
}

test('a server started anew is told what is done, and sent the rest again', async () => {
  const [device, line] = await begun();
  expect(line.numbers).toEqual([1, 2, 3]);
  const second = await line.break();
  device.media('frame', picture());
  await second.welcome(1);
  expect(second.hello).toMatchObject({ stream: 'a stream', after: 1, name: 'Lens' });
  expect(second.numbers).toEqual([2, 3, 4]);
  await device.finish();
});

test('what is asked for and not there any more is said to be lost', async () => {
  const [device, line] = await begun();
  await line.tell({ type: 'resend', after: 0 });
  expect(line.numbers.slice(3)).toEqual(['lost 1', 2, 3]);
  await device.finish();
});

test('it closes when all is done, and not before', async () => {
  const [device, line] = await begun();
  await device.finish();
  expect(device.closed).toBe(false);
  await line.tell({ type: 'ack', seq: 3 });
  expect(device.closed).toBe(true);
});

test('what a closed page left is sent by the next, with its end', async () => {
  kept.after = 4;
  kept.held = [[5, '{}'], [6, picture()]];
  await Device.sendLeft(lens, [end]);
  const line = Line.all[0]!;
  await line.welcome(4);
  expect(line.hello.after).toBe(4);
  expect(line.sent[1]).toBe('{}');
  expect(JSON.parse(String(line.sent[3]))).toMatchObject({ seq: 7, what: end });
  await line.tell({ type: 'ack', seq: 7 });
  expect(line.readyState).toBe(3);
});

test('where no page left anything, nothing is connected', async () => {
  await Device.sendLeft(lens, [end]);
  expect(Line.all).toEqual([]);
});
