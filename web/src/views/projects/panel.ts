// What every tab that asks questions of its own is given.
import type { About } from '../../lib/download';
import { word } from '../../lib/i18n.svelte';
import { BYS, called, type Filters, type Row } from './register';

export type Panel = {
  filters: Filters;
  /** The day on which things are looked at. */
  on: string;
  rows: Row[];
  /** Rows that the filters leave, by all of them. */
  shown: Row[];
  about: About;
  onchoose: (id: string) => void;
};

/** Filters as the server takes them; words are no filter of it. */
export function asked(filters: Filters) {
  const of: Record<string, string | number> = {};
  for (const by of BYS)
    if (filters[by]) of[by] = by === 'step' ? Number(filters[by]) || filters[by] : filters[by];
  return of as { step?: number; country?: string; sector?: string; status?: never; kind?: never };
}

/** A name by its id in the language of the page, or as its file has it, in English. */
export function nameOf(kind: string, id: string, own: string) {
  const key = `projects.${kind}`;
  const known = word(key, id);
  return known === id ? { name: own, lang: 'en' } : { name: known, lang: undefined };
}

/** A word of the server in the language of the page, English where it is not known there. */
export function wordOf(kind: string, own: string) {
  const known = word(`projects.${kind}`, own);
  return known === own ? { name: called(kind, own), lang: 'en' } : { name: known, lang: undefined };
}
