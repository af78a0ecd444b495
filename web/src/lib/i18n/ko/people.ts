import type { people as english } from '../en/people';
import type { Translated } from '../translate';

export const people: Translated<typeof english> = {
  // 종류
  'kind.related': '나와의 관계',
  'kind.joined': '같은 사람',
  'kind.parted': '다른 사람',
  'kind.reminder': '알림',
  'kind.snoozed': '미룸',
  'kind.settled': '마침',
  'kind.nudged': '먼저 건넨 말',
  'kind.weighed': '내 대답',
  'kind.briefed': '브리핑',
};
