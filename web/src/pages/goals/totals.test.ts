import { describe, expect, it } from 'vitest';
import { mondayOf, totals, type Trace } from './totals';

const trace = (day: string, amount: number | null, counts = true): Trace => ({
  moment: day, kind: 'noted', day, quote: '', amount, counts, chosen: false,
});

describe('totals', () => {
  it('add up what counts, from the beginning on', () => {
    const traces = [trace('2026-11-03', 5), trace('2026-11-01', 4), trace('2026-11-05', 9, false), trace('2026-10-01', 7)];
    expect(totals(traces, '2026-11-01', false)).toEqual([
      { day: '2026-11-01', total: 4 },
      { day: '2026-11-03', total: 9 },
    ]);
  });

  it('count times where nothing else is counted', () => {
    expect(totals([trace('2026-11-02', null)], '2026-11-01', true).at(-1)?.total).toBe(1);
  });
});

it('weeks begin on Monday', () => {
  expect(mondayOf('2026-11-29')).toBe('2026-11-23');
  expect(mondayOf('2026-11-23')).toBe('2026-11-23');
});
