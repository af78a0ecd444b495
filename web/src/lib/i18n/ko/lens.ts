import type { lens as english } from '../en/lens';
import type { Translated } from '../translate';

export const lens: Translated<typeof english> = {
  lens: '렌즈',
  'lens.photo': '사진 찍기',
  'lens.close': '렌즈 닫기',
  'lens.off': '비공개로',
  'lens.on': '다시 기록하기',
  'lens.rec': '기록 중: 얼굴은 가려요',
  'lens.priv': '아무것도 남기지 않아요',
  'lens.wait': '연결하는 중…',
  'lens.ask': '브라우저가 카메라를 쓰도록 허락하면 여기에 보이는 것이 나타나요.',
  'lens.away': '치우기',
  'lens.less': '이런 것은 덜 보기',
  'lens.start': '카메라 쓰기',
  'lens.view': '카메라에 보이는 것',
  'lens.film': '동영상 찍기',
  'lens.film.end': '동영상 끝내기',
  'lens.film.making': '얼굴을 가리고 동영상을 남기는 중…',
  'lens.film.held': '연결이 끊겼어요. 찍은 것은 여기에 두었다가 다시 연결되면 보내요.',
  'lens.film.kept': '동영상을 남겼어요.',
  'lens.film.look': '보기',
  'lens.captions': '자막',
  'lens.captions.away': '자막 치우기',
  'lens.kept': '남겼어요',
  'lens.none': '카메라를 열 수 없어요.',
};
