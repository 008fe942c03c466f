// Pairs as arcs over the map, drawn by deck.gl: a chunk of its own, loaded when it is needed.
import { ArcLayer } from '@deck.gl/layers';
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { Map as MapLibreMap } from 'maplibre-gl';

export type Arc = {
  from: [number, number];
  to: [number, number];
  color: [number, number, number];
  width: number;
};

export class Arcs {
  #overlay: MapLibreOverlay;
  #map: MapLibreMap;

  constructor(map: MapLibreMap) {
    this.#map = map;
    this.#overlay = new MapLibreOverlay({ interleaved: false, layers: [] });
    map.addControl(this.#overlay);
  }

  show(arcs: Arc[]) {
    this.#overlay.setProps({
      layers: [
        new ArcLayer<Arc>({
          id: 'pairs',
          data: arcs,
          greatCircle: true,
          getHeight: 0,
          numSegments: 48,
          getSourcePosition: (arc) => arc.from,
          getTargetPosition: (arc) => arc.to,
          getSourceColor: (arc) => [...arc.color, 170],
          getTargetColor: (arc) => [...arc.color, 170],
          getWidth: (arc) => arc.width,
          widthUnits: 'pixels',
        }),
      ],
    });
  }

  remove() {
    this.#map.removeControl(this.#overlay);
  }
}
