import type { Heard, Said } from '../../lib/moment/kinds';
import { type Moment, type Of } from '../../lib/moment/moment';

/** The source of what is said in this app: it has a page of its own. */
export const TALK = 'talk';

export interface Chat {
  thread: string;
  people: string[];
  lines: Of<Said>[];
}

const isSaid = (moment: Moment): moment is Of<Said> => moment.what.kind === 'said';
export const isNote = (moment: Moment): boolean => moment.what.kind === 'noted';

/** The lines of a day by conversation, the busiest first. */
export function byThread(moments: readonly Moment[]): Chat[] {
  const chats = new Map<string, Of<Said>[]>();
  for (const moment of moments.filter(isSaid).filter(({ source, what }) => source !== TALK && !what.bulk)) {
    const key = `${moment.what.channel ?? ''} ${moment.what.thread ?? ''}`;
    chats.set(key, [...(chats.get(key) ?? []), moment]);
  }
  return [...chats]
    .map(([thread, lines]) => ({ thread, lines, people: [...new Set(lines.map((l) => l.what.by))] }))
    .sort((a, b) => b.lines.length - a.lines.length);
}

/** What was said in a recording, in order. */
export function heardIn(recording: Moment, moments: readonly Moment[]): Of<Heard>[] {
  return moments.filter(
    (moment): moment is Of<Heard> =>
      moment.what.kind === 'heard' && moment.because.includes(recording.id),
  );
}

const shownElsewhere = new Set([
  'saw',
  'filmed',
  'said',
  'noted',
  'recorded',
  'heard',
  'noticed',
  'recognised',
  'read',
  'described',
  'imported',
  'failed',
  'corrected',
  'forgotten',
]);

/** What has no card of its own: plans, contacts. */
export function others(moments: readonly Moment[]): Moment[] {
  return moments.filter((moment) => !shownElsewhere.has(moment.kind));
}

export function placesOf(moments: readonly Moment[]): string[] {
  const names = moments.map(({ what }) => ('place' in what ? (what.place?.name ?? '') : ''));
  return [...new Set(names.filter(Boolean))].slice(0, 3);
}
