// What is known of projects and the environment, as files to be taken away.
import type { Schemas } from '../../../lib/api';
import type { Column } from '../../../lib/download';
import { words } from '../../../lib/i18n.svelte';

export type Green = Schemas['Green'];
export type Small = Schemas['SmallYetSmart'];
export type Line = { green: Green; small: Small | null };

/** Tonnes with as many digits as they are worth. */
export const tonnes = (value: number) =>
  new Intl.NumberFormat(words.language, { maximumSignificantDigits: 3 }).format(value);

const met = (green: Green, is: boolean) =>
  green.light?.conditions
    .filter((one) => (one.evidence != null) === is)
    .map((one) => (one.evidence ? `${one.text}: ${one.evidence} (${one.confidence})` : one.text))
    .join('; ');

export const COLUMNS: Column<Line>[] = [
  { name: 'project', of: ({ green }) => green.project },
  { name: 'name', of: ({ green }) => green.name },
  { name: 'as_type', of: ({ green }) => green.light?.as_type },
  { name: 'first', of: ({ green }) => green.light?.first },
  { name: 'colour', of: ({ green }) => green.light?.colour },
  { name: 'within_reach', of: ({ green }) => green.light?.within_reach },
  { name: 'harm', of: ({ green }) => green.light?.harm },
  { name: 'conditions_met', of: ({ green }) => met(green, true) },
  { name: 'conditions_open', of: ({ green }) => met(green, false) },
  { name: 'no_light', of: ({ green }) => green.no_light },
  { name: 'source', of: ({ green }) => green.light?.source },
  { name: 'confidence', of: ({ green }) => green.light?.confidence },
  { name: 'avoided', unit: 't CO2e a year', of: ({ green }) => green.avoided?.tonnes },
  { name: 'avoided_low', unit: 't CO2e a year', of: ({ green }) => green.avoided?.low },
  { name: 'avoided_high', unit: 't CO2e a year', of: ({ green }) => green.avoided?.high },
  {
    name: 'potential',
    of: ({ green }) => (green.avoided ? String(green.avoided.potential) : null),
  },
  { name: 'baseline', of: ({ green }) => green.avoided?.baseline },
  { name: 'method', of: ({ green }) => green.avoided?.method },
  { name: 'inputs', of: ({ green }) => green.avoided?.inputs.join('; ') },
  { name: 'stated', of: ({ green }) => green.avoided?.stated },
  { name: 'stated_takes', of: ({ green }) => green.avoided?.stated_takes },
  { name: 'not_avoided', of: ({ green }) => green.not_avoided },
  {
    name: 'small_yet_smart_tests',
    of: ({ small }) =>
      small?.tests.map((one) => `${one.principle}: ${one.outcome} (${one.evidence})`).join('; '),
  },
];
