/** Each particle as it is written where the word before it isn't known: after a consonant, a vowel. */
const forms: Readonly<Record<string, readonly [string, string]>> = {
  '은(는)': ['은', '는'],
  '이(가)': ['이', '가'],
  '을(를)': ['을', '를'],
  '와(과)': ['과', '와'],
  '(으)로': ['으로', '로'],
  '(이)라': ['이라', '라'],
};
const written = /([가-힣\d])([”’"')\]]*)(은\(는\)|이\(가\)|을\(를\)|와\(과\)|\(으\)로|\(이\)라)/g;
/** The last sounds of the digits as they are read: 영 일 이 삼 사 오 육 칠 팔 구. */
const digits = '영일이삼사오육칠팔구';
const LIEUL = 8;

/** Korean with the particles that fit the words before them, where how these end can be heard. */
export function particles(text: string): string {
  return text.replace(written, (_, last: string, quote: string, particle: string) => {
    const letter = digits[Number(last)] ?? last;
    const final = (letter.charCodeAt(0) - 0xac00) % 28;
    const closed = particle === '(으)로' ? final !== 0 && final !== LIEUL : final !== 0;
    return last + quote + (forms[particle]?.[closed ? 0 : 1] ?? particle);
  });
}
