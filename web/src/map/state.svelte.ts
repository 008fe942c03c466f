// What the one map of the workbench shows: the network, and what a view lays over it.
import type {
  LayerSpecification,
  LngLatBoundsLike,
  Map as MapLibreMap,
  SourceSpecification,
} from 'maplibre-gl';

/** Parts of the network that can be switched on and off. */
export const PARTS = [
  'rail',
  'road',
  'sea',
  'waterway',
  'ferry',
  'pipeline',
  'air',
  'passage',
  'port',
  'terminal',
  'airport',
  'crossing',
  'planned',
] as const;
export type MapPart = (typeof PARTS)[number];

const USUAL: MapPart[] = [
  'rail',
  'road',
  'sea',
  'waterway',
  'ferry',
  'pipeline',
  'passage',
  'port',
  'terminal',
  'crossing',
];

/** What a view lays over the network. */
export type Overlay = {
  sources: Record<string, SourceSpecification>;
  /** Lines and areas, below the names of places. */
  below: LayerSpecification[];
  /** Points and names, above all. */
  above: LayerSpecification[];
};

export type Clicked = {
  lon: number;
  lat: number;
  /** What lies there: layer and properties, the topmost first. */
  features: { layer: string; properties: Record<string, unknown> }[];
};

class MapState {
  parts = $state<MapPart[]>([...USUAL]);
  overlay = $state.raw<Overlay | null>(null);
  /** How much the network steps back behind the overlay. */
  quiet = $state(false);
  /** Whether the next click chooses a point. */
  picking = $state(false);
  onclick: ((clicked: Clicked) => void) | null = null;
  map = $state.raw<MapLibreMap | null>(null);
  /** The canvas cannot be drawn here. */
  failed = $state(false);

  get usual(): boolean {
    return this.parts.length === USUAL.length && USUAL.every((part) => this.parts.includes(part));
  }

  reset() {
    this.overlay = null;
    this.quiet = false;
    this.picking = false;
    this.onclick = null;
    this.parts = [...USUAL];
  }

  fit(bounds: LngLatBoundsLike | null, padding = 60) {
    if (!bounds || !this.map) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map.fitBounds(bounds, { padding, maxZoom: 9, animate: !still, duration: 700 });
  }

  fly(lon: number, lat: number, zoom = 7) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map?.flyTo({ center: [lon, lat], zoom, animate: !still });
  }
}

export const mapState = new MapState();

/** The box around features; of a line over the 180th meridian the one that crosses it. */
export function boundsOf(features: GeoJSON.Feature[]): [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const grow = (at: GeoJSON.Position) => {
    const [lon = 0, lat = 0] = at;
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  };
  const walk = (part: unknown) => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] === 'number') grow(part as GeoJSON.Position);
    else part.forEach(walk);
  };
  for (const { geometry } of features) if ('coordinates' in geometry) walk(geometry.coordinates);
  return west <= east ? [west, south, east, north] : null;
}
