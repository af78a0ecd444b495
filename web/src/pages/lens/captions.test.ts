import { expect, test } from 'vitest';
import type { Caption } from '../live/live.svelte';
import { lasting, shownOf } from './captions';

const said = (id: string, text: string, more: Partial<Caption> = {}): Caption => ({ type: 'caption', id, text, ...more });

test('what others say is shown, the last two lines of it', () => {
  const all = [said('1', 'one', { final: true }), said('2', 'two', { final: true }), said('3', 'it is three words')];
  expect(shownOf(all, '', new Set()).map(({ id }) => id)).toEqual(['2', '3']);
});

test('what the person says is not, nor what was put away, nor a word or two', () => {
  const all = [
    said('1', 'what time is it', { final: true, talk: true }),
    said('2', 'I say this now', { speaker: 'Alex' }),
    said('3', 'put away long since', { final: true }),
    said('4', 'and then', {}),
    said('5', 'Dana says this here', { speaker: 'Dana' }),
  ];
  expect(shownOf(all, 'Alex', new Set(['3'])).map(({ id }) => id)).toEqual(['5']);
});

test('a longer line stays longer', () => {
  expect(lasting(said('1', 'a'.repeat(100)))).toBeGreaterThan(lasting(said('1', 'a')));
  expect(lasting(said('1', 'a', { translation: 'b'.repeat(100) }))).toBe(lasting(said('1', 'a'.repeat(100))));
});
