import { describe, expect, it } from 'vitest';
import { bytes, clock, dayAfter, dayOf, localTime, wallClock, written, writtenBirthday } from './format';

describe('times', () => {
  it('fall on the day of the zone they happened in', () => {
    expect(dayOf('2008-10-22T22:30:00Z', 'Europe/Rome')).toBe('2008-10-23');
    expect(dayOf('2008-10-22T22:30:00Z', 'America/New_York')).toBe('2008-10-22');
  });

  it('are drawn by the clock of their zone', () => {
    const ms = wallClock('2008-10-22T22:30:05Z', 'Europe/Rome');
    expect(localTime(ms)).toBe('2008-10-23T00:30:05');
  });

  it('are written in the language', () => {
    const at = '2008-10-22T14:28:00Z';
    expect(written(at, 'date', 'en', 'Europe/Rome')).toBe('Oct 22, 2008');
    expect(written(at, 'date', 'ko', 'Europe/Rome')).toBe('2008년 10월 22일');
  });

  it('tell birthdays with the year where one is known, and the rest as it is', () => {
    expect(writtenBirthday('1990-02-03', 'daymonth', 'en-GB')).toBe('3 February');
    expect(writtenBirthday('1990-02-03', 'long', 'en-GB')).toBe('3 February 1990');
    expect(writtenBirthday('--02-29', 'long', 'ko')).toBe('2월 29일');
    expect(writtenBirthday('', 'long', 'en')).toBe('');
    expect(writtenBirthday('3 Feb 1990', 'long', 'en')).toBe('3 Feb 1990');
    expect(writtenBirthday('1990-99-03', 'long', 'en')).toBe('1990-99-03');
  });

  it('cross months and years', () => {
    expect(dayAfter('2008-02-28')).toBe('2008-02-29');
    expect(dayAfter('2008-12-31')).toBe('2009-01-01');
    expect(dayAfter('2008-03-01', -1)).toBe('2008-02-29');
  });
});

describe('amounts', () => {
  it.each([
    [0, '0:00'],
    [65.9, '1:05'],
    [3725, '1:02:05'],
    [-1, '0:00'],
  ])('%d seconds are %s', (seconds, expected) => expect(clock(seconds)).toBe(expected));

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_234_567, '1.2 MB'],
    [1.1e9, '1.1 GB'],
  ])('%d is %s', (count, expected) => expect(bytes(count, 'en')).toBe(expected));
});
