import { kindsIn, type Family, families } from '../../lib/moment/kinds';

/** What is searched for, as the address holds it. */
export interface Filter {
  q: string;
  family: string[];
  person: string[];
  place: string[];
  source: string[];
  year: string[];
  since: string;
  until: string;
}

export const many = ['family', 'person', 'place', 'source', 'year'] as const;
export type Facet = (typeof many)[number];

export function fromQuery(query: URLSearchParams): Filter {
  const list = (name: string) => query.getAll(name).filter(Boolean);
  return {
    q: query.get('q') ?? '',
    family: list('family'),
    person: list('person'),
    place: list('place'),
    source: list('source'),
    year: list('year'),
    since: query.get('since') ?? '',
    until: query.get('until') ?? '',
  };
}

export function toQuery(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of ['q', 'since', 'until'] as const) {
    if (filter[name]) query.set(name, filter[name]);
  }
  for (const name of many) filter[name].forEach((value) => query.append(name, value));
  return query;
}

export function toggled(filter: Filter, facet: Facet, value: string): Filter {
  const has = filter[facet].includes(value);
  if (facet === 'year') return { ...filter, year: has ? [] : [value], since: '', until: '' };
  const values = has ? filter[facet].filter((each) => each !== value) : [...filter[facet], value];
  return { ...filter, [facet]: values };
}

export const narrowed = (filter: Filter): boolean =>
  many.some((name) => filter[name].length) || Boolean(filter.since || filter.until);

/** The filter as the API takes it; days are whole and of UTC, years too. */
export function asked(filter: Filter, limit: number) {
  const year = Number(filter.year[0]);
  const since = year ? `${year}-01-01` : filter.since;
  const until = year ? `${year + 1}-01-01` : filter.until && next(filter.until);
  return {
    q: filter.q,
    kind: filter.family.flatMap((name) => kindsIn(name as Family)),
    person: filter.person,
    place: filter.place,
    source: filter.source,
    ...(since ? { since: `${since}T00:00:00Z` } : {}),
    ...(until ? { until: `${until}T00:00:00Z` } : {}),
    limit,
  };
}

function next(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/** Counts of kinds added up by family, in the order of the families. */
export function byFamily(kinds: readonly { value: string; count: number }[]) {
  return families
    .map((value) => {
      const of: string[] = kindsIn(value);
      const count = kinds.reduce((sum, each) => sum + (of.includes(each.value) ? each.count : 0), 0);
      return { value, count };
    })
    .filter((each) => each.count);
}
