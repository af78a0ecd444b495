/** The scores that are shown, in order; `parts` is of 4, the rest are shares of 1. */
export const shown = [
  'reached',
  'parts',
  'open_questions',
  'validation',
  'interests_heard',
  'talk_ratio',
  'hedging',
  'horsemen',
  'interruptions',
] as const;
/** Of these less is better. */
const fewer = new Set<string>(['hedging', 'horsemen', 'interruptions']);
const PARTS = 4;

export interface Score {
  name: string;
  value: number;
  /** How much of the bar is filled, in 0..1. */
  part: number;
  low: boolean;
}

export function barred(scores: Record<string, number>): Score[] {
  return shown.flatMap((name) => {
    const value = scores[name];
    if (value === undefined) return [];
    const part = name === 'parts' ? value / PARTS : value;
    return [{ name, value, part, low: fewer.has(name) && value > 0 }];
  });
}

export function shownScore(name: string, value: number): string {
  return name === 'parts' ? `${value} / ${PARTS}` : `${Math.round(value * 100)} %`;
}
