import { speech } from '../i18n/index.svelte';
import korean from '../i18n/ko/things.json';

const names: Readonly<Record<string, string>> = korean;

/** What a thing that was recognised in a picture is called in the person's language. */
export function thing(label: string): string {
  return speech.language === 'ko' ? (names[label] ?? label) : label;
}
