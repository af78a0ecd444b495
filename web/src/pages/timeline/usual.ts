import type { PlannedTime } from '../../lib/moment/read';
import type { Bucket } from './state.svelte';

/** A day to be shown whole, or days in a row that hold plans which recur and nothing else. */
export type Shown = { bucket: Bucket } | { usual: Bucket[]; titles: string[] };

const recurs = ({ moment }: PlannedTime): boolean =>
  moment.what.kind === 'planned' && moment.what.occurrences.length > 1;

const titled = ({ moment }: PlannedTime): string =>
  moment.what.kind === 'planned' ? moment.what.title : '';

/** The days in their order, those folded together that hold the usual alone. */
export function folded(days: readonly Bucket[], plans: ReadonlyMap<string, PlannedTime[]>): Shown[] {
  const shown: Shown[] = [];
  for (const bucket of days) {
    const planned = plans.get(bucket.start.slice(0, 10)) ?? [];
    if (!planned.length || planned.length < bucket.count || !planned.every(recurs)) {
      shown.push({ bucket });
      continue;
    }
    const last = shown.at(-1);
    const titles = planned.map(titled);
    if (last && 'usual' in last) {
      last.usual.push(bucket);
      last.titles = [...new Set([...last.titles, ...titles])];
    } else shown.push({ usual: [bucket], titles: [...new Set(titles)] });
  }
  return shown;
}
