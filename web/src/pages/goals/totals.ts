import type { Shapes } from '../../lib/api/client';
import { dayAfter } from '../../lib/time/format';

export type Trace = Shapes['TraceShown'];

export interface Point {
  day: string;
  total: number;
}

/** The total by the end of each day on which something was added, from a goal's beginning on. */
export function totals(traces: readonly Trace[], since: string, counted: boolean): Point[] {
  let total = 0;
  const points: Point[] = [{ day: since, total: 0 }];
  for (const each of [...traces].sort((a, b) => a.day.localeCompare(b.day))) {
    if (!each.counts || each.day < since) continue;
    total += each.amount ?? (counted ? 1 : 0);
    const last = points.at(-1);
    if (last?.day === each.day) last.total = total;
    else points.push({ day: each.day, total });
  }
  return points;
}

/** The Monday of a day's week. */
export function mondayOf(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return dayAfter(day, -weekday);
}
