// Lines and points that views lay over the network.
import type { LayerSpecification } from 'maplibre-gl';
import { SEMIBOLD } from './fonts';
import type { Palette } from './palette';
import type { Overlay } from './state.svelte';

/** Joins overlays; of two the second lies above. */
export function together(...all: (Overlay | null)[]): Overlay | null {
  const there = all.filter((o): o is Overlay => o !== null);
  if (there.length === 0) return null;
  return {
    sources: Object.assign({}, ...there.map((o) => o.sources)),
    below: there.flatMap((o) => o.below),
    above: there.flatMap((o) => o.above),
  };
}

/** Lines in one colour, or in the colour that each has as its property `color`. */
export function lines(
  id: string,
  data: GeoJSON.FeatureCollection,
  paint: {
    color: string | null;
    width: number;
    palette: Palette;
    dash?: number[];
    opacity?: number;
  },
): Overlay {
  const color = paint.color ?? ['get', 'color'];
  const layer = (suffix: string, more: object): LayerSpecification =>
    ({
      id: id + suffix,
      type: 'line',
      source: id,
      filter: ['in', ['geometry-type'], ['literal', ['LineString', 'MultiLineString']]],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      ...more,
    }) as LayerSpecification;
  return {
    sources: { [id]: { type: 'geojson', data } },
    below: [
      layer('-halo', {
        paint: {
          'line-color': paint.palette.halo,
          'line-width': paint.width + 3,
          'line-opacity': 0.85 * (paint.opacity ?? 1),
        },
      }),
      layer('', {
        layout: { 'line-join': 'round', 'line-cap': paint.dash ? 'butt' : 'round' },
        paint: {
          'line-color': color,
          'line-width': paint.width,
          'line-opacity': paint.opacity ?? 1,
          ...(paint.dash ? { 'line-dasharray': paint.dash } : {}),
        },
      }),
    ],
    above: [],
  };
}

/** Points with names: properties `name`, `color`, `radius`. */
export function points(
  id: string,
  data: GeoJSON.FeatureCollection,
  palette: Palette,
  labels = true,
): Overlay {
  const above: LayerSpecification[] = [
    {
      id,
      type: 'circle',
      source: id,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': ['coalesce', ['get', 'radius'], 5],
        'circle-color': ['get', 'color'],
        'circle-opacity': ['coalesce', ['get', 'opacity'], 1],
        'circle-stroke-color': palette.halo,
        'circle-stroke-width': 1.5,
      },
    },
  ];
  if (labels) {
    above.push({
      id: `${id}-name`,
      type: 'symbol',
      source: id,
      filter: ['==', ['geometry-type'], 'Point'],
      layout: {
        'text-field': ['get', 'name'],
        'text-font': [SEMIBOLD],
        'text-size': 12.5,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 0.8,
        'text-max-width': 12,
      },
      paint: { 'text-color': palette.ink, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 },
    });
  }
  return { sources: { [id]: { type: 'geojson', data } }, below: [], above };
}

/** An overlay that does not answer clicks: a mark of the view itself. */
export function silent(overlay: Overlay): Overlay {
  const mute = (layer: LayerSpecification) => ({ ...layer, metadata: { silent: true } });
  return { ...overlay, below: overlay.below.map(mute), above: overlay.above.map(mute) };
}

/** Features with some properties more. */
export function marked(
  data: GeoJSON.FeatureCollection,
  more: (feature: GeoJSON.Feature) => Record<string, unknown>,
): GeoJSON.FeatureCollection {
  const features = data.features.map((f) => ({
    ...f,
    properties: { ...f.properties, ...more(f) },
  }));
  return { type: 'FeatureCollection', features };
}
