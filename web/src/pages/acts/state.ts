import type { Shapes } from '../../lib/api/client';
import { speech, t } from '../../lib/i18n/index.svelte';

const states = ['expired', 'decided', 'cut-off', 'denied', 'did', 'failed', 'undone'] as const;

/** How far an act came, in words. */
export function stateOf(act: Shapes['Act']): string {
  return t(`act.${states.find((name) => name === act.state) ?? 'decided'}`);
}

/** What an act is, in words; other assistants are called as they are, without their road here. */
export function titleOf(act: Shapes['Act']): string {
  const plain = `${act.agent}: ${act.tool}`;
  return act.title === plain ? `${act.agent.replace(/^mcp:/, '')}: ${act.tool.replaceAll('_', ' ')}` : act.title;
}

/** On whose word it is done. */
export function wordOf(act: Shapes['Act']): string {
  return act.word === 'nobody' ? t('acts.nobody') : `${t('act.word')}: ${act.word}`;
}

/** A time to the minute. */
export function timeOf(at: string): string {
  return new Date(at).toLocaleString(speech.language, { dateStyle: 'medium', timeStyle: 'short' });
}
