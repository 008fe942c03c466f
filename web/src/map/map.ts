import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl';
import type { GeoJSONSourceSpecification, StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { fontFaces, LABEL_FONT } from './fonts';

// Without this a bundled map never renders: the library looks for its worker beside its own file,
// where the build does not put it.
setWorkerUrl(workerUrl);

type Data = GeoJSONSourceSpecification['data'];

function style(data: Data): StyleSpecification {
  return {
    version: 8,
    'font-faces': fontFaces,
    sources: { places: { type: 'geojson', data } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#e8eef2' } },
      {
        id: 'place',
        type: 'circle',
        source: 'places',
        paint: { 'circle-radius': 5, 'circle-color': '#1f5f8b' },
      },
      {
        id: 'name',
        type: 'symbol',
        source: 'places',
        layout: {
          'text-field': ['get', 'name'],
          'text-font': [LABEL_FONT],
          'text-size': 18,
          'text-offset': [0, 1],
          'text-anchor': 'top',
        },
        paint: { 'text-color': '#12212b', 'text-halo-color': '#ffffff', 'text-halo-width': 1.5 },
      },
    ],
  };
}

/**
 * Makes a map in `container`. While it moves, loads or draws, the root element carries
 * `data-map="busy"`; when all is drawn, `data-map="idle"`.
 */
export function makeMap(container: HTMLElement, data: Data): MapLibreMap {
  const state = document.documentElement.dataset;
  state.map = 'busy';
  const map = new MapLibreMap({
    container,
    style: style(data),
    center: [69.2, 47],
    zoom: 2.2,
    attributionControl: false,
    fadeDuration: 0,
  });
  map.getCanvas().setAttribute('aria-label', 'Map');
  map.on('idle', () => (state.map = 'idle'));
  map.on('movestart', () => (state.map = 'busy'));
  map.on('dataloading', () => (state.map = 'busy'));
  return map;
}
