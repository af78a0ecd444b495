import type { goals as english } from '../en/goals';
import type { Translated } from '../translate';

export const goals: Translated<typeof english> = {
  // 종류
  'kind.aimed': '목표',
  'kind.steered': '목표의 방향',
  'kind.step': '걸음',
  'kind.habit': '습관',
  'kind.if_then': '만약, 그러면',
  'kind.slotted': '정한 시간',
  'kind.ticked': '해낸 일',
  'kind.counted': '보탬이 되는 것',
  'kind.valued': '소중한 것',
  'kind.reflected': '생각',
  'kind.lettered': '한 달의 편지',
  'kind.flashcard': '카드',
  'kind.graded': '기억한 정도',
};
