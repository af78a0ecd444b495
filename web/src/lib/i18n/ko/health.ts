import type { health as english } from '../en/health';
import type { Translated } from '../translate';

/** Health: days in numbers, and workouts. */
export const health: Translated<typeof english> = {
  'family.body': '건강',
  'kind.measured': '하루 기록',
  'kind.exercised': '운동',
  'length.hours': '{n}시간',
  'length.minutes': '{n}분',
  'measure.steps': '{value}걸음',
  'measure.distance': '걸어서 {value} km',
  'measure.energy': '{value} kcal',
  'measure.sleep': '{value} 수면',
  'measure.weight': '{value} kg',
  'measure.heart_rate': '평균 심박수 {value}',
  'measure.resting_heart_rate': '안정 시 심박수 {value}',
  'sport.run': '달리기',
  'sport.walk': '걷기',
  'sport.hike': '등산',
  'sport.ride': '자전거',
  'sport.swim': '수영',
  'sport.yoga': '요가',
  'sport.pilates': '필라테스',
  'sport.strength training': '근력 운동',
  'sport.rowing': '로잉',
  'sport.dance': '춤',
  'sport.climb': '클라이밍',
  'sport.skiing': '스키',
  'sport.tennis': '테니스',
  'sport.football': '축구',
  'sport.badminton': '배드민턴',
  'sport.workout': '운동',
};
