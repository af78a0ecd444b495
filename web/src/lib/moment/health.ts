import { speech, t, type Key } from '../i18n/index.svelte';
import type { Exercised, Measured } from './kinds';

const sports = [
  'run', 'walk', 'hike', 'ride', 'swim', 'yoga', 'pilates', 'strength training', 'rowing', 'dance', 'climb', 'skiing',
  'tennis', 'football', 'badminton', 'workout',
] as const;

function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(speech.locale, { maximumFractionDigits: digits }).format(value);
}

/** Seconds as hours and minutes: “7 h 20 min”, “31 min”. */
function length(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  const parts = [
    minutes >= 60 ? t('length.hours', { n: Math.floor(minutes / 60) }) : '',
    minutes % 60 || minutes < 60 ? t('length.minutes', { n: minutes % 60 }) : '',
  ];
  return parts.filter(Boolean).join(' ');
}

/** What a day measured, a part for each measure: “9,412 steps”, “7 h 20 min asleep”. */
export function measures(what: Measured): string[] {
  return what.quantities.map(({ measure, value }) => {
    const shown = measure === 'sleep' ? length(value * 3600) : number(value, measure === 'distance' || measure === 'weight' ? 1 : 0);
    return t(`measure.${measure}`, { value: shown });
  });
}

const spoken = [
  ['steps', /^([\d,.]+) steps$/],
  ['sleep', /^([\d,.]+) hours of sleep$/],
  ['weight', /^weight ([\d,.]+) kg$/],
] as const;

/** A measure that the server said in English, as the person's language says it. */
export function measured(said: string): string {
  for (const [measure, pattern] of spoken) {
    const value = Number(pattern.exec(said)?.[1]?.replaceAll(',', '') ?? NaN);
    if (!Number.isNaN(value)) return measures({ kind: 'measured', day: '', quantities: [{ measure, value }] })[0] ?? said;
  }
  return said;
}

/** A sport as the language calls it; one that the app has no word for as it was told. */
export function sport(name: string): string {
  const known = sports.find((each) => each === name.toLowerCase());
  return known ? t(`sport.${known}` as Key) : name;
}

/** A workout in a line: “Run · 5.2 km · 31 min”. */
export function workout(what: Exercised): string {
  const far = what.distance ? `${number(what.distance, 1)} km` : '';
  return [sport(what.sport), far, length(what.duration)].filter(Boolean).join(' · ');
}

/** What a workout tells besides: its effort and its place. */
export function effort(what: Exercised): string[] {
  return [
    what.energy ? t('measure.energy', { value: number(what.energy) }) : '',
    what.heart_rate ? t('measure.heart_rate', { value: number(what.heart_rate) }) : '',
  ].filter(Boolean);
}
