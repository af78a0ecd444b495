import { describe, expect, it } from 'vitest';
import { asked, byFamily, fromQuery, narrowed, toggled, toQuery } from './filter';

const query = new URLSearchParams('q=boots&family=photo&person=Dana&person=Robin&since=2008-10-22');

describe('a filter', () => {
  it('round-trips through the address', () => {
    const filter = fromQuery(query);
    expect(filter.person).toEqual(['Dana', 'Robin']);
    expect(fromQuery(toQuery(filter))).toEqual(filter);
    expect(narrowed(filter)).toBe(true);
    expect(narrowed(fromQuery(new URLSearchParams('q=boots')))).toBe(false);
  });

  it('turns values on and off', () => {
    const filter = fromQuery(query);
    expect(toggled(filter, 'person', 'Dana').person).toEqual(['Robin']);
    expect(toggled(filter, 'place', 'Arezzo').place).toEqual(['Arezzo']);
  });

  it('holds one year at most, in place of days', () => {
    const year = toggled(fromQuery(query), 'year', '2008');
    expect(asked(year, 30)).toMatchObject({
      since: '2008-01-01T00:00:00Z',
      until: '2009-01-01T00:00:00Z',
    });
  });

  it('asks for every kind of a family, and for the whole last day', () => {
    const filter = { ...fromQuery(query), until: '2008-12-31' };
    expect(asked(filter, 30)).toMatchObject({
      kind: ['saw', 'recognised', 'read', 'described', 'filmed'],
      until: '2009-01-01T00:00:00Z',
      limit: 30,
    });
  });
});

describe('byFamily', () => {
  it('adds kinds up and leaves empty families out', () => {
    const kinds = [
      { value: 'heard', count: 3 },
      { value: 'recorded', count: 1 },
      { value: 'said', count: 2 },
    ];
    expect(byFamily(kinds)).toEqual([
      { value: 'chat', count: 2 },
      { value: 'sound', count: 4 },
    ]);
  });
});
