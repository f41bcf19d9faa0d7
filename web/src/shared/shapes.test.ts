import { describe, expect, it } from 'vitest';
import { ApiError } from '@/api/problems';
import { fieldFaults } from './fieldFaults';
import { toCsv } from './list/csv';
import { pointAt, shareOf } from './scoreDial';
import { REGIONS, shadesOf } from './tile-map/regions';
import { formatBytes } from './upload/bytes';

describe('the score dial', () => {
  it.each([
    [300, 0],
    [575, 0.5],
    [850, 1],
    [900, 1],
    [0, 0],
  ])('%s stands at %s', (score, share) => {
    expect(shareOf(score)).toBe(share);
  });

  it('runs from left over the top to the right', () => {
    expect(pointAt(0, 80)[0]).toBeCloseTo(20);
    expect(pointAt(0.5, 80)).toEqual([expect.closeTo(100), expect.closeTo(20)]);
    expect(pointAt(1, 80)[0]).toBeCloseTo(180);
  });
});

describe('the tile map', () => {
  it('has the 34 provincial regions, each on a place of its own', () => {
    expect(new Set(REGIONS.map(({ code }) => code)).size).toBe(34);
    expect(new Set(REGIONS.map(({ column, row }) => `${column}/${row}`)).size).toBe(34);
  });

  it('shades by orders of magnitude and leaves nothing unshaded that has a value', () => {
    expect(shadesOf({ a: 1, b: 100, c: 10_000, d: 0 })).toEqual({ a: 1, b: 3, c: 5 });
    expect(shadesOf({ a: 7 })).toEqual({ a: 5 });
    expect(shadesOf({})).toEqual({});
  });
});

describe('an export', () => {
  it('quotes what needs quoting', () => {
    expect(toCsv([['a', 'b,c', 'say "x"']])).toBe('\uFEFFa,"b,c","say ""x"""\r\n');
  });

  it('never hands a formula to a spreadsheet, and leaves numbers alone', () => {
    expect(toCsv([['=1+1', '@x', '-12.50', '-1,200.00']])).toBe(
      '\uFEFF\'=1+1,\'@x,-12.50,"-1,200.00"\r\n',
    );
  });
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_440_000, '1.4 MB'],
  [12_000_000_000, '12.0 GB'],
])('%s bytes read %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it('finds the fields of a form which the API refused', () => {
  const faults = [
    { pointer: '/body/figures/0/year', kind: 'missing' },
    { pointer: '/body/name', kind: 'something_new' },
    { pointer: '/query/limit', kind: 'less_than' },
  ];
  const params = { faults };
  const refused = new ApiError({ type: '', status: 422, code: 'common.invalid_request', params });
  expect(fieldFaults(refused)).toEqual([
    { name: ['figures', 0, 'year'], words: 'fault.missing' },
    { name: ['name'], words: 'fault.wrong' },
  ]);
  expect(fieldFaults(new Error('broken'))).toEqual([]);
});
