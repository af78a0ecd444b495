import { render } from 'svelte/server';
import { expect, test, vi } from 'vitest';
import type { Moment } from './moment';
import MomentView from './MomentView.svelte';
import Quotes from './Quotes.svelte';

vi.stubGlobal('navigator', { languages: ['en-GB'] });

const one = { moment: 'a-moment', at: '2026-01-02T10:00:00Z', kind: 'saw' };

test('only words of a moment are quoted', () => {
  const { body } = render(Quotes, { props: { quotes: [{ ...one, quote: '' }] } });
  expect(body).not.toContain('<q>');
  const ours = render(Quotes, { props: { quotes: [{ ...one, quote: '', ours: 'every two weeks' }] } });
  expect(ours.body).toContain('every two weeks');
  expect(ours.body).not.toContain('<q>');
  expect(render(Quotes, { props: { quotes: [{ ...one, quote: 'Hello.' }] } }).body).toContain('<q>Hello.</q>');
});

test('a birthday that is no date shows as it was written', () => {
  const what = { kind: 'contact', name: 'Mina', birthday: '3 Feb' };
  const moment = { id: 'a-moment', at: one.at, zone: 'UTC', trust: 'own', kind: 'contact', what } as unknown as Moment;
  const { body } = render(MomentView, { props: { moment, recorded: null, causes: [], effects: [] } });
  expect(body).toContain('3 Feb');
});
