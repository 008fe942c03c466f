// The style of the map as a function of what is shown: the library finds what changes.
import type {
  DataDrivenPropertyValueSpecification,
  ExpressionSpecification,
  FilterSpecification,
  LayerSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import { fontFaces, REGULAR, SEMIBOLD } from './fonts';
import type { Palette } from './palette';
import type { MapPart, Overlay } from './state.svelte';

export type Shown = {
  palette: Palette;
  parts: MapPart[];
  overlay: Overlay | null;
  quiet: boolean;
  /** Year of the network. */
  year: number;
  /** Whether names stand in the script of the place where the language has it. */
  local: boolean;
};

const TILES = 'network';
const LAST_ZOOM = 10;

function byZoom(...stops: number[]): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.4], ['zoom'], ...stops] as ExpressionSpecification;
}

/** The years in which a feature is open. */
function openIn(year: number, planned: boolean): ExpressionSpecification {
  const until: ExpressionSpecification = ['>', ['coalesce', ['get', 'until'], 99999], year];
  return planned ? until : ['all', ['<=', ['coalesce', ['get', 'from'], 0], year], until];
}

export function style(shown: Shown): StyleSpecification {
  const { palette: c, parts, overlay, quiet, year } = shown;
  const has = (part: MapPart) => parts.includes(part);
  const faint = quiet ? 0.45 : 1;
  const open = openIn(year, has('planned'));
  const planned: ExpressionSpecification = ['>', ['coalesce', ['get', 'from'], 0], year];
  const name: ExpressionSpecification = shown.local
    ? ['coalesce', ['get', 'local'], ['get', 'name']]
    : ['get', 'name'];

  const line = (
    id: string,
    modes: string[],
    paint: {
      color: DataDrivenPropertyValueSpecification<string>;
      width: ExpressionSpecification;
      dash?: number[];
      opacity?: number;
    },
    more: ExpressionSpecification[] = [],
  ): LayerSpecification[] => {
    const at: ExpressionSpecification = ['in', ['get', 'mode'], ['literal', modes]];
    const layer = (
      suffix: string,
      filter: FilterSpecification,
      dash: number[] | undefined,
      opacity: number,
    ): LayerSpecification => ({
      id: id + suffix,
      type: 'line',
      source: TILES,
      'source-layer': 'line',
      filter,
      layout: { 'line-join': 'round', 'line-cap': dash ? 'butt' : 'round' },
      paint: {
        'line-color': paint.color,
        'line-width': paint.width,
        'line-opacity': opacity * (paint.opacity ?? 1) * faint,
        ...(dash ? { 'line-dasharray': dash } : {}),
      },
    });
    const now = layer(
      '',
      ['all', at, open, ['!', planned], ...more] as FilterSpecification,
      paint.dash,
      1,
    );
    const later = layer(
      '-planned',
      ['all', at, open, planned, ...more] as FilterSpecification,
      [2, 2],
      0.8,
    );
    return has('planned') ? [now, later] : [now];
  };

  const gauge: ExpressionSpecification = [
    'match',
    ['get', 'gauge'],
    1435,
    c.gauges['1435'],
    [1520, 1524],
    c.gauges['1520'],
    1000,
    c.gauges['1000'],
    1067,
    c.gauges['1067'],
    [1676, 1668],
    c.gauges['1676'],
    c.gauges.other,
  ];

  const point = (
    id: string,
    layer: string,
    filter: ExpressionSpecification,
    color: string,
    radius: ExpressionSpecification,
    label: { from: number; text?: ExpressionSpecification } | null,
  ): LayerSpecification[] => {
    const dot: LayerSpecification = {
      id,
      type: 'circle',
      source: TILES,
      'source-layer': layer,
      filter: filter as FilterSpecification,
      paint: {
        'circle-radius': radius,
        'circle-color': c.halo,
        'circle-stroke-color': color,
        'circle-stroke-width': byZoom(2, 1.1, 9, 2.2),
        'circle-opacity': faint,
        'circle-stroke-opacity': faint,
      },
    };
    if (!label) return [dot];
    return [
      dot,
      {
        id: `${id}-name`,
        type: 'symbol',
        source: TILES,
        'source-layer': layer,
        filter: filter as FilterSpecification,
        minzoom: label.from,
        layout: {
          'text-field': label.text ?? name,
          'text-font': [REGULAR],
          'text-size': 11,
          'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
          'text-radial-offset': 0.7,
          'text-max-width': 9,
          'text-optional': true,
        },
        paint: {
          'text-color': color,
          'text-halo-color': c.halo,
          'text-halo-width': 1.3,
          'text-opacity': quiet ? 0.75 : 1,
        },
      },
    ];
  };

  const withHours: ExpressionSpecification = [
    'case',
    ['has', 'hours'],
    ['concat', name, '\n', ['number-format', ['get', 'hours'], { 'max-fraction-digits': 0 }], ' h'],
    name,
  ];
  const kinds = (...all: string[]): ExpressionSpecification => [
    'all',
    ['in', ['get', 'kind'], ['literal', all]],
    open,
  ];
  const layers: LayerSpecification[] = [
    { id: 'sea', type: 'background', paint: { 'background-color': c.sea } },
    {
      id: 'land',
      type: 'fill',
      source: TILES,
      'source-layer': 'land',
      paint: { 'fill-color': c.land, 'fill-antialias': false },
    },
    {
      id: 'coast',
      type: 'line',
      source: TILES,
      'source-layer': 'coast',
      paint: { 'line-color': c.coast, 'line-width': byZoom(1, 0.4, 8, 1) },
    },
    {
      id: 'border',
      type: 'line',
      source: TILES,
      'source-layer': 'border',
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': c.border,
        'line-width': byZoom(1, 0.4, 5, 0.9, 9, 1.6),
        'line-dasharray': [4, 2, 1, 2],
      },
    },
  ];
  if (has('sea'))
    layers.push(
      ...line('lane', ['sea'], {
        color: c.lane,
        width: byZoom(1, 0.5, 6, 1.1, 10, 1.8),
        opacity: 0.75,
      }),
    );
  if (has('pipeline')) {
    layers.push(
      ...line('oil', ['pipeline-oil'], {
        color: c.oil,
        width: byZoom(2, 0.5, 9, 1.6),
        dash: [5, 1.5],
      }),
    );
    layers.push(
      ...line('gas', ['pipeline-gas'], {
        color: c.gas,
        width: byZoom(2, 0.5, 9, 1.6),
        dash: [5, 1.5],
      }),
    );
  }
  if (has('waterway'))
    layers.push(
      ...line('waterway', ['waterway'], { color: c.waterway, width: byZoom(2, 0.6, 9, 2.2) }),
    );
  if (has('ferry'))
    layers.push(
      ...line('ferry', ['ferry'], { color: c.ferry, width: byZoom(2, 0.7, 9, 1.6), dash: [2, 2] }),
    );
  if (has('air'))
    layers.push(
      ...line('air', ['air'], { color: c.air, width: byZoom(2, 0.4, 9, 1), opacity: 0.5 }),
    );
  if (has('road')) {
    layers.push(
      ...line(
        'road',
        ['road'],
        { color: c.road, width: byZoom(4, 0.4, 8, 1.1, 11, 2.4), opacity: 0.8 },
        [['!', ['get', 'main']]],
      ),
    );
    layers.push(
      ...line('road-main', ['road'], { color: c.road, width: byZoom(3, 0.6, 8, 1.9, 11, 3.6) }, [
        ['get', 'main'],
      ]),
    );
  }
  if (has('rail')) {
    layers.push(
      ...line(
        'rail',
        ['rail'],
        { color: gauge, width: byZoom(2, 0.35, 6, 0.9, 11, 2.4), opacity: 0.8 },
        [['!', ['get', 'main']]],
      ),
      ...line('rail-main', ['rail'], { color: gauge, width: byZoom(1, 0.5, 5, 1.2, 11, 3.4) }, [
        ['get', 'main'],
      ]),
      ...line('rail-passenger', ['rail-passenger'], {
        color: c.gauges.other,
        width: byZoom(5, 0.4, 11, 1.4),
        dash: [1, 2],
      }),
    );
  }
  if (overlay) layers.push(...overlay.below);
  if (has('passage')) {
    layers.push(
      ...point('passage', 'passage', ['has', 'name'], c.passage, byZoom(1, 2.4, 8, 5), {
        from: 2.4,
      }),
    );
  }
  if (has('crossing')) {
    layers.push(
      ...point(
        'crossing',
        'crossing',
        ['all', ['get', 'named'], open],
        c.crossing,
        byZoom(3, 1.6, 9, 4.5),
        { from: 6.2, text: withHours },
      ),
      ...point(
        'crossing-derived',
        'crossing',
        ['all', ['!', ['get', 'named']], open],
        c.crossing,
        byZoom(7, 1.2, 10, 2.6),
        null,
      ),
    );
  }
  if (has('terminal')) {
    layers.push(
      ...point(
        'terminal',
        'facility',
        kinds('rail terminal', 'dry port', 'gauge yard', 'pipeline terminal'),
        c.terminal,
        byZoom(2, 1.6, 9, 4.5),
        {
          from: 6.4,
        },
      ),
    );
  }
  if (has('airport'))
    layers.push(
      ...point('airport', 'facility', kinds('airport'), c.air, byZoom(2, 1.8, 9, 4.5), {
        from: 6.4,
      }),
    );
  if (has('port')) {
    layers.push(
      ...point(
        'port',
        'facility',
        kinds('seaport', 'ferry port', 'river port'),
        c.port,
        byZoom(2, 1.8, 9, 5),
        { from: 5.4 },
      ),
    );
  }
  layers.push({
    id: 'city',
    type: 'symbol',
    source: TILES,
    'source-layer': 'city',
    layout: {
      'text-field': name,
      'text-font': [
        'case',
        ['>', ['get', 'people'], 3000000],
        ['literal', [SEMIBOLD]],
        ['literal', [REGULAR]],
      ],
      'text-size': [
        'interpolate',
        ['linear'],
        ['zoom'],
        2,
        ['case', ['>', ['get', 'people'], 5000000], 11, 10],
        9,
        ['case', ['>', ['get', 'people'], 1000000], 15, 12],
      ],
      'text-padding': 4,
      'text-max-width': 8,
      'symbol-sort-key': ['-', 0, ['get', 'people']],
    },
    paint: {
      'text-color': c.ink2,
      'text-halo-color': c.halo,
      'text-halo-width': 1.3,
      'text-opacity': quiet ? 0.8 : 1,
    },
  });
  if (overlay) layers.push(...overlay.above);
  return {
    version: 8,
    'font-faces': fontFaces,
    sources: {
      [TILES]: {
        type: 'vector',
        tiles: [`${location.origin}/api/tiles/{z}/{x}/{y}`],
        maxzoom: LAST_ZOOM,
      },
      ...overlay?.sources,
    },
    layers,
  };
}

/** Layers of the network that answer a click, the topmost first. */
export const CLICKED = [
  'port',
  'airport',
  'terminal',
  'crossing',
  'crossing-derived',
  'passage',
  'rail-main',
  'rail',
  'rail-planned',
  'rail-main-planned',
  'rail-passenger',
  'road-main',
  'road',
  'ferry',
  'waterway',
  'oil',
  'gas',
  'air',
  'lane',
];
