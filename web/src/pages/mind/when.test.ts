import { describe, expect, it } from 'vitest';
import { begins, exact, span, ticks } from './when';

const now = Date.parse('2026-11-26T00:00:00Z');
const lasting = { since: '', until: '', day: '2026-03-01', over: false, last: '2026-04-01T00:00:00Z' };

describe('dates as exact as known', () => {
  it('are written no more exactly', () => {
    expect(exact('2019', 'en')).toBe('2019');
    expect(exact('2019-03', 'en')).toBe('March 2019');
    expect(exact('2019-03-05', 'en-GB')).toBe('5 Mar 2019');
  });

  it('begin where they begin', () => {
    expect(begins('2019')).toBe(Date.UTC(2019, 0, 1));
    expect(begins('2019-03')).toBe(Date.UTC(2019, 2, 1));
    expect(begins('2019-03-05')).toBe(Date.UTC(2019, 2, 5));
  });
});

describe('the span of a belief', () => {
  it('goes on while it isn’t over', () => {
    expect(span(lasting, now)).toEqual({ from: begins('2026-03-01'), to: now, known: false, open: true });
  });

  it('begins where that is known, and ends', () => {
    const ended = { ...lasting, since: '2014', until: '2026-02', over: true };
    expect(span(ended, now)).toEqual({
      from: begins('2014'),
      to: begins('2026-02'),
      known: true,
      open: false,
    });
  });

  it('never ends before it begins', () => {
    const odd = { ...lasting, since: '2026-03', until: '2020', over: true };
    const { from, to } = span(odd, now);
    expect(to).toBeGreaterThanOrEqual(from);
  });
});

describe('ticks', () => {
  it('are few, in order and within', () => {
    for (const [from, to] of [
      [Date.UTC(1979, 0), now],
      [Date.UTC(2026, 9, 3), now],
      [Date.UTC(2024, 5), now],
    ] as const) {
      const found = ticks(from, to, 8).map((tick) => tick.at);
      expect(found.length).toBeLessThanOrEqual(9);
      expect(found).toEqual([...found].sort((a, b) => a - b));
      expect(found.every((at) => at >= from && at <= to)).toBe(true);
    }
  });
});
