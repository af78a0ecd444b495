import { socket } from '../api/client';
import { lock } from './lock';
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

/** What this browser is as a device; `store` is where it keeps what it captured. */
export interface Self {
  store: 'live' | 'lens';
  can: string[];
  name?: string;
  language?: string;
}

const opened = new Map<string, Promise<Device | null>>();

/**
 * This browser as a device: what it captures is kept sealed until the server is done with it, and
 * is sent again after a lost connection, after the server was started anew, after the page was closed.
 * One page at a time is it.
 */
export class Device {
  private line: WebSocket | null = null;
  private sent = 0;
  private sending = false;
  private wait = 500;
  /** Whether it captures no more, as when another page is the device. */
  closed = false;
  private finishing = false;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private manners: [number, Manner][] = [];
  private order: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly spool: Spool,
    private readonly self: Self,
    private readonly release: () => void,
    private ears: Ears,
  ) {}

  /** The device of that store, taken from any other page that is it. */
  static async open(ears: Ears, self: Self): Promise<Device> {
    const there = await opened.get(self.store);
    if (there) {
      there.finishing = false;
      there.ears = ears;
      ears.connected(there.line?.readyState === WebSocket.OPEN);
      return there;
    }
    const device = await Device.make(ears, self, true);
    if (!device) throw new Error('another page has it');
    device.connect();
    return device;
  }

  /** Send what a page left behind when it was closed, unless another page is that device now. */
  static async sendLeft(self: Self, ending: readonly Happening[]): Promise<void> {
    if (opened.has(self.store)) return;
    const device = await Device.make({ told: () => {}, sound: () => {}, connected: () => {} }, self, false);
    if (!device?.spool.holds) return device?.close();
    for (const event of ending) void device.event(event);
    device.connect();
    await device.finish();
  }

  private static make(ears: Ears, self: Self, taken: boolean): Promise<Device | null> {
    const making = (async () => {
      let device: Device | null = null;
      const release = await lock(`device ${self.store}`, taken, () => device?.close());
      if (release) device = new Device(await Spool.open(self.store), self, release, ears);
      else opened.delete(self.store);
      return device;
    })();
    opened.set(self.store, making);
    making.catch(() => opened.delete(self.store));
    return making;
  }

  /** Sound or a picture. */
  media(kind: Media, body: ArrayBuffer, at = Date.now()): void {
    void this.keep((seq) => packed(kind, seq, at, body));
  }

  /** What happened that is neither; gives its number. */
  event(what: Happening, at = Date.now()): Promise<number> {
    return this.keep((seq) => {
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

  /** Close once the server is done with all that is held. */
  async finish(): Promise<void> {
    this.finishing = true;
    await this.order;
    this.closeIfDone();
  }

  private closeIfDone(): void {
    if (this.finishing && !this.spool.holds) this.close();
  }

  private close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    this.line?.close();
    opened.delete(this.self.store);
    this.release();
  }

  private keep(message: (seq: number) => ArrayBuffer | string): Promise<number> {
    const kept = this.order.then(async () => {
      const seq = this.spool.next;
      if (this.closed) return seq;
      const made = message(seq);
      const current = this.sent === seq - 1 && !this.sending && this.line?.readyState === WebSocket.OPEN;
      if (current) {
        this.line?.send(made);
        this.sent = seq;
      }
      const lost = await this.spool.put(made);
      if (lost && this.line?.readyState === WebSocket.OPEN) this.line.send(JSON.stringify({ type: 'lost', last: lost }));
      if (!current) void this.send();
      return seq;
    });
    this.order = kept.catch(() => {});
    return kept;
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
    const { can, name = '', language = '' } = this.self;
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const about = { device: stream, name, can, zone, language };
    return { type: 'hello', version, ...about, stream, after, now: Date.now(), mode, play };
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
    this.order = this.order.then(() => this.spool.done(seq, changed ?? this.spool.progress)).catch(() => {});
    void this.order.then(() => this.closeIfDone());
  }

  /** Send what is held and wasn't sent over this connection; what isn't held any more is lost. */
  private async send(): Promise<void> {
    if (this.sending || this.line?.readyState !== WebSocket.OPEN) return;
    this.sending = true;
    try {
      for (;;) {
        const held = await this.spool.since(this.sent, atOnce);
        if (!held.length) break;
        for (const { seq, message } of held) {
          if (this.line.readyState !== WebSocket.OPEN || seq <= this.sent) return;
          if (seq > this.sent + 1) this.line.send(JSON.stringify({ type: 'lost', last: seq - 1 }));
          this.line.send(message);
          this.sent = seq;
        }
      }
    } finally {
      this.sending = false;
    }
  }
}
