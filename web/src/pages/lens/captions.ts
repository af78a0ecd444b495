import type { Caption } from '../live/live.svelte';

/** Lines shown at once. */
const LINES = 2;
/** Words that stand before a line is shown: by then it is known whose voice it is. */
const WORDS = 3;

/**
 * The lines to show of what is heard: what others say, never what is said to Alongside nor what is
 * said in the person's own voice, and none of those that were put away.
 */
export function shownOf(captions: readonly Caption[], me: string, away: ReadonlySet<string>): Caption[] {
  return captions
    .filter((one) => !one.talk && !away.has(one.id) && !(me && one.speaker === me))
    .filter((one) => one.final || one.text.split(/\s+/u).filter(Boolean).length >= WORDS)
    .slice(-LINES);
}

/** Milliseconds for which a line that is over can be read. */
export function lasting({ text, translation = '' }: Caption): number {
  return 3500 + 55 * Math.max(text.length, translation.length);
}
