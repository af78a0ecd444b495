import type { Shapes } from '../../lib/api/client';
import { t } from '../../lib/i18n/index.svelte';

const states = ['expired', 'decided', 'cut-off', 'denied', 'did', 'failed', 'undone'] as const;

/** How far an act came, in words. */
export function stateOf(act: Shapes['Act']): string {
  return t(`act.${states.find((name) => name === act.state) ?? 'decided'}`);
}
