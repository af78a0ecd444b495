import type { acts as english } from '../en/acts';
import type { Translated } from '../translate';

export const acts: Translated<typeof english> = {
  // Kinds
  'kind.meant': '할 일의 계획',
  'kind.proposed': '제안',
  'kind.decided': '결정',
  'kind.did': '한 일',
  'kind.undone': '되돌림',
  'kind.permitted': '허락',
  'kind.revoked': '허락 취소',
  'kind.stopped': '멈춤',
  'kind.resumed': '다시 시작',
};
