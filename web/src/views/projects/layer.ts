// Projects on the map: a point a place, coloured by step or by family of sectors.
import { SEMIBOLD } from '../../map/fonts';
import type { Palette } from '../../map/palette';
import type { Overlay } from '../../map/state.svelte';
import { named, type Row } from './register';

export type Colour = 'step' | 'sector';

/** Sectors that share a colour. */
export const FAMILIES: Record<string, string[]> = {
  land: ['rail', 'road', 'border'],
  water: ['port', 'shipping'],
  air: ['air'],
  energy: ['pipeline', 'energy', 'energy-solar', 'energy-hydro'],
  trade: ['trade', 'finance', 'tax'],
  knowledge: ['digital', 'science', 'education'],
  people: ['health', 'culture', 'tourism', 'media', 'agriculture', 'water', 'environment'],
  rules: ['governance', 'integrity'],
};

/** Eight colours that are told apart, in light and in dark. */
const LIGHT = [
  '#2459a8',
  '#b86e00',
  '#00786d',
  '#4d7f1e',
  '#7d3fb5',
  '#bd3568',
  '#7a5636',
  '#53626b',
];
const DARK = [
  '#74a9f5',
  '#edb54a',
  '#43cdbb',
  '#9ed060',
  '#bd93f0',
  '#f288b2',
  '#cfa67c',
  '#b4c0c7',
];

export function colours(dark: boolean): string[] {
  return dark ? DARK : LIGHT;
}

/** Which of the colours is that of a row. */
export function colourOf(row: Row, by: Colour): number {
  if (by === 'step') return (row.step ?? 8) - 1;
  const family = Object.values(FAMILIES).findIndex((sectors) => sectors.includes(row.sector));
  return family < 0 ? 7 : family;
}

/** A point for each place, with what is known of its project. */
export function features(rows: Row[]): GeoJSON.FeatureCollection {
  const all = rows.flatMap((row) =>
    row.places.map((place): GeoJSON.Feature => ({
      type: 'Feature',
      properties: {
        id: row.id,
        name: row.name,
        place: place.name ?? '',
        kind: row.kind,
        size: row.size,
        step: row.step,
        also: row.also,
        sector: row.sector,
        status: row.status,
        countries: row.countries,
        planned_opening: row.opening.planned,
        actual_opening: row.opening.actual,
        days_late: row.opening.days_late,
      },
      geometry: { type: 'Point', coordinates: [place.lon, place.lat] },
    })),
  );
  return { type: 'FeatureCollection', features: all };
}

/** The layer of the map; the chosen project is larger and bears its name. */
export function layer(
  rows: Row[],
  by: Colour,
  chosen: string,
  palette: Palette,
  dark: boolean,
): Overlay {
  const colour = colours(dark);
  const drawn = [...rows].sort((a, b) => Number(a.id === chosen) - Number(b.id === chosen));
  const data: GeoJSON.FeatureCollection = {
    type: 'FeatureCollection',
    features: drawn.flatMap((row) =>
      row.places.map((place) => ({
        type: 'Feature' as const,
        properties: {
          id: row.id,
          name: row.id === chosen ? place.name || named(row).name : '',
          color: colour[colourOf(row, by)],
          late: (row.opening.days_late ?? 0) > 0,
          chosen: row.id === chosen,
        },
        geometry: { type: 'Point' as const, coordinates: [place.lon, place.lat] },
      })),
    ),
  };
  const faint = chosen ? 0.45 : 0.92;
  return {
    sources: { projects: { type: 'geojson', data } },
    below: [],
    above: [
      {
        id: 'projects',
        type: 'circle',
        source: 'projects',
        paint: {
          'circle-radius': ['case', ['get', 'chosen'], 8, 5],
          'circle-color': ['get', 'color'],
          'circle-opacity': ['case', ['get', 'chosen'], 1, faint],
          'circle-stroke-color': ['case', ['get', 'late'], palette.lose, palette.halo],
          'circle-stroke-width': ['case', ['get', 'late'], 2.2, 1.3],
          'circle-stroke-opacity': ['case', ['get', 'chosen'], 1, faint],
        },
      },
      {
        id: 'projects-name',
        type: 'symbol',
        source: 'projects',
        layout: {
          'text-field': ['get', 'name'],
          'text-font': [SEMIBOLD],
          'text-size': 12.5,
          'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
          'text-radial-offset': 0.9,
          'text-max-width': 12,
        },
        paint: {
          'text-color': palette.ink,
          'text-halo-color': palette.halo,
          'text-halo-width': 1.8,
        },
      },
    ],
  };
}
