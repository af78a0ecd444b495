import type { Trip } from './making.svelte';

/** The local days from one to another (ISO 8601, both within), as briefly as the language can. */
export function days(first: string, last: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.formatRange(new Date(first), new Date(last));
}

export function month(first: string, locale: string): string {
  const options = { month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(first));
}

export function place({ towns, country }: Pick<Trip, 'towns' | 'country'>): string {
  return towns.length ? towns.join(' · ') : country;
}

/** What a film of it is called at first: as the calendar calls it, else where it was. */
export function titleOf(trip: Trip): string {
  return trip.plan || (trip.sort === 'month' ? '' : place(trip));
}
