import type { Cite, Said } from '../../lib/moment/kinds';

/** A stretch of an answer: plain words, words that are the model's own, or a citation. */
export type Piece = { text: string; own: boolean } | { cite: Cite };

const marker = /\s?\[(\d+)\]/gu;

/** An answer cut at its citations and where support begins and ends. Spans count code points. */
export function pieces(said: Pick<Said, 'text' | 'cites' | 'unsupported'>): Piece[] {
  const points = Array.from(said.text);
  const own = spans(said.unsupported ?? [], points.length);
  return own.flatMap(({ from, to, own: alone }) =>
    cited(points.slice(from, to).join(''), alone, said.cites ?? []),
  );
}

interface Stretch {
  from: number;
  to: number;
  own: boolean;
}

function spans(unsupported: readonly [number, number][], length: number): Stretch[] {
  const all: Stretch[] = [];
  let at = 0;
  for (const [from, to] of [...unsupported].sort((a, b) => a[0] - b[0])) {
    if (from > at) all.push({ from: at, to: from, own: false });
    if (to > Math.max(at, from)) all.push({ from: Math.max(at, from), to, own: true });
    at = Math.max(at, to);
  }
  if (at < length) all.push({ from: at, to: length, own: false });
  return all;
}

function cited(text: string, own: boolean, cites: readonly Cite[]): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(marker)) {
    const cite = cites.find((each) => each.number === Number(match[1]));
    if (!cite) continue;
    if (match.index > at) found.push({ text: text.slice(at, match.index), own });
    found.push({ cite });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at), own });
  return found;
}
