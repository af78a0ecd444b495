import { describe, expect, it } from 'vitest';
import { href, parse } from './router.svelte';

describe('routes', () => {
  it('round-trip their page, rest and query', () => {
    const route = parse(href('talk', 'a/b c', { ask: '어디?' }));
    expect(route.page).toBe('talk');
    expect(route.rest).toBe('a/b c');
    expect(route.query.get('ask')).toBe('어디?');
  });

  it.each(['', '#', '#/', '#/nowhere', '#/__proto__', '#/%E0%A4%A'])('%j is today', (hash) => {
    expect(parse(hash).page).toBe('today');
  });

  it('takes a broken escape for nothing', () => {
    expect(parse('#/talk/%E0%A4%A').rest).toBe('');
  });
});
