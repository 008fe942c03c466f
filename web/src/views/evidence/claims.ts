// Claims of a ledger: their words, filters and rows to be taken away. The filters are the address.
import { asRefusal, type Schemas } from '../../lib/api';
import type { About, Column } from '../../lib/download';
import { csv, json, save } from '../../lib/download';
import { day, month, number } from '../../lib/format';
import { word } from '../../lib/i18n.svelte';

export type Ledgers = Schemas['LedgerFacts'][];
export type Ledger = Schemas['LedgerReply'];
export type Row = Schemas['ClaimRow'];
export type Claim = Schemas['ClaimReply'];
export type Check = Schemas['CheckOutcome'];
export type Ranged = Schemas['RangedFigure'];
export type Chart = Schemas['Chart'];
export type Verdict = Schemas['Verdict'];

export const VERDICTS: Verdict[] = [
  'reproduced',
  'consistent',
  'contradicted',
  'vague',
  'source-missing',
  'not-checkable',
];
export const KINDS: Schemas['ClaimKind'][] = [
  'observed',
  'estimated',
  'target',
  'opinion',
  'definition',
];

/** Asks again while a ledger is being checked: a check takes longer than a request may. */
export async function patiently<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (asRefusal(error).status !== 503 || signal.aborted) throw error;
    }
    await new Promise((done) => setTimeout(done, 500));
  }
}

export type Filter = { verdicts: string[]; section: string; kind: string; text: string };

/** The claims that pass, in the order of the text; words are looked for as the server does. */
export function passing(rows: Row[], filter: Filter): Row[] {
  const wanted = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (filter.verdicts.length && !filter.verdicts.includes(row.verdict)) return false;
    if (filter.section && row.section !== filter.section) return false;
    if (filter.kind && row.kind !== filter.kind) return false;
    if (!wanted.length) return true;
    const all = [row.id, row.says, row.quantity, row.place, row.as_of, row.reason].join(' ');
    return wanted.every((one) => all.toLowerCase().includes(one));
  });
}

/** A number of a claim, with at most four significant digits; a day where the unit is one. */
export function amount(value: number, unit: string): string {
  if (unit === 'date') return day(new Date(value * 86_400_000).toISOString().slice(0, 10));
  if (unit === 'year') return value.toFixed(0);
  const size = Math.abs(value);
  const digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
  const rounded = Number(value.toFixed(digits));
  const decimals = String(rounded).split('.')[1]?.length ?? 0;
  return number(rounded, decimals);
}

/** Whether a figure has a range that shows. */
export function spread(figure: Ranged, unit: string): boolean {
  const [low, value, high] = [figure.low, figure.value, figure.high].map((v) => amount(v, unit));
  return low !== value || high !== value;
}

export function range(figure: Ranged, unit: string): string {
  return `${amount(figure.low, unit)} – ${amount(figure.high, unit)}`;
}

/** Units that say nothing beside their figure. */
export function unitOf(unit: string): string {
  return unit === 'date' || unit === 'year' ? '' : unit;
}

/** A day, month or stretch of them of a text, as people write it. */
function date(text: string): string {
  const one = (part: string) =>
    /^\d{4}-\d{2}-\d{2}$/.test(part) ? day(part) : /^\d{4}-\d{2}$/.test(part) ? month(part) : part;
  return text.split('/').map(one).join(' – ');
}

/** The figure of a text as it bounds it; nothing where it is a word without a value. */
export function claimed(row: Pick<Row, 'claimed' | 'comparator' | 'unit'>): string {
  if (row.claimed === null || row.claimed === undefined) return '';
  const value = typeof row.claimed === 'number' ? amount(row.claimed, row.unit) : date(row.claimed);
  return row.comparator === 'exact' ? value : `${word('comparator', row.comparator)} ${value}`;
}

/** The check that makes the verdict, as far as its own verdict tells. */
export function deciding({ verdict, checks }: Pick<Claim, 'verdict' | 'checks'>): number {
  const same = checks.findIndex((check) => check.verdict === verdict && !check.weak);
  const best = (['reproduced', 'consistent'] as const).flatMap((wanted) =>
    checks.findIndex((check) => check.verdict === wanted),
  );
  return [same, ...best].find((at) => at >= 0) ?? 0;
}

const COLUMNS: Column<Row>[] = [
  { name: 'id', of: (c) => c.id },
  { name: 'section', of: (c) => c.section },
  { name: 'says', of: (c) => c.says },
  { name: 'quantity', of: (c) => c.quantity },
  { name: 'kind', of: (c) => c.kind },
  { name: 'as_of', of: (c) => c.as_of },
  { name: 'place', of: (c) => c.place },
  { name: 'comparator', of: (c) => c.comparator },
  { name: 'claimed', of: (c) => c.claimed },
  { name: 'computed', of: (c) => figure(c.computed?.value, c.unit) },
  { name: 'low', of: (c) => figure(c.computed?.low, c.unit) },
  { name: 'high', of: (c) => figure(c.computed?.high, c.unit) },
  { name: 'unit', of: (c) => c.unit },
  { name: 'verdict', of: (c) => c.verdict },
  { name: 'reason', of: (c) => c.reason },
  { name: 'source', of: (c) => c.source },
];

/** Days as days, all else as it is. */
function figure(value: number | undefined, unit: string): number | string | undefined {
  if (value === undefined || unit !== 'date') return value;
  return new Date(value * 86_400_000).toISOString().slice(0, 10);
}

/** What is shown, as something to be taken away. */
export function forms(ledger: string, rows: Row[], about: () => About) {
  if (!rows.length) return [];
  return [
    {
      name: 'CSV' as const,
      take: () => save(`${ledger}.csv`, csv(rows, COLUMNS, about()), 'text/csv'),
    },
    {
      name: 'JSON' as const,
      take: () => save(`${ledger}.json`, json({ claims: rows }, about()), 'application/json'),
    },
  ];
}
