import type { privacy as english } from '../en/privacy';
import type { Translated } from '../translate';

export const privacy: Translated<typeof english> = {
  // Kinds
  'kind.agreed': '동의',
  'kind.withdrew': '동의 철회',
  'kind.off_record': '비공개',
  'kind.showed': '보여 준 카드',
  'kind.put_away': '치운 카드',
  'kind.on_record': '비공개 해제',
};
