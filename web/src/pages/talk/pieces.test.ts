import { describe, expect, it } from 'vitest';
import { pieces } from './pieces';

const cites = [
  { number: 1, moment: 'a' },
  { number: 2, moment: 'b' },
];

describe('pieces', () => {
  it('cuts an answer at its citations', () => {
    expect(pieces({ text: 'You walked [1][2].', cites })).toEqual([
      { text: 'You walked', own: false },
      { cite: cites[0] },
      { cite: cites[1] },
      { text: '.', own: false },
    ]);
  });

  it('leaves a marker without a citation as words', () => {
    expect(pieces({ text: 'You [7].', cites })).toEqual([{ text: 'You [7].', own: false }]);
  });

  it('marks what is the model’s own, counting code points', () => {
    const text = '🙂🙂 Yes [1]. A fine day.';
    const from = Array.from(text).join('').indexOf('A fine') - 2;
    expect(pieces({ text, cites, unsupported: [[from, Array.from(text).length]] })).toEqual([
      { text: '🙂🙂 Yes', own: false },
      { cite: cites[0] },
      { text: '. ', own: false },
      { text: 'A fine day.', own: true },
    ]);
  });

  it('loses no words, however spans lie', () => {
    const text = 'One. Two. Three.';
    const made = pieces({ text, unsupported: [[10, 99], [3, 6], [4, 5]] });
    expect(made.map((piece) => ('text' in piece ? piece.text : '')).join('')).toBe(text);
  });
});
