import { expect, test } from 'vitest';
import { FRAME, framed, HEADER } from './wire';

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
