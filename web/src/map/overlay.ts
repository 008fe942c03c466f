import { ScatterplotLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';

/** Draws rings around the points with deck.gl, in the map's own WebGL context. */
export function addRings(map: MapLibreMap, points: [number, number][]): void {
  const overlay = new MapLibreOverlay({
    interleaved: true,
    layers: [
      new ScatterplotLayer<[number, number]>({
        id: 'rings',
        data: points,
        getPosition: (point) => point,
        getRadius: 14,
        radiusUnits: 'pixels',
        filled: false,
        stroked: true,
        getLineColor: [178, 58, 32],
        getLineWidth: 3,
        lineWidthUnits: 'pixels',
      }),
    ],
  });
  map.addControl(overlay);
}
