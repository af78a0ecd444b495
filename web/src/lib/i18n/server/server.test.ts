import { describe, expect, it } from 'vitest';
import { ko } from '.';
import { particles } from './particles';
import { Translator } from './translator';

describe('a sentence of the server', () => {
  const translator = new Translator({
    'it is empty': '비어 있어요',
    'Nothing was kept.': '아무것도 보관하지 않았어요.',
    'There is no {}.': '{}은(는) 없어요.',
    'There is no {} of the form “{}”.': '“{1}” 형식의 {0}은(는) 없어요.',
    '{} can’t be read: {}.': '{}을(를) 읽을 수 없어요: {}.',
    'The model {} is not here. Get it: alongside models get {}':
      '모델 {}이(가) 없어요. 받기: alongside models get {}',
  });

  it.each([
    ['is said word for word', 'it is empty', '비어 있어요'],
    ['keeps names', 'There is no 사진.', '사진은 없어요.'],
    ['takes the template with the most words', 'There is no 시 of the form “소네트”.', '“소네트” 형식의 시는 없어요.'],
    ['says what is filled in, if that is a sentence too', '메모 can’t be read: it is empty.', '메모를 읽을 수 없어요: 비어 있어요.'],
    ['keeps a message of others', 'a.md can’t be read: Bad thing. At 3.', 'a.md을(를) 읽을 수 없어요: Bad thing. At 3.'],
    ['is told from the next one', 'There is no 표. Nothing was kept.', '표는 없어요. 아무것도 보관하지 않았어요.'],
    ['is found behind another', 'write_file: it is empty', 'write_file: 비어 있어요'],
    ['keeps commands', 'The model a is not here. Get it: alongside models get a', '모델 a이(가) 없어요. 받기: alongside models get a'],
    [
      'ends with its command',
      'The model 말 is not here. Get it: alongside models get b The model 눈 is not here. Get it: alongside models get d',
      '모델 말이 없어요. 받기: alongside models get b 모델 눈이 없어요. 받기: alongside models get d',
    ],
    ['passes through where nobody knows it', 'Over the hills. And far away!', 'Over the hills. And far away!'],
    ['isn’t looked for in a document', 'it is empty; '.repeat(200), 'it is empty; '.repeat(200)],
  ])('%s', (_, english, korean) => {
    expect(translator.said(english)).toBe(korean);
  });
});

describe('particles', () => {
  it.each([
    ['책은(는) 표은(는)', '책은 표는'],
    ['“서울”이(가) (바다)을(를)', '“서울”이 (바다)를'],
    ['길(으)로 집(으)로 404(으)로 10(으)로', '길로 집으로 404로 10으로'],
    ['봄와(과) 나와(과)', '봄과 나와'],
    ['수진(이)라는 지우(이)라는', '수진이라는 지우라는'],
    ['notes.md을(를)', 'notes.md을(를)'],
  ])('of %s', (open, closed) => {
    expect(particles(open)).toBe(closed);
  });
});

describe('Korean', () => {
  it('says what stops an import', () => {
    const told = "/day/빈.jpg can't be opened: [Errno 13] Permission denied.";
    expect(ko.said(told)).toBe('/day/빈.jpg을(를) 열 수 없어요: 권한이 없어요 (오류 13).');
  });

  it('says why a model doesn’t serve', () => {
    const told = 'ollama does not answer at http://127.0.0.1:11434/v1. Start it, or choose another model: alongside models use chat MODEL';
    expect(ko.said(told)).toBe(
      'ollama이(가) http://127.0.0.1:11434/v1에서 답하지 않아요. 시작하거나 다른 모델을 골라 주세요: alongside models use chat MODEL',
    );
  });

  it('says what is wrong with what was given', () => {
    expect(ko.said('day: Value error, write the day out, such as 2027-10-01; name: Field required')).toBe(
      'day: 날짜를 2027-10-01처럼 적어 주세요; name: 빠진 항목이에요',
    );
  });
});
