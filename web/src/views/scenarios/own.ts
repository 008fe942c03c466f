// A scenario of one's own: a link that is drawn, a border that is changed.
import type { Change } from '../../lib/api';
import { address } from '../../lib/url.svelte';

export type Own = { name: string; changes: Change[] };
export type Station = { name: string; lat: number; lon: number; country: string };

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
  address.set({ own: own && own.changes.length ? JSON.stringify(own) : null, job: null });
}

type Line = {
  mode: string;
  gauge: number;
  tracks: number;
  electrified: boolean;
  kmh: number | null;
};

/**
 * A new line through stations. Where the country changes between two of them, the place of the
 * border is a station too: `borderBetween` finds it on the map.
 */
export function build(
  stations: Station[],
  line: Line,
  borderBetween: (a: Station, b: Station) => { lat: number; lon: number },
): Change {
  const rows: Extract<Change, { do: 'build' }>['stations'] = [];
  stations.forEach((station, k) => {
    const before = stations[k - 1];
    if (before && before.country && station.country && before.country !== station.country) {
      const at = borderBetween(before, station);
      rows.push({
        name: `${before.country}–${station.country}`,
        ...at,
        joins: false,
        border: station.country,
      });
    }
    rows.push({ name: station.name, lat: station.lat, lon: station.lon, joins: true });
  });
  return {
    do: 'build',
    mode: line.mode,
    gauge_mm: line.mode === 'rail' ? line.gauge : 0,
    tracks: line.tracks,
    country: stations[0]?.country ?? '',
    stations: rows,
    ...(line.mode === 'rail' ? { electrified: line.electrified } : {}),
    ...(line.kmh ? { kmh: line.kmh } : {}),
  };
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
