import { describe, expect, it } from 'vitest';

import type { PlannedTime } from '../../lib/moment/read';
import type { Bucket } from './state.svelte';
import { folded } from './usual';

const day = (start: string, count: number) => ({ start: `${start}T00:00:00`, count }) as Bucket;
const plan = (title: string, times: number) =>
  ({ moment: { what: { kind: 'planned', title, occurrences: Array(times).fill({}) } } }) as unknown as PlannedTime;

describe('folded', () => {
  it('puts days in a row together that hold what recurs alone', () => {
    const days = [day('2024-05-03', 1), day('2024-05-02', 1), day('2024-05-01', 2)];
    const plans = new Map(days.map(({ start }) => [start.slice(0, 10), [plan('Yoga', 9)]]));
    expect(folded(days, plans)).toEqual([
      { usual: [days[0], days[1]], titles: ['Yoga'] },
      { bucket: days[2] },
    ]);
  });

  it('shows a day whole whose plan is there once', () => {
    const days = [day('2024-05-03', 1)];
    expect(folded(days, new Map([['2024-05-03', [plan('Wedding', 1)]]]))).toEqual([{ bucket: days[0] }]);
    expect(folded(days, new Map())).toEqual([{ bucket: days[0] }]);
  });
});
