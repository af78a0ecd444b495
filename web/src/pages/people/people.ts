import type { Shapes } from '../../lib/api/client';
import { dayOf } from '../../lib/time/format';

export type Person = Shapes['Person'];
export type Closeness = Person['closeness'];
export const closenesses: readonly Exclude<Closeness, ''>[] = ['close', 'friend', 'known'];
export const rhythms = [0, 7, 14, 30, 90] as const;

const DAY = 86_400_000;

/** Days from one calendar day to another. */
export function daysBetween(first: string, last: string): number {
  return Math.round((Date.parse(last) - Date.parse(first)) / DAY);
}

/** How long ago a day was, in the largest unit that fits: “3 weeks ago”. */
export function ago(day: string, today: string, language: string): string {
  const days = daysBetween(day, today);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  if (days < 7) return format.format(-days, 'day');
  if (days < 60) return format.format(-Math.round(days / 7), 'week');
  if (days < 700) return format.format(-Math.round(days / 30.4), 'month');
  return format.format(-Math.round(days / 365), 'year');
}

/** One or two letters that stand for a name. */
export function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const first = words[0] ?? '';
  if (/^[가-힣]{2,4}$/.test(name)) return name.slice(-2);
  const letters = [first, words.length > 1 ? (words.at(-1) ?? '') : ''];
  return letters.map((word) => [...word][0] ?? '').join('').toUpperCase();
}

/** What to call somebody in passing: a nickname in the script of their name, else a first name. */
export function familiar(person: Person): string {
  const words = person.called.split(/\s+/);
  const first = words.find((word) => !word.endsWith('.')) ?? person.called;
  return person.names.find((name) => name !== person.called && words.includes(name)) ?? first;
}

/** From 1 (in touch today) to 0 (a year ago, or never): how full a dot is drawn. */
export function freshness(person: Person, today: string): number {
  if (!person.last) return 0;
  const days = Math.max(0, daysBetween(person.last, today));
  return Math.max(0, 1 - Math.log1p(days) / Math.log1p(365));
}

/** Whether the person wanted to be in touch with them by now. */
export function isDue(person: Person, today: string): boolean {
  return Boolean(person.due && person.due <= today && !person.hidden);
}

/** Everyone whose name, or what they are to the person, holds the words. */
export function matching(people: readonly Person[], words: string): Person[] {
  const wanted = words.trim().toLocaleLowerCase();
  if (!wanted) return [...people];
  return people.filter((each) =>
    [...each.names, each.called, each.relation, each.told?.relation ?? ''].some((text) => text.toLocaleLowerCase().includes(wanted)),
  );
}

export const todayIn = (zone: string): string => dayOf(new Date(), zone);
