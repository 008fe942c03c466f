// Parts without a page: boxes, lines, wrapping, what makes two questions one.
import { expect, test } from '@playwright/test';
import { same } from '../src/lib/same';
import { wrap } from '../src/lib/wrap';
import { boundsOf } from '../src/map/bounds';
import { build, shortWay, Unmade, type Line, type Station } from '../src/views/scenarios/line';

const feature = (type: string, coordinates: unknown) =>
  ({ type: 'Feature', properties: {}, geometry: { type, coordinates } }) as GeoJSON.Feature;

test('a drawn line goes the short way over the 180th meridian', () => {
  const at = (lon: number) => ({ lat: 50, lon });
  expect(shortWay([at(170), at(-170), at(175)]).map(([lon]) => lon)).toEqual([170, 190, 175]);
  expect(shortWay([at(-170), at(170)]).map(([lon]) => lon)).toEqual([-170, -190]);
  expect(shortWay([at(-75), at(60), at(116)]).map(([lon]) => lon)).toEqual([-75, 60, 116]);
  expect(shortWay([])).toEqual([]);
});

test('boxes take the smallest interval of longitudes', () => {
  const box = (...all: GeoJSON.Feature[]) => boundsOf(all);
  const line = (...at: number[][]) => feature('LineString', at);
  expect(box()).toBeNull();
  expect(box(feature('Point', [-75.5, 3]))).toEqual([-75.5, 3, -75.5, 3]);
  expect(box(line([75, 39], [72, 41]))).toEqual([72, 39, 75, 41]);
  expect(box(line([-80, 5], [10, 50]))).toEqual([-80, 5, 10, 50]);
  // Over the 180th meridian: unbroken, cut there, and counted on beyond it.
  expect(box(line([170, 0], [-170, 10]))).toEqual([170, 0, 190, 10]);
  const cut = feature('MultiLineString', [
    [
      [139, 35],
      [180, 40],
    ],
    [
      [-180, 40],
      [-122, 37],
    ],
  ]);
  expect(box(cut)).toEqual([139, 35, 238, 40]);
  expect(box(line([139, 35], [238, 37]))).toEqual([139, 35, 238, 37]);
  expect(box(line([-5, 1], [5, 2]), feature('Point', [100, 0]))).toEqual([-5, 0, 100, 2]);
  // One that wraps covers the beginning too: the gap lies elsewhere.
  expect(
    box(line([5, 0], [6, 0]), line([100, 0], [101, 0]), line([-10, 0], [80, 1], [90, 0])),
  ).toEqual([-10, 0, 101, 1]);
  const around = [-180, -90, 0, 90, 180].map((lon) => [lon, 0]);
  expect(box(line(...around))).toEqual([-180, 0, 180, 0]);
});

const RAIL: Line = { mode: 'rail', gauge: 1435, tracks: 1, electrified: true, kmh: null };
const station = (name: string, lat: number, lon: number): Station => ({ key: 0, name, lat, lon });
const rows = (change: ReturnType<typeof build>) => {
  if (change.do !== 'build') throw new Error('not built');
  return change.stations.map((s) =>
    s.border ? `${s.name} @${s.lat},${s.lon} >${s.border}` : s.name,
  );
};

test('a line has every border that it crosses, in order', () => {
  const line = [station('a', 0, 0), station('b', 0, 10), station('c', 0, 20)];
  const change = build(line, RAIL, {
    countries: ['AAA', 'CCC', 'AAA'],
    crossings: [
      { lat: 0, lon: 3, from: 'AAA', to: 'BBB' },
      { lat: 0, lon: 6, from: 'BBB', to: 'CCC' },
      { lat: 0, lon: 15, from: 'CCC', to: 'AAA' },
    ],
  });
  expect(change).toMatchObject({ country: 'AAA', gauge_mm: 1435 });
  expect(rows(change)).toEqual([
    'a',
    'AAA–BBB @0,3 >BBB',
    'BBB–CCC @0,6 >CCC',
    'b',
    'CCC–AAA @0,15 >AAA',
    'c',
  ]);
});

test('a line that goes back on itself crosses the border twice', () => {
  const line = [station('a', 0, 0), station('b', 0, 10), station('c', 0, 1)];
  const territory = {
    countries: ['AAA', 'BBB', 'AAA'],
    crossings: [
      { lat: 0, lon: 5, from: 'AAA', to: 'BBB' },
      { lat: 0, lon: 5, from: 'BBB', to: 'AAA' },
    ],
  };
  expect(rows(build(line, RAIL, territory))).toEqual([
    'a',
    'AAA–BBB @0,5 >BBB',
    'b',
    'BBB–AAA @0,5 >AAA',
    'c',
  ]);
});

test('a strait is a border in its middle, a bay is none', () => {
  const line = [station('a', 0, 0), station('b', 0, 10)];
  const over = (to: string) => ({
    countries: ['AAA', to],
    crossings: [
      { lat: 0, lon: 2, from: 'AAA', to: null },
      { lat: 0, lon: 4, from: null, to },
    ],
  });
  expect(rows(build(line, RAIL, over('BBB')))).toEqual(['a', 'AAA–BBB @0,3 >BBB', 'b']);
  expect(rows(build(line, RAIL, over('AAA')))).toEqual(['a', 'b']);
});

test('stations at sea are refused, but for lanes of the sea', () => {
  const line = [station('a', 0, 0), station('b', 0, 10)];
  const territory = {
    countries: [null, 'BBB'],
    crossings: [{ lat: 0, lon: 5, from: null, to: 'BBB' }],
  };
  expect(() => build(line, RAIL, territory)).toThrow(Unmade);
  const lane = build(line, { ...RAIL, mode: 'sea' }, territory);
  expect(lane).toMatchObject({ country: 'BBB', gauge_mm: 0 });
  expect(rows(lane)).toEqual(['a', 'b']);
  const nowhere = { countries: [null, null], crossings: [] };
  expect(() => build(line, { ...RAIL, mode: 'sea' }, nowhere)).toThrow(Unmade);
});

test('long lines are wrapped and nothing of them is lost', () => {
  const measure = (text: string) => text.length;
  expect(wrap('one two three', 7, measure)).toEqual(['one two', 'three']);
  expect(wrap('', 7, measure)).toEqual([]);
  expect(wrap('abcdefghij kl', 4, measure)).toEqual(['abcd', 'efgh', 'ij', 'kl']);
  expect(wrap('国界依据数据', 4, measure)).toEqual(['国界依据', '数据']);
  const long = 'Modelled figures: means and laws of the engine, not offers. 国界依据。';
  const lines = wrap(long, 20, measure);
  expect(Math.max(...lines.map(measure))).toBeLessThanOrEqual(20);
  expect(lines.join('').replaceAll(' ', '')).toBe(long.replaceAll(' ', ''));
});

test('two questions are one however they are written', () => {
  const asked = { origins: 'a', scenarios: [], own: [{ name: 'x', changes: [{ do: 'set' }] }] };
  expect(
    same(asked, { own: [{ changes: [{ do: 'set', of: null }], name: 'x' }], origins: 'a' }),
  ).toBe(true);
  expect(same(asked, { ...asked, scenarios: ['suez-closed'] })).toBe(false);
  expect(same({ scenarios: ['a', 'b'] }, { scenarios: ['b', 'a'] })).toBe(false);
});
