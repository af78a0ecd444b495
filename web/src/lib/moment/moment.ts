import type { Shapes } from '../api/client';
import type { Briefed, Filmed, Heard, Media, Place, Recorded, Saw, What } from './kinds';

export type Moment = Shapes['Moment'];
export type Of<W extends What> = Moment & { what: W };

export const isSaw = (moment: Moment): moment is Of<Saw> => moment.what.kind === 'saw';
export const isFilmed = (moment: Moment): moment is Of<Filmed> => moment.what.kind === 'filmed';
export const isBriefed = (moment: Moment): moment is Of<Briefed> => moment.what.kind === 'briefed';
export const isHeard = (moment: Moment): moment is Of<Heard> => moment.what.kind === 'heard';
export const isRecorded = (moment: Moment): moment is Of<Recorded> =>
  moment.what.kind === 'recorded';

export function placeName(place: Place | null | undefined): string {
  return [place?.name, place?.country].filter(Boolean).join(', ');
}

export function baseName(path: string): string {
  return path.split(/[\\/]/).filter(Boolean).at(-1) ?? path;
}

export function pictures(moment: Moment): Media[] {
  const { what } = moment;
  if (what.kind === 'saw') return [what.media];
  if (what.kind === 'filmed') return what.poster ? [what.poster] : [];
  if (what.kind === 'said' || what.kind === 'noted')
    return (what.media ?? []).filter((media) => media.type.startsWith('image/'));
  return [];
}

/** Text cut into pieces, with those equal to one of the `words` marked. */
export function marked(text: string, words: readonly string[]): { text: string; hit: boolean }[] {
  const wanted = words.map((word) => word.trim()).filter((word) => word.length > 1);
  if (!wanted.length) return [{ text, hit: false }];
  const escaped = wanted.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text
    .split(new RegExp(`(${escaped.join('|')})`, 'giu'))
    .map((piece, n) => ({ text: piece, hit: n % 2 === 1 }))
    .filter((piece) => piece.text);
}
