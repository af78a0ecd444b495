import type { Shapes } from '../../lib/api/client';

type Stretch = Shapes['WritingStretch'];
export interface Piece {
  text: string;
  facts: readonly number[];
  doubt: string;
}

/** A text cut where its stretches begin and end; they are in order and count code points. */
export function pieces(text: string, stretches: readonly Stretch[]): Piece[] {
  const points = Array.from(text);
  const found: Piece[] = [];
  let at = 0;
  const add = (from: number, to: number, facts: readonly number[], doubt: string) => {
    if (to > from) found.push({ text: points.slice(from, to).join(''), facts, doubt });
  };
  for (const { start, end, facts, doubt } of stretches) {
    add(at, start, [], '');
    add(Math.max(at, start), end, facts, doubt);
    at = Math.max(at, end);
  }
  add(at, points.length, [], '');
  return found;
}
