import type { understood as english } from '../en/understood';
import type { Translated } from '../translate';

export const understood: Translated<typeof english> = {
  'kind.believed': '알게 된 것',
  'kind.promised': '약속',
  'kind.judged': '내 판단',
  'kind.ruled': '내가 정한 규칙',
  'kind.profiled': '내가 쓴 내 소개',
  'kind.reread': '다시 읽음',
};
