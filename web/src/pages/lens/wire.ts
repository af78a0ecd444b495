/** The device protocol as the lens needs it: frames, sound of videos and places up, cards and the light down. */
import { token, type Shapes } from '../../lib/api/client';
import { said } from '../../lib/i18n/index.svelte';

export const HEADER = 14;
export const SOUND = 1;
export const FRAME = 3;
export const PHOTO = 4;
const VERSION = 1;
const AGAIN = 2000;

export type Card = Shapes['Card'];
export type Film = Shapes['Film'];
/** A message with its number. */
type Held = [number, ArrayBuffer | string];
type Told = { type: string } & Record<string, unknown>;

export interface Heard {
  card: (card: Card) => void;
  state: (recording: boolean, doing: string) => void;
  trouble: (detail: string) => void;
  /** Take a picture now. */
  photo: () => void;
  /** Film, or film no more. */
  film: (begins: boolean) => void;
  /** How it stands with a video. */
  filmed: (film: Film) => void;
  open: (open: boolean) => void;
}

/** A binary message: kind, flags, number and time, then the picture or the sound. */
export function framed(kind: number, seq: number, at: number, body: ArrayBuffer): ArrayBuffer {
  const message = new Uint8Array(HEADER + body.byteLength);
  const view = new DataView(message.buffer);
  view.setUint8(0, kind);
  view.setUint32(2, seq);
  view.setBigUint64(6, BigInt(at));
  message.set(new Uint8Array(body), HEADER);
  return message.buffer;
}

function id(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * One connection after another, each with a stream of its own: what a view missed is gone. All that
 * is sent while it `holds`, as of a video, is sent again in the same stream until it is let go of.
 */
export class Wire {
  private socket: WebSocket | null = null;
  private stream = id();
  private seq = 0;
  private holds = false;
  private held: Held[] = [];
  private ready = false;
  private ended = false;
  private readonly device = (localStorage.device ??= id()) as string;

  constructor(
    private readonly heard: Heard,
    private readonly language: string,
  ) {
    this.connect();
  }

  get open(): boolean {
    return this.ready && this.socket?.readyState === WebSocket.OPEN;
  }

  /** A picture, or sound. */
  media(kind: number, body: ArrayBuffer): void {
    this.keep((seq) => framed(kind, seq, Date.now(), body));
  }

  event(what: Told): void {
    this.keep((seq) => JSON.stringify({ type: 'event', seq, at: Date.now(), what }));
  }

  /** Lose nothing from here on, whatever becomes of the connection. */
  hold(): void {
    this.holds = true;
  }

  letGo(): void {
    this.holds = false;
    this.held = [];
  }

  dismiss(card: string, less: boolean): void {
    if (this.open) this.say({ type: 'dismissed', card, less });
  }

  close(): void {
    this.ended = true;
    this.socket?.close();
  }

  private keep(message: (seq: number) => ArrayBuffer | string): void {
    if (!this.open && !this.holds) return;
    const seq = ++this.seq;
    const made = message(seq);
    if (this.holds) this.held.push([seq, made]);
    if (this.open) this.socket?.send(made);
  }

  /** Send what is held after a number; all else up to it is gone. */
  private again(after: number): void {
    const held = this.held.filter(([seq]) => seq > after);
    const gone = (held[0]?.[0] ?? this.seq + 1) - 1;
    if (gone > after) this.say({ type: 'lost', last: gone });
    for (const [, message] of held) this.socket?.send(message);
  }

  private say(told: Told): void {
    this.socket?.send(JSON.stringify(told));
  }

  private connect(): void {
    const address = `${location.protocol.replace('http', 'ws')}//${location.host}/api/v1/live`;
    const socket = new WebSocket(address, ['alongside.v1', token.get()]);
    this.socket = socket;
    if (!this.holds) {
      this.stream = id();
      this.seq = 0;
    }
    socket.onopen = () => this.hello();
    socket.onmessage = (event) => typeof event.data === 'string' && this.read(JSON.parse(event.data) as Told);
    socket.onclose = () => {
      this.ready = false;
      if (this.ended) return;
      this.heard.open(false);
      setTimeout(() => this.ended || this.connect(), AGAIN);
    };
  }

  private hello(): void {
    this.say({
      type: 'hello',
      version: VERSION,
      device: this.device,
      stream: this.stream,
      now: Date.now(),
      name: 'Lens',
      mode: 'off',
      can: ['camera', 'film', 'microphone', 'screen', 'location'],
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      language: this.language,
    });
  }

  private read(told: Told): void {
    if (told.type === 'welcome') {
      this.ready = true;
      this.again(Number(told.after));
      this.heard.open(true);
    } else if (told.type === 'card') this.heard.card(told as unknown as Card);
    else if (told.type === 'state') this.heard.state(Boolean(told.recording), String(told.doing));
    else if (told.type === 'problem') this.heard.trouble(said(String(told.detail)));
    else if (told.type === 'take' && told.what === 'photo') this.heard.photo();
    else if (told.type === 'take') this.heard.film(told.begins !== false);
    else if (told.type === 'film') this.heard.filmed(told as unknown as Film);
    else if (told.type === 'resend') this.again(Number(told.after));
    else if (told.type === 'ack') this.held = this.held.filter(([seq]) => seq > Number(told.seq));
  }
}
