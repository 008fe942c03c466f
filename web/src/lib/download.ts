// Taking away what a view shows, with its unit, source and caveat.
import { ATTRIBUTION } from './attribution';
import { t } from './i18n.svelte';
import { wrap } from './wrap';

export type About = {
  /** What it is. */
  title: string;
  /** Where it comes from. */
  source: string;
  /** What it does not say. */
  caveat: string;
  /** What the answers were computed with, each by its side or part. */
  manifests?: Record<string, unknown>;
};

/** What is known of a title, joined. */
export function titled(...parts: (string | null | undefined | false)[]): string {
  return parts.filter(Boolean).join(' · ');
}

type Manifest = { version: string; data?: string; world?: string; scenarios?: string[] };

/** Where an answer comes from, in a line. */
export function sourceOf(manifest: Manifest | null | undefined): string {
  if (!manifest) return '';
  const data = manifest.data
    ? `${t('about.data')} ${manifest.data}`
    : `${t('about.world')} ${manifest.world ?? ''}`;
  return `Landbridge ${manifest.version}, ${data}`;
}

/** The same for several sides, each by its name and scenarios where there is more than one. */
export function sourceOfSides(
  sides: { side: 'baseline' | 'scenario'; manifest: Manifest | null | undefined }[],
): string {
  return sides
    .map(({ side, manifest }) => {
      const given = manifest?.scenarios?.length ? ` (${manifest.scenarios.join(', ')})` : '';
      const said = sourceOf(manifest);
      return side === 'baseline' && sides.length === 1
        ? said
        : `${t(`compare.${side}`)}${given}: ${said}`;
    })
    .join('; ');
}

/** Units of the properties that answers have by these names. */
const UNITS = {
  km: 'km',
  hours: 'h',
  usd: 'USD',
  kg_co2e: 'kg CO2e',
  generalised_usd: 'USD',
  option_usd: 'USD',
  option_kg_co2e: 'kg CO2e',
  days_p10: 'd',
  days_p50: 'd',
  days_p90: 'd',
  days_before: 'd',
  days_after: 'd',
  usd_before: 'USD',
  usd_after: 'USD',
  border_hours: 'h',
  p_deadline: 'share',
  cut_off_share: 'share of weight',
  cut_off_pairs_share: 'share of pairs',
  carried: 'share of demand',
  access_lost_percent: '%',
  lost_percent: '%',
  lat: 'deg',
  lon: 'deg',
};

/** What it is, for formats with a place for it; with the units of those names that occur. */
function metadata(content: unknown, about: About): object {
  const names = new Set<string>();
  const look = (part: unknown) => {
    if (Array.isArray(part)) {
      // Positions have no names.
      if (typeof part[0] !== 'number') part.forEach(look);
    } else if (part && typeof part === 'object')
      for (const [name, value] of Object.entries(part)) {
        names.add(name);
        look(value);
      }
  };
  look(content);
  const units = Object.fromEntries(Object.entries(UNITS).filter(([name]) => names.has(name)));
  return { ...about, attribution: ATTRIBUTION, units };
}

export type Column<Row> = {
  name: string;
  unit?: string;
  of: (row: Row) => string | number | null | undefined;
};

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows as CSV; lines that begin with # tell what it is. */
export function csv<Row>(rows: Row[], columns: Column<Row>[], about: About): string {
  const head = columns.map(({ name, unit }) => cell(unit ? `${name} [${unit}]` : name)).join(',');
  const lines = rows.map((row) => columns.map(({ of }) => cell(of(row))).join(','));
  const notes = [about.title, about.source, about.caveat, ATTRIBUTION]
    .filter(Boolean)
    .map((note) => `# ${note.replaceAll('\n', ' ')}`);
  return [...notes, head, ...lines].join('\n') + '\n';
}

/** GeoJSON with what it is. */
export function geojson(features: GeoJSON.FeatureCollection, about: About): string {
  return JSON.stringify({ ...features, metadata: metadata(features, about) });
}

/** An answer as JSON with what it is. */
export function json(content: object, about: About): string {
  return JSON.stringify({ metadata: metadata(content, about), ...content }, null, 1);
}

export function save(name: string, content: Blob | string, type: string) {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Properties of a drawing that its styles give it. */
const DRAWN = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-size',
  'font-weight',
  'font-family',
  'text-anchor',
];

/** What a colour stands for: its custom property, and the name of what has it. */
export type Mark = { color: `--${string}`; name: string };

/** Colours of sides where there is more than one: one alone needs no key. */
export function legendOf(sides: ('baseline' | 'scenario')[]): Mark[] {
  return sides.length > 1
    ? sides.map((side) => ({ color: `--${side}` as const, name: t(`compare.${side}`) }))
    : [];
}

/** A chart as a drawing of its own: with its styles, what it is, its colours, and a ground. */
export function svgText(chart: SVGSVGElement, about: About, legend: Mark[] = []): string {
  const { width, height } = chart.getBoundingClientRect();
  const copy = chart.cloneNode(true) as SVGSVGElement;
  const [from, to] = [
    chart.querySelectorAll<SVGElement>('*'),
    copy.querySelectorAll<SVGElement>('*'),
  ];
  from.forEach((element, k) => {
    const style = getComputedStyle(element);
    for (const name of DRAWN) to[k]?.setAttribute(name, style.getPropertyValue(name));
    to[k]?.removeAttribute('class');
  });
  const make = (name: string, attributes: Record<string, string>, text = '') => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };
  const style = getComputedStyle(document.documentElement);
  const ground = style.getPropertyValue('--ground').trim() || '#fff';
  const ink = style.getPropertyValue('--ink-2').trim() || '#444';
  const family = '"Source Sans 3", "Landbridge Sans", "Noto Sans SC", sans-serif';
  const pen = document.createElement('canvas').getContext('2d');
  const inLines = (text: string, size: number, weight: number) =>
    wrap(text, width - 12, (piece) => {
      if (!pen) return piece.length * size * 0.6;
      pen.font = `${weight} ${size}px ${family}`;
      return pen.measureText(piece).width;
    });
  const titles = inLines(about.title, 13, 600);
  const notes = [about.source, about.caveat, ATTRIBUTION].flatMap((text) => inLines(text, 11, 400));
  const key = 8 + 16 * titles.length;
  const above = key + (legend.length ? 18 : 0);
  const all = above + height + 10 + 15 * notes.length;
  copy.setAttribute('viewBox', `0 ${-above} ${width} ${all}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(all));
  copy.prepend(
    make('rect', {
      x: '0',
      y: String(-above),
      width: String(width),
      height: String(all),
      fill: ground,
    }),
  );
  const words = { fill: ink, 'font-family': family, 'font-size': '11' };
  titles.forEach((line, k) =>
    copy.append(
      make(
        'text',
        {
          ...words,
          x: '6',
          y: String(16 * (k + 1) - above),
          'font-size': '13',
          'font-weight': '600',
        },
        line,
      ),
    ),
  );
  let at = 6;
  for (const { color, name } of legend) {
    const y = String(key + 9 - above);
    const fill = style.getPropertyValue(color).trim();
    copy.append(
      make('rect', { x: String(at), y: String(key + 1 - above), width: '14', height: '8', fill }),
      make('text', { ...words, x: String(at + 19), y }, name),
    );
    if (pen) pen.font = `400 11px ${family}`;
    at += 19 + (pen ? pen.measureText(name).width : name.length * 7) + 16;
  }
  notes.forEach((line, k) =>
    copy.append(make('text', { ...words, x: '6', y: String(height + 16 + 15 * k) }, line)),
  );
  return new XMLSerializer().serializeToString(copy);
}

/** The map with a strip below it that says what it is. */
export async function mapPng(canvas: HTMLCanvasElement, about: About): Promise<Blob> {
  const scale = Math.max(1, canvas.width / Math.max(1, canvas.clientWidth));
  const sheet = document.createElement('canvas');
  const pen = sheet.getContext('2d');
  if (!pen) throw new Error('no canvas');
  const font = (size: number, weight: number) =>
    `${weight} ${size * scale}px "Landbridge Sans", "Noto Sans SC", sans-serif`;
  const rows = [
    { text: about.title, size: 13, weight: 600 },
    ...[about.source, about.caveat, ATTRIBUTION].map((text) => ({ text, size: 11, weight: 400 })),
  ].flatMap(({ text, size, weight }) => {
    pen.font = font(size, weight);
    const lines = wrap(text, canvas.width - 20 * scale, (piece) => pen.measureText(piece).width);
    return lines.map((line) => ({ line, size, weight }));
  });
  const [first, step] = [17 * scale, 15 * scale];
  sheet.width = canvas.width;
  sheet.height = canvas.height + Math.round(first + step * rows.length);
  const style = getComputedStyle(document.documentElement);
  pen.fillStyle = style.getPropertyValue('--ground').trim() || '#fff';
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(canvas, 0, 0);
  pen.fillStyle = style.getPropertyValue('--ink').trim() || '#000';
  rows.forEach(({ line, size, weight }, k) => {
    pen.font = font(size, weight);
    pen.fillText(line, 10 * scale, canvas.height + first + step * k);
  });
  return new Promise((done, fail) =>
    sheet.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/png'),
  );
}
