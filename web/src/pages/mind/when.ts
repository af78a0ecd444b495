/** Dates of beliefs: ISO 8601, as exact as they are known ("2019", "2019-03", "2019-03-05"). */
import { written } from '../../lib/time/format';

/** The date written out, no more exactly than it is known. */
export function exact(date: string, language: string): string {
  if (date.length === 4) return written(`${date}-01-01T12:00:00Z`, 'year', language);
  if (date.length === 7) return written(`${date}-01T12:00:00Z`, 'month', language);
  return written(`${date}T12:00:00Z`, 'date', language);
}

/** The instant at which such a date begins, in milliseconds. */
export function begins(date: string): number {
  return Date.parse(`${date}${'0000-01-01'.slice(date.length)}T00:00:00Z`);
}

export interface Span {
  from: number;
  to: number;
  /** Whether the beginning is known, or only when it was first said. */
  known: boolean;
  open: boolean;
}

export interface Lasting {
  since: string;
  until: string;
  day: string;
  over: boolean;
  last: string;
}

/** From when to when a belief holds; what lasts goes on to `now`. */
export function span(belief: Lasting, now: number): Span {
  const said = begins(belief.day);
  const from = belief.since ? begins(belief.since) : Math.min(said, now);
  const to = belief.until ? begins(belief.until) : belief.over ? Date.parse(belief.last) : now;
  const begun = Math.min(from, to);
  return { from: begun, to: Math.max(to, begun), known: Boolean(belief.since), open: !belief.over };
}

/** Years or months that divide a stretch, as instants; few enough to be read. */
export function ticks(from: number, to: number, most: number): { at: number; year: boolean }[] {
  const first = new Date(from);
  const months = (to - from) / 2.63e9;
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 240].find((each) => months / each <= most) ?? 480;
  const found: { at: number; year: boolean }[] = [];
  let month = first.getUTCFullYear() * 12 + (step >= 12 ? 0 : first.getUTCMonth());
  month -= month % step;
  for (; ; month += step) {
    const at = Date.UTC(Math.floor(month / 12), month % 12);
    if (at > to) return found;
    if (at >= from) found.push({ at, year: step >= 12 || month % 12 === 0 });
  }
}
