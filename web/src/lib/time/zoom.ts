/** A stretch of time, in milliseconds since 1970; `until` is exclusive. */
export interface Span {
  since: number;
  until: number;
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const YEAR = 365.25 * DAY;

/** What can be seen at once: from a quarter of an hour to a hundred and fifty years. */
export const LEAST = 15 * MINUTE;
export const MOST = 150 * YEAR;

export const length = (span: Span): number => span.until - span.since;

/** The span `factor` times as long, with the instant at `at` (0..1 of it) staying where it is. */
export function zoom(span: Span, factor: number, at = 0.5): Span {
  const wanted = Math.min(MOST, Math.max(LEAST, length(span) * factor));
  const since = span.since + at * (length(span) - wanted);
  return { since, until: since + wanted };
}

/** The span moved by `share` of its length; later is positive. */
export function pan(span: Span, share: number): Span {
  const by = share * length(span);
  return { since: span.since + by, until: span.until + by };
}

/** The span moved, if need be, so that its middle stays within `bounds`. */
export function within(span: Span, bounds: Span): Span {
  const middle = (span.since + span.until) / 2;
  const held = Math.min(bounds.until, Math.max(bounds.since, middle));
  return { since: span.since + held - middle, until: span.until + held - middle };
}

/** The span with a margin on both sides, so that nothing lies on an edge. */
export function roomy(span: Span, share = 0.04): Span {
  const margin = Math.max(length(span) * share, 30 * MINUTE);
  return { since: span.since - margin, until: span.until + margin };
}

export type Grain = 'year' | 'month' | 'week' | 'day' | 'hour';

const lengths: Record<Grain, number> = {
  hour: HOUR,
  day: DAY,
  week: 7 * DAY,
  month: YEAR / 12,
  year: YEAR,
};

/** The finest grain of which at most `most` fit in the span. */
export function grain(span: Span, most: number): Grain {
  const names = Object.keys(lengths) as Grain[];
  return names.find((name) => length(span) / lengths[name] <= most) ?? 'year';
}

export const grainLength = (name: Grain): number => lengths[name];
