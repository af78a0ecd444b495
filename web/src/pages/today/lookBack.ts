import { api, ask, type Shapes } from '../../lib/api/client';
import { dayAfter } from '../../lib/time/format';

type Bucket = Shapes['Bucket'];
const MOST_YEARS = 12;
/** Days, and years, that take turns. */
const FEW = 5;
/** How much a moment of a kind adds to what makes a day worth looking back on. */
const WORTH: Record<string, number> = { saw: 20, noted: 3, recorded: 2, said: 1 };

/** The same day in former years, the latest first. */
export async function onThisDay(today: string, years: Bucket[]): Promise<Bucket[]> {
  const former = years
    .map((year) => year.start.slice(0, 4) + today.slice(4))
    .filter((day) => day < today && !Number.isNaN(Date.parse(day)))
    .slice(-MOST_YEARS);
  const found = await Promise.all(former.map((day) => days(day, dayAfter(day))));
  return found.flat().reverse();
}

/** One day worth a look, another each day: photos count most, then whatever else there was. */
export async function lookBack(today: string, years: Bucket[]): Promise<Bucket | undefined> {
  const past = years.filter((year) => year.start.slice(0, 4) <= today.slice(0, 4));
  const turn = Math.floor(Date.parse(today) / 86_400_000);
  const fullest = best(past).slice(0, FEW);
  const year = fullest[turn % fullest.length]?.start.slice(0, 4);
  if (!year) return undefined;
  const all = await days(`${year}-01-01`, `${Number(year) + 1}-01-01`);
  const before = best(all.filter((day) => day.start.slice(0, 10) < today)).slice(0, FEW);
  return before[turn % before.length];
}

/** The fullest first, and none less than half as full as that. */
function best(buckets: Bucket[]): Bucket[] {
  const worth = ({ kinds }: Bucket): number =>
    Object.entries(kinds).reduce((sum, [kind, n]) => sum + (WORTH[kind] ?? 0) * Math.min(n, 12), 0);
  const least = Math.max(1, ...buckets.map(worth)) / 2;
  return buckets.filter((each) => worth(each) >= least).sort((a, b) => worth(b) - worth(a));
}

async function days(since: string, until: string): Promise<Bucket[]> {
  const query = { grain: 'day' as const, since: `${since}T00:00:00`, until: `${until}T00:00:00` };
  return (await ask(api.GET('/api/v1/timeline', { params: { query } }))).buckets;
}
