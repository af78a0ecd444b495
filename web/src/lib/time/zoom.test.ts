import { describe, expect, it } from 'vitest';
import { DAY, grain, HOUR, LEAST, length, MOST, pan, within, YEAR, zoom } from './zoom';

const week = { since: 0, until: 7 * DAY };

describe('zoom', () => {
  it('keeps the instant under the pointer where it is', () => {
    const at = 0.25;
    const closer = zoom(week, 0.5, at);
    const before = week.since + at * length(week);
    expect(closer.since + at * length(closer)).toBeCloseTo(before);
    expect(length(closer)).toBe(3.5 * DAY);
  });

  it('stops at moments and at lifetimes', () => {
    expect(length(zoom(week, 1e-9))).toBeCloseTo(LEAST);
    expect(length(zoom(week, 1e9))).toBeCloseTo(MOST);
  });

  it('undoes a pan by the opposite one', () => {
    expect(pan(pan(week, 0.3), -0.3)).toEqual(week);
  });

  it('never loses the life out of sight', () => {
    const far = within(pan(week, 40), week);
    expect((far.since + far.until) / 2).toBe(week.until);
  });
});

describe('grain', () => {
  it.each([
    [2 * DAY, 100, 'hour'],
    [60 * DAY, 100, 'day'],
    [YEAR, 100, 'week'],
    [5 * YEAR, 100, 'month'],
    [80 * YEAR, 100, 'year'],
    [500 * YEAR, 100, 'year'],
    [20 * HOUR, 10, 'day'],
  ] as const)('of %d ms in %d bars is %s', (until, most, expected) => {
    expect(grain({ since: 0, until }, most)).toBe(expected);
  });
});
