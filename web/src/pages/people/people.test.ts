import { describe, expect, it } from 'vitest';
import { ago, familiar, freshness, initials, isDue, matching, type Person } from './people';

const someone = (changed: Partial<Person>): Person => ({
  called: 'Ana Reis', names: ['Ana Reis', 'Anni'], relation: 'neighbour', told: null, closeness: 'friend', every: 0,
  note: '', hidden: false, days: [], birthday: '', organisation: '', first: null, last: null,
  direct: null, due: null, touches: 0, channels: {}, ...changed,
});

describe('people', () => {
  it('says how long ago in the largest unit that fits', () => {
    expect(ago('2026-11-26', '2026-11-26', 'en')).toBe('today');
    expect(ago('2026-11-05', '2026-11-26', 'en')).toBe('3 weeks ago');
    expect(ago('2023-11-26', '2026-11-26', 'ko')).toBe('3년 전');
  });

  it('abbreviates names in both scripts', () => {
    expect(initials('Ana Reis')).toBe('AR');
    expect(initials('김지훈')).toBe('지훈');
    expect(initials('Mum')).toBe('M');
  });

  it('calls people by a nickname that is part of their name, and by no title', () => {
    expect(familiar(someone({ called: 'Park Sujin', names: ['Park Sujin', 'Sujin', '수진'] }))).toBe('Sujin');
    expect(familiar(someone({ called: 'Dr. Teresa Vaz', names: ['Dr. Teresa Vaz'] }))).toBe('Teresa');
  });

  it('draws those in touch today full and those never in touch empty', () => {
    expect(freshness(someone({ last: '2026-11-26' }), '2026-11-26')).toBe(1);
    expect(freshness(someone({}), '2026-11-26')).toBe(0);
  });

  it('holds nobody to a rhythm that wasn’t set, nor anybody hidden', () => {
    expect(isDue(someone({ due: '2026-11-26' }), '2026-11-26')).toBe(true);
    expect(isDue(someone({ due: '2026-11-26', hidden: true }), '2026-11-26')).toBe(false);
    expect(isDue(someone({}), '2026-11-26')).toBe(false);
  });

  it('finds by any name and by who they are', () => {
    const all = [someone({}), someone({ called: 'Bo', names: ['Bo'], relation: '' })];
    expect(matching(all, 'anni').map((each) => each.called)).toEqual(['Ana Reis']);
    expect(matching(all, 'NEIGH')).toHaveLength(1);
    expect(matching(all, '')).toHaveLength(2);
  });
});
