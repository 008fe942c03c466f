// What the one map of the workbench shows: the network, and what a view lays over it.
import { address } from '../lib/url.svelte';
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

/** Those that are on unless the address says otherwise. */
export const USUAL: MapPart[] = [
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
  /** Why there is no map: it cannot be drawn here, or its script did not come. */
  failed = $state<'' | 'webgl' | 'script'>('');
  /** Whether the next box may come into sight: the address does not say from where to look. */
  #free = address.get('map') === '';
  #waiting: { bounds: LngLatBoundsLike; padding: number } | null = null;

  constructor() {
    address.onmove(() => {
      this.#free = address.get('map') === '';
      this.#waiting = null;
    });
  }

  reset() {
    this.overlay = null;
    this.quiet = false;
    this.picking = false;
    this.onclick = null;
    this.parts = [...USUAL];
    this.#waiting = null;
  }

  /** The map is there: what waited for it comes into sight. */
  made(map: MapLibreMap) {
    this.map = map;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (waiting) this.#look(waiting.bounds, waiting.padding);
  }

  /** Somebody chose something: the next box comes into sight, whatever the address says. */
  seek() {
    this.#free = true;
  }

  /** Brings a box into sight, once after a choice or an address that leaves it open. */
  fit(bounds: LngLatBoundsLike | null, padding = 60) {
    if (!bounds || !this.#free) return;
    this.#free = false;
    if (this.map) this.#look(bounds, padding);
    else this.#waiting = { bounds, padding };
  }

  #look(bounds: LngLatBoundsLike, padding: number) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map?.fitBounds(bounds, { padding, maxZoom: 9, animate: !still, duration: 700 });
  }

  fly(lon: number, lat: number, zoom = 7) {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.map?.flyTo({ center: [lon, lat], zoom, animate: !still });
  }
}

export const mapState = new MapState();
