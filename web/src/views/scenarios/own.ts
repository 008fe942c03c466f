// A scenario of one's own: a link that is drawn, a border that is changed.
import type { Change } from '../../lib/api';
import { address } from '../../lib/url.svelte';

export type Own = { name: string; changes: Change[] };

/** The scenario that the address has as a text; nothing where there is none that can be read. */
export function readOwn(text: string): Own | null {
  try {
    const own = JSON.parse(text) as Own;
    return typeof own.name === 'string' && Array.isArray(own.changes) && own.changes.length
      ? own
      : null;
  } catch {
    return null;
  }
}

export function writeOwn(own: Own | null) {
  address.set({
    own: own && own.changes.length ? JSON.stringify(own) : null,
    job: null,
    pair: null,
  });
}

/** A change in few words. */
export function told(change: Change): string {
  switch (change.do) {
    case 'build':
      return `${change.mode}: ${change.stations.map((s) => s.name).join(' – ')}`;
    case 'border':
      return [
        change.crossing ?? (change.of ?? []).join('–'),
        change.mode,
        change.hours !== null && change.hours !== undefined ? `${change.hours} h` : '',
        change.fee_usd !== null && change.fee_usd !== undefined ? `${change.fee_usd} USD` : '',
      ]
        .filter(Boolean)
        .join(' · ');
    default:
      return change.do;
  }
}
