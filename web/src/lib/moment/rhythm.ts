import { t } from '../i18n/index.svelte';

const NAMED = [7, 14, 30, 90] as const;
type Named = (typeof NAMED)[number];

/** How often the person would like to be in touch with somebody; empty for no wish. */
export function rhythm(days = 0): string {
  if (!days) return '';
  return NAMED.includes(days as Named) ? t(`every.${days as Named}`) : t('every.n', { n: days });
}
