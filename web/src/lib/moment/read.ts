import { api, ask, type Shapes } from '../api/client';
import { dayAfter, dayOf } from '../time/format';
import { type Moment } from './moment';

/** Zones lie at most this many days from UTC, so a day is read with a margin and cut after. */
const margin = 1;

/** The moments of a calendar day, by the clock of where each happened, in order. */
export async function readDay(day: string): Promise<Moment[]> {
  const query = {
    since: `${dayAfter(day, -margin)}T00:00:00Z`,
    until: `${dayAfter(day, 1 + margin)}T00:00:00Z`,
    order: 'oldest' as const,
    limit: 500,
  };
  const moments: Moment[] = [];
  let after = '';
  do {
    const params = { query: { ...query, after } };
    const page: Shapes['Moments'] = await ask(api.GET('/api/v1/moments', { params }));
    moments.push(...page.moments);
    after = page.next ?? '';
  } while (after && moments.length < 2000);
  return moments.filter((moment) => dayOf(moment.at, moment.zone) === day);
}

export interface PlannedTime {
  moment: Moment;
  start: string;
  end: string;
}

/** Every time from `since` until `until` (ISO) at which a plan takes place, in order. */
export async function readPlans(since: Date, until: Date): Promise<PlannedTime[]> {
  const query = { kind: ['planned'], until: until.toISOString(), limit: 500 };
  const page = await ask(api.GET('/api/v1/moments', { params: { query } }));
  return page.moments
    
    .flatMap((moment) =>
      moment.what.kind === 'planned'
        ? moment.what.occurrences.map((time) => ({ moment, ...time }))
        : [],
    )
    .filter((time) => new Date(time.end) > since && new Date(time.start) < until)
    .sort((a, b) => a.start.localeCompare(b.start));
}
