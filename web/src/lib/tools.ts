import { en } from './i18n/en';
import { t, type Key } from './i18n/index.svelte';

const known = (key: string): key is Key => key in en;

/** What a tool does, in the person's language; one of others is told by its own name. */
export function toolName(name: string): string {
  const key = `tool.${name}`;
  return known(key) ? t(key) : name.replaceAll('_', ' ');
}
