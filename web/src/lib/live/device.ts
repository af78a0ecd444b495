import { socket } from '../api/client';
import { Spool } from './spool';
import { packed, sounding, version, type Down, type Happening, type Manner, type Media, type Up } from './wire';

const atOnce = 64;
const longestWait = 15_000;

export interface Ears {
  /** What the server tells. */
  told: (message: Down) => void;
  /** Sound of a clause; empty at its end. */
  sound: (seq: number, pcm: ArrayBuffer) => void;
  /** Whether it is connected now. */
  connected: (open: boolean) => void;
}

/**
 * This browser as a device: what it captures is kept sealed until the server is done with it, and
 * is sent again after a lost connection.
 */
export class Device {
  private line: WebSocket | null = null;
  private sent = 0;
  private sending = false;
  private wait = 500;
  private closed = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private manners: [number, Manner][] = [];
  private order: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly spool: Spool,
    private readonly ears: Ears,
    private readonly can: string[],
  ) {}

  static async open(ears: Ears, can: string[]): Promise<Device> {
    const device = new Device(await Spool.open(), ears, can);
    device.connect();
    return device;
  }

  /** Sound or a picture. */
  media(kind: Media, body: ArrayBuffer, at = Date.now()): void {
    this.keep((seq) => packed(kind, seq, at, body));
  }

  /** What happened that is neither. */
  event(what: Happening, at = Date.now()): void {
    this.keep((seq) => {
      if (what.type === 'mode') this.manners.push([seq, { mode: what.mode, play: what.play ?? null }]);
      return JSON.stringify({ type: 'event', seq, at, what });
    });
  }

  /** The play that goes on came to this turn: after a lost connection it goes on from there. */
  reached(turn: string): void {
    const { play } = this.spool.progress;
    if (play) this.spool.progress = { ...this.spool.progress, play: { ...play, after: turn } };
  }

  /** What holds at once, and is nothing without a connection. */
  signal(signal: Extract<Up, { type: 'stop' | 'played' | 'dismissed' }>): void {
    if (this.line?.readyState === WebSocket.OPEN) this.line.send(JSON.stringify(signal));
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    this.line?.close();
  }

  private keep(message: (seq: number) => ArrayBuffer | string): void {
    this.order = this.order.then(async () => {
      const seq = this.spool.next;
      const made = message(seq);
      const current = this.sent === seq - 1 && !this.sending && this.line?.readyState === WebSocket.OPEN;
      if (current) {
        this.line?.send(made);
        this.sent = seq;
      }
      const lost = await this.spool.put(made);
      if (lost && this.line?.readyState === WebSocket.OPEN) this.line.send(JSON.stringify({ type: 'lost', last: lost }));
      if (!current) void this.send();
    });
  }

  private connect(): void {
    const line = socket('/api/v1/live');
    line.binaryType = 'arraybuffer';
    this.line = line;
    line.onopen = () => line.send(JSON.stringify(this.hello()));
    line.onmessage = ({ data }) => this.hear(data as ArrayBuffer | string);
    line.onclose = () => {
      this.ears.connected(false);
      this.sent = Infinity;
      if (this.closed) return;
      this.retry = setTimeout(() => this.connect(), this.wait);
      this.wait = Math.min(2 * this.wait, longestWait);
    };
    this.sent = Infinity;
  }

  private hello(): Up {
    const { stream, after, mode, play } = this.spool.progress;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return { type: 'hello', version, device: stream, stream, after, now: Date.now(), mode, play, can: this.can, zone };
  }

  private hear(data: ArrayBuffer | string): void {
    if (typeof data !== 'string') {
      const sound = sounding(data);
      if (sound) this.ears.sound(sound.seq, sound.pcm);
      return;
    }
    const told = JSON.parse(data) as Down;
    if (told.type === 'welcome') {
      this.wait = 500;
      this.ears.connected(true);
      this.letGo(told.after);
      this.sent = Math.max(told.after, this.spool.progress.after);
      void this.send();
    } else if (told.type === 'ack') {
      this.letGo(told.seq);
    } else if (told.type === 'resend') {
      this.sent = told.after;
      void this.send();
    }
    this.ears.told(told);
  }

  private letGo(seq: number): void {
    const changed = this.manners.findLast(([at]) => at <= seq)?.[1];
    this.manners = this.manners.filter(([at]) => at > seq);
    this.order = this.order.then(() => this.spool.done(seq, changed ?? this.spool.progress));
  }

  /** Send what is held and wasn't sent over this connection. */
  private async send(): Promise<void> {
    if (this.sending || this.line?.readyState !== WebSocket.OPEN) return;
    this.sending = true;
    try {
      for (;;) {
        const held = await this.spool.since(this.sent, atOnce);
        if (!held.length) break;
        for (const { seq, message } of held) {
          if (this.line.readyState !== WebSocket.OPEN || seq <= this.sent) return;
          this.line.send(message);
          this.sent = seq;
        }
      }
    } finally {
      this.sending = false;
    }
  }
}
