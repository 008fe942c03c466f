// The register as the view reads it: rows, filters, and what they are called.
import type { Schemas } from '../../lib/api';
import { compact, number } from '../../lib/format';
import { t, word, words } from '../../lib/i18n.svelte';

export type Row = Schemas['ProjectRow'];
export type List = Schemas['ProjectList'];
export type Reply = Schemas['ProjectReply'];
export type Warning = Schemas['ProjectWarning'];
export type Group = Schemas['ProjectGroup'];
export type Standing = Schemas['ProjectStanding'];
export type Money = Schemas['ProjectMoney'];

export const STEPS = [1, 2, 3, 4, 5, 6, 7, 8] as const;
export const BYS = ['step', 'country', 'sector', 'status', 'kind'] as const;
export type By = (typeof BYS)[number];

export type Filters = {
  words: string;
  step: string;
  country: string;
  sector: string;
  status: string;
  kind: string;
};

/** Groups that a row stands in. */
export function groupsOf(row: Row, by: By): string[] {
  if (by === 'step') return [row.step, ...row.also].filter((s) => s != null).map(String);
  if (by === 'country') return row.countries;
  return [row[by]];
}

/** Words without marks and capitals, as people search for them. */
const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

export function fits(row: Row, filters: Filters): boolean {
  if (BYS.some((by) => filters[by] && !groupsOf(row, by).includes(filters[by]))) return false;
  const text = plain(
    [row.id, row.name, ...Object.values(row.names), ...row.places.map((p) => p.name)].join(' '),
  );
  return plain(filters.words)
    .split(/\s+/)
    .every((part) => text.includes(part));
}

/** The name of a record, and its language where it is not that of the page. */
export function named(record: { name: string; names?: Record<string, string> }) {
  const own = record.names?.[words.language];
  return own ? { name: own, lang: undefined } : { name: record.name, lang: 'en' };
}

/** A word of the register in the language of the page. */
export function called(kind: string, own: string): string {
  const known = word(`projects.${kind}`, own);
  return known === own ? own.replaceAll('-', ' ') : known;
}

/** A step by its number and name. */
export const step = (number: number | string) => `${number} ${called('step', String(number))}`;

export function money(of: Money | null | undefined): string {
  return of ? `${compact(of.amount)} ${of.currency}` : '';
}

/** How long a delay is: in days while it is short, then in years. */
export function delay(days: number): string {
  return days < 90
    ? `${number(days)} ${t('unit.days')}`
    : `${number(days / 365.25, 1)} ${t('projects.years')}`;
}
