// The one map of the workbench.
import {
  AttributionControl,
  Map as MapLibreMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import type { StyleSpecification } from 'maplibre-gl';
import { ATTRIBUTION } from '../lib/attribution';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

// Without this a bundled map never renders: the library looks for its worker beside its own file,
// where the build does not put it.
setWorkerUrl(workerUrl);

/** Where an address without `map` looks from. */
const USUAL = { zoom: 2.1, center: [62, 34] as [number, number] };

/** Where the map is looked at from: `zoom/lat/lon`. */
export function readView(text: string): { zoom: number; center: [number, number] } | null {
  const [zoom, lat, lon] = text.split('/').map(Number);
  const known = [zoom, lat, lon].every((n) => n !== undefined && Number.isFinite(n));
  return known ? { zoom: zoom!, center: [lon!, lat!] } : null;
}

export function writeView(map: MapLibreMap): string {
  const { lng, lat } = map.getCenter().wrap();
  return [map.getZoom().toFixed(2), lat.toFixed(3), lng.toFixed(3)].join('/');
}

/** Looks from where an address says, unless the map does so already. */
export function follow(map: MapLibreMap, view: string) {
  const { zoom, center } = readView(view) ?? USUAL;
  const now = readView(writeView(map));
  const there =
    now &&
    Math.abs(now.zoom - zoom) < 0.006 &&
    now.center.every((at, k) => Math.abs(at - center[k]!) < 0.0006);
  if (!there) map.jumpTo({ zoom, center });
}

/**
 * Makes a map in `container`. While it moves, loads or draws, the root element carries
 * `data-map="busy"`; when all is drawn, `data-map="idle"`.
 */
export function makeMap(
  container: HTMLElement,
  style: StyleSpecification,
  view: string,
  label: string,
): MapLibreMap {
  const state = document.documentElement.dataset;
  state.map = 'busy';
  const seen = readView(view) ?? USUAL;
  const map = new MapLibreMap({
    container,
    style,
    center: seen.center,
    zoom: seen.zoom,
    minZoom: 0.6,
    maxZoom: 14,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    canvasContextAttributes: { preserveDrawingBuffer: true },
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.addControl(new ScaleControl({ maxWidth: 90 }), 'bottom-right');
  map.addControl(
    new AttributionControl({
      compact: true,
      customAttribution: ATTRIBUTION,
    }),
    'bottom-right',
  );
  const canvas = map.getCanvas();
  canvas.setAttribute('aria-label', label);
  map.on('idle', () => (state.map = 'idle'));
  map.on('movestart', () => (state.map = 'busy'));
  map.on('dataloading', () => (state.map = 'busy'));
  return map;
}
