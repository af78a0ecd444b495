import { api, ask, type Shapes } from '../../lib/api/client';
import { dayAfter } from '../../lib/time/format';

type Bucket = Shapes['Bucket'];
const MOST_YEARS = 12;
/** Photos that make a day worth looking back on. */
const MANY = 2;

/** The same day in former years, the latest first. */
export async function onThisDay(today: string, years: Bucket[]): Promise<Bucket[]> {
  const former = years
    .map((year) => year.start.slice(0, 4) + today.slice(4))
    .filter((day) => day < today && !Number.isNaN(Date.parse(day)))
    .slice(-MOST_YEARS);
  const found = await Promise.all(former.map((day) => days(day, dayAfter(day))));
  return found.flat().reverse();
}

/** One day worth a look, another each day: one with several photos before any other. */
export async function lookBack(today: string, years: Bucket[]): Promise<Bucket | undefined> {
  const turn = Math.floor(Date.parse(today) / 86_400_000);
  const past = years.filter((year) => year.start.slice(0, 4) <= today.slice(0, 4));
  const best = past.filter((year) => (year.kinds['saw'] ?? 0) > MANY);
  const choice = best.length ? best : past;
  const year = choice[turn % choice.length]?.start.slice(0, 4);
  if (!year) return undefined;
  const all = await days(`${year}-01-01`, `${Number(year) + 1}-01-01`);
  const before = all.filter((day) => day.start.slice(0, 10) < today);
  const rich = before.filter((day) => (day.kinds['saw'] ?? 0) > MANY);
  const worthy = rich.length ? rich : before;
  return worthy[turn % worthy.length];
}

async function days(since: string, until: string): Promise<Bucket[]> {
  const query = { grain: 'day' as const, since: `${since}T00:00:00`, until: `${until}T00:00:00` };
  return (await ask(api.GET('/api/v1/timeline', { params: { query } }))).buckets;
}
