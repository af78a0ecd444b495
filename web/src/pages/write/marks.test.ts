import { describe, expect, it } from 'vitest';
import { pieces } from './marks';

describe('pieces', () => {
  it('cuts a text at what stands and what is doubted, by code points', () => {
    const text = '🙂 Hi. You cook. In 1999.';
    const cut = pieces(text, [
      { start: 6, end: 15, facts: [2], doubt: '' },
      { start: 19, end: 23, facts: [], doubt: 'number' },
    ]);
    expect(cut.map((piece) => piece.text)).toEqual(['🙂 Hi. ', 'You cook.', ' In ', '1999', '.']);
    expect(cut.map((piece) => piece.facts[0] ?? piece.doubt)).toEqual(['', 2, '', 'number', '']);
  });

  it('loses and repeats no words, however stretches lie', () => {
    const cut = pieces('One. Two.', [
      { start: 0, end: 6, facts: [1], doubt: '' },
      { start: 3, end: 99, facts: [], doubt: 'claim' },
    ]);
    expect(cut.map((piece) => piece.text).join('')).toBe('One. Two.');
  });
});
