import type { Shapes } from '../api/client';

/** The device protocol as the browser speaks it; see docs/reference/devices.md. */
export type Up = Shapes['DeviceUp'];
export type Down = Shapes['DeviceDown'];
export type Happening = Extract<Up, { type: 'event' }>['what'];
export type Mode = 'off' | 'ambient' | 'talk';
/** A rehearsal or an adventure that words are a turn of. */
export type Play = NonNullable<Extract<Up, { type: 'hello' }>['play']>;

/** How the person is heard. */
export interface Manner {
  mode: Mode;
  play: Play | null;
}

export const version = 1;
const header = 14;
const kinds = { pcm: 1, frame: 3, photo: 4, speech: 16 } as const;
export type Media = keyof typeof kinds;

/** A binary message: its kind, number and time before what it carries. */
export function packed(kind: Media, seq: number, at: number, body: ArrayBuffer): ArrayBuffer {
  const message = new Uint8Array(header + body.byteLength);
  const view = new DataView(message.buffer);
  view.setUint8(0, kinds[kind]);
  view.setUint32(2, seq);
  view.setBigUint64(6, BigInt(Math.round(at)));
  message.set(new Uint8Array(body), header);
  return message.buffer;
}

/** Bytes in base64, as JSON carries them. */
export function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** The sound of a clause that the server sends; null for what it isn't. */
export function sounding(message: ArrayBuffer): { seq: number; pcm: ArrayBuffer } | null {
  if (message.byteLength < header) return null;
  const view = new DataView(message);
  if (view.getUint8(0) !== kinds.speech) return null;
  return { seq: view.getUint32(2), pcm: message.slice(header) };
}
