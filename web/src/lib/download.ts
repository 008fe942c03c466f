// Taking away what a view shows, with its unit, source and caveat.
import { t } from './i18n.svelte';

export type About = {
  /** What it is. */
  title: string;
  /** Where it comes from. */
  source: string;
  /** What it does not say. */
  caveat: string;
};

/** Where an answer comes from, in a line. */
export function sourceOf(
  manifest: { version: string; data?: string; world?: string } | null | undefined,
): string {
  if (!manifest) return '';
  const data = manifest.data
    ? `${t('about.data')} ${manifest.data}`
    : `${t('about.world')} ${manifest.world ?? ''}`;
  return `Landbridge ${manifest.version}, ${data}`;
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
  const notes = [about.title, about.source, about.caveat]
    .filter(Boolean)
    .map((note) => `# ${note.replaceAll('\n', ' ')}`);
  return [...notes, head, ...lines].join('\n') + '\n';
}

/** GeoJSON with what it is. */
export function geojson(features: GeoJSON.FeatureCollection, about: About): string {
  return JSON.stringify({ ...features, metadata: about });
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

/** A chart as a drawing of its own: with its styles, what it is, and a ground. */
export function svgText(chart: SVGSVGElement, about: About): string {
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
  const below = 40;
  copy.setAttribute('viewBox', `0 -24 ${width} ${height + 24 + below}`);
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height + 24 + below));
  copy.prepend(
    make('rect', {
      x: '0',
      y: '-24',
      width: String(width),
      height: String(height + 24 + below),
      fill: ground,
    }),
  );
  const words = { fill: ink, 'font-family': 'Source Sans 3, sans-serif', 'font-size': '11' };
  copy.append(
    make(
      'text',
      { ...words, x: '6', y: '-8', 'font-size': '13', 'font-weight': '600' },
      about.title,
    ),
  );
  copy.append(make('text', { ...words, x: '6', y: String(height + 16) }, about.source));
  copy.append(make('text', { ...words, x: '6', y: String(height + 31) }, about.caveat));
  return new XMLSerializer().serializeToString(copy);
}

/** The map with a strip below it that says what it is. */
export async function mapPng(canvas: HTMLCanvasElement, about: About): Promise<Blob> {
  const scale = Math.max(1, canvas.width / Math.max(1, canvas.clientWidth));
  const strip = Math.round(54 * scale);
  const sheet = document.createElement('canvas');
  sheet.width = canvas.width;
  sheet.height = canvas.height + strip;
  const pen = sheet.getContext('2d');
  if (!pen) throw new Error('no canvas');
  const style = getComputedStyle(document.documentElement);
  pen.fillStyle = style.getPropertyValue('--ground').trim() || '#fff';
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(canvas, 0, 0);
  pen.fillStyle = style.getPropertyValue('--ink').trim() || '#000';
  const write = (text: string, line: number, weight: number, size: number) => {
    pen.font = `${weight} ${size * scale}px "Landbridge Sans", "Noto Sans SC", sans-serif`;
    pen.fillText(text, 10 * scale, canvas.height + line * scale, sheet.width - 20 * scale);
  };
  write(about.title, 17, 600, 13);
  write(about.source, 32, 400, 11);
  write(about.caveat, 46, 400, 11);
  return new Promise((done, fail) =>
    sheet.toBlob((blob) => (blob ? done(blob) : fail(new Error('no picture'))), 'image/png'),
  );
}
