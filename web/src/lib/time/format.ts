/** Dates and times as the person's language writes them, in the zone in which they happened. */

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, zone: string, options: Intl.DateTimeFormatOptions) {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  let format = made.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(language, { ...options, timeZone: zone || 'UTC' });
    made.set(key, format);
  }
  return format;
}

const styles = {
  time: { hour: 'numeric', minute: '2-digit' },
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  long: { year: 'numeric', month: 'long', day: 'numeric' },
  day: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  daymonth: { day: 'numeric', month: 'long' },
  weekday: { weekday: 'long' },
  month: { month: 'long', year: 'numeric' },
  year: { year: 'numeric' },
  full: { dateStyle: 'long', timeStyle: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export type Style = keyof typeof styles;

export function written(at: Date | string, style: Style, language: string, zone = 'UTC'): string {
  return formatter(language, zone, styles[style]).format(new Date(at));
}

/** The calendar day, `YYYY-MM-DD`, on which an instant fell in its zone. */
export function dayOf(at: Date | string, zone = 'UTC'): string {
  return formatter('sv-SE', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(
    new Date(at),
  );
}

/** A calendar day written out; it has no zone of its own. */
export function writtenDay(day: string, style: Style, language: string): string {
  return written(`${day}T12:00:00Z`, style, language);
}

/** A birthday as contacts keep it, `1990-02-03` or `--02-03`; anything else stays as it is. */
export function writtenBirthday(birthday: string, style: 'daymonth' | 'long', language: string): string {
  const [, year, day] = /^(\d{4}|-)-(\d\d-\d\d)$/.exec(birthday) ?? [];
  if (!day || Number.isNaN(Date.parse(`2024-${day}`))) return birthday;
  return year === '-' ? writtenDay(`2024-${day}`, 'daymonth', language) : writtenDay(birthday, style, language);
}

/** Seconds as `1:05` or `1:02:09`. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const end = `${String(s).padStart(2, '0')}`;
  return h ? `${h}:${String(m).padStart(2, '0')}:${end}` : `${m}:${end}`;
}

/** Bytes as `1.2 MB`. */
export function bytes(count: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const step = count > 0 ? Math.min(units.length - 1, Math.floor(Math.log10(count) / 3)) : 0;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step ? 'short' : 'long',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(count / 1000 ** step);
}

/** An instant as milliseconds of the wall clock in its zone: what timelines are drawn in. */
export function wallClock(at: Date | string, zone = 'UTC'): number {
  const text = formatter('sv-SE', zone, {
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(at));
  return Date.parse(`${text.replace(' ', 'T')}Z`);
}

/** Milliseconds of a wall clock as the API takes local times. */
export function localTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}

/** The day `days` after the calendar day `day`. */
export function dayAfter(day: string, days = 1): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
