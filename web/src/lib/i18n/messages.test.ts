import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from './en';
import { ko } from './ko';
import { fill, type Message } from './translate';

const names = (message: Message): string[] =>
  typeof message === 'string'
    ? [...new Set(message.match(/\{\w+\}/g) ?? [])].sort()
    : [...new Set([...names(message.one), ...names(message.other)])].sort();

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(svelte|ts)$/.test(name) && !/schema\.d\.ts|\.test\.ts$|i18n\/(en|ko)\//.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

describe('messages', () => {
  it('are the same in both languages', () => {
    expect(Object.keys(ko).sort()).toEqual(Object.keys(en).sort());
  });

  it.each(Object.keys(en) as (keyof typeof en)[])('%s takes the same values', (key) => {
    expect(names(ko[key])).toEqual(names(en[key]));
    expect(ko[key]).not.toBe('');
  });

  it('are all used', () => {
    const code = sources(join(import.meta.dirname, '../..')).join('\n');
    const made = /[`'](\w+(?:\.\w+)*)\.\$\{/g;
    const families = [...code.matchAll(made)].map((match) => `${match[1]}.`);
    const unused = Object.keys(en).filter(
      (key) =>
        !code.includes(`'${key}'`) && !families.some((family) => key.startsWith(family)),
    );
    expect(unused).toEqual([]);
  });
});

describe('fill', () => {
  it('chooses the plural form and writes numbers as the language does', () => {
    const message = { one: '{n} moment', other: '{n} moments' };
    expect(fill(message, { n: 1 }, 'en')).toBe('1 moment');
    expect(fill(message, { n: 12345 }, 'en')).toBe('12,345 moments');
  });

  it('leaves a name without a value to be seen', () => {
    expect(fill('{name}!', {}, 'en')).toBe('{name}!');
  });
});
