import type { adventure as english } from '../en/adventure';
import type { Translated } from '../translate';

export const adventure: Translated<typeof english> = {
  adventure: '모험',
  'adventure.text': '거닐 수 있는 세상들이에요. 한 일을 기억하고, 떠난 자리에서 기다려요.',
  'adventure.which': '어디로 갈까요?',
  'adventure.age': '함께하는 가장 어린 사람의 나이',
  'adventure.from': '{n}세부터',
  'adventure.past': '다녀온 곳',
  'adventure.open': '공유받은 모험 열기',
  'adventure.do': '무엇을 할까요?',
  'adventure.go': '하기',
  'adventure.told': '일어난 일',
  'adventure.choices': '할 수 있는 일',
  'adventure.carried': '가진 것: {things}',
  'adventure.empty': '가진 것이 없어요',
  'adventure.back': '여기로 돌아가기',
  'adventure.ways': '가 본 길 {n}개',
  'adventure.way': '길 {n}',
  'adventure.share': '파일로 공유하기',
  'adventure.over': '이야기가 끝났어요. 앞의 차례로 돌아가 다르게 해 볼 수 있어요.',
  'adventure.place': '{place} 스케치',
  'adventure.you': '나:',
};
