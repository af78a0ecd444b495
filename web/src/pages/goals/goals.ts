import type { Shapes } from '../../lib/api/client';
import { speech, t, type Key } from '../../lib/i18n/index.svelte';
import { session } from '../../lib/session.svelte';
import { dayAfter, dayOf, written } from '../../lib/time/format';

export type Goal = Shapes['GoalShown'];
export type Progress = Shapes['ProgressShown'];
export type { Trace } from './totals';
export type Slot = Shapes['SlotShown'];
export type Next = Shapes['NextStep'];

const units = [
  'km', 'hours', 'lengths', 'pages', 'chapters', 'books', 'words', 'lessons', 'kg', 'times', 'steps', 'euros', 'dollars', 'won',
] as const;

/** A unit as the language writes it of so many; one of the person's own as they wrote it. */
export function unit(name: string, n = 2): string {
  const known = units.find((each) => each === name);
  return known ? t(`unit.${known}`, { n }) : name;
}

/** When something has its time: “today, 18:00”, “Friday, 09:00”, “4 December, 18:00”. */
export function slotted(slot: Slot): string {
  const zone = session.zone;
  const [day, today] = [dayOf(slot.start, zone), dayOf(new Date(), zone)];
  const at = written(slot.start, 'time', speech.locale, zone);
  const near = new Intl.RelativeTimeFormat(speech.locale, { numeric: 'auto' });
  if (day === today) return `${near.format(0, 'day')}, ${at}`;
  if (day === dayAfter(today)) return `${near.format(1, 'day')}, ${at}`;
  const style = day < dayAfter(today, 7) ? 'weekday' : 'daymonth';
  return `${written(slot.start, style, speech.locale, zone)}, ${at}`;
}

/** What is said of a time that was moved; calm, and only where it was. */
export function movedTo(slot: Slot | null): Key | null {
  if (slot?.why === 'missed') return 'next.moved';
  return slot?.why === 'clash' ? 'next.clash' : null;
}

/** How far a goal has come, in a line. */
export function come({ done, target, unit: of, weeks }: Progress): string {
  const n = (value: number): string => new Intl.NumberFormat(speech.locale, { maximumFractionDigits: 1 }).format(value);
  if (of !== 'steps') return t('progress.of', { done: n(done), target: n(target), unit: unit(of) });
  const times = weeks.reduce((all, each) => all + each.times, 0);
  const parts = [times ? t('progress.times', { n: times }) : '', target ? t('progress.steps', { done: n(done), target: n(target) }) : ''];
  return parts.filter(Boolean).join(' · ');
}
