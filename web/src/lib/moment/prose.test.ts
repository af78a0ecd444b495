import { describe, expect, it } from 'vitest';
import { marked } from './moment';
import { excerpt, unwrapped } from './prose';

describe('unwrapped', () => {
  it('joins lines that an editor broke, and no others', () => {
    const long = 'The pink house! The bell tower with all of the small windows in it,';
    expect(unwrapped(`# Wednesday\n\n${long}\nwas best.\n\nFine.`)).toBe(
      `Wednesday\n\n${long} was best.\n\nFine.`,
    );
    expect(unwrapped('milk\neggs\nbread')).toBe('milk\neggs\nbread');
    expect(unwrapped(`${long}\n- one\n- two`)).toBe(`${long}\n- one\n- two`);
  });
});

describe('excerpt', () => {
  const text = `${'word '.repeat(100)}boots and more`;

  it('begins near the first word found', () => {
    const cut = excerpt(text, ['boots']);
    expect(cut.startsWith('… word')).toBe(true);
    expect(cut.indexOf('boots')).toBeLessThan(100);
  });

  it('is the whole where the word stands early or not at all', () => {
    expect(excerpt('short boots', ['boots'])).toBe('short boots');
    expect(excerpt(text, ['absent'])).toBe(text);
  });
});

describe('marked', () => {
  it('marks words as written, whatever stands in them', () => {
    expect(marked('A (b) c', ['(b)', ''])).toEqual([
      { text: 'A ', hit: false },
      { text: '(b)', hit: true },
      { text: ' c', hit: false },
    ]);
  });
});
