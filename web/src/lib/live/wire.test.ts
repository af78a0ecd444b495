import { describe, expect, it } from 'vitest';
import { packed, sounding } from './wire';

describe('wire', () => {
  it('writes the header big-endian before the media', () => {
    const message = packed('pcm', 7, 1_224_685_680_250, new Int16Array([1, -2]).buffer);
    const view = new DataView(message);
    expect([view.getUint8(0), view.getUint8(1), view.getUint32(2)]).toEqual([1, 0, 7]);
    expect(view.getBigUint64(6)).toBe(1_224_685_680_250n);
    expect([...new Int16Array(message.slice(14))]).toEqual([1, -2]);
  });

  it('reads speech, and nothing else', () => {
    const speech = new Uint8Array([16, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 5, 6]);
    expect(sounding(speech.buffer)).toEqual({ seq: 3, pcm: new Uint8Array([5, 6]).buffer });
    expect(sounding(packed('pcm', 1, 0, new ArrayBuffer(2)))).toBeNull();
    expect(sounding(new ArrayBuffer(3))).toBeNull();
  });
});
