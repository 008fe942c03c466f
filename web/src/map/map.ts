// The one map of the workbench.
import {
  AttributionControl,
  Map as MapLibreMap,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
} from 'maplibre-gl';
import type { StyleSpecification } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

// Without this a bundled map never renders: the library looks for its worker beside its own file,
// where the build does not put it.
setWorkerUrl(workerUrl);

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
  const seen = readView(view);
  const map = new MapLibreMap({
    container,
    style,
    center: seen?.center ?? [62, 34],
    zoom: seen?.zoom ?? 2.1,
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
      customAttribution: '© OpenStreetMap (ODbL) · Natural Earth · GeoNames',
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
