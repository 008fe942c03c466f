import { ScatterplotLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';

/** Draws rings around the points with deck.gl, in the map's own WebGL context, below its labels. */
export async function addRings(map: MapLibreMap, points: [number, number][]): Promise<void> {
  // An overlay that is added before the style and its sources are loaded loses its place among the
  // map's layers: it is drawn above them all, and nothing says so.
  if (!map.isStyleLoaded()) await map.once('idle');
  const overlay = new MapLibreOverlay({
    interleaved: true,
    layers: [
      new ScatterplotLayer<[number, number], { beforeId?: string }>({
        id: 'rings',
        beforeId: 'name',
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
