import { expect, test } from 'vitest';
import { lostFor } from './spool';

test('something is lost only where too much is held, however much was before', () => {
  expect(lostFor(5_000_000, 4_999_000)).toBe(0);
  expect(lostFor(1_100_000, 0)).toBe(0);
  expect(lostFor(1_100_001, 0)).toBe(1);
  expect(lostFor(1_100_002, 1)).toBe(2);
});
