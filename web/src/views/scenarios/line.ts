// A drawn line as a change: what stations it has, and where it crosses borders.
import type { Change } from '../../lib/api';

export type Station = { key: number; name: string; lat: number; lon: number };

export type Line = {
  mode: string;
  gauge: number;
  tracks: number;
  electrified: boolean;
  kmh: number | null;
};

type Crossing = { lat: number; lon: number; from?: string | null; to?: string | null };
/** In which countries the stations lie, and every change of country between them in order. */
export type Territory = { countries: (string | null)[]; crossings: Crossing[] };

/** Why a line cannot be made of stations: one lies at sea, or none in any country. */
export class Unmade extends Error {
  constructor(
    readonly why: 'atsea' | 'nocountry',
    readonly station: string,
  ) {
    super(why);
  }
}

/** A longitude as that one of its turns which is next to another. */
const near = (lon: number, to: number) => lon + 360 * Math.round((to - lon) / 360);

/** Positions of a line, of which every piece goes the short way: beyond 180 where it has to. */
export function shortWay(stations: Pick<Station, 'lat' | 'lon'>[]): [number, number][] {
  let last = stations[0]?.lon ?? 0;
  return stations.map(({ lat, lon }) => {
    last = near(lon, last);
    return [last, lat];
  });
}

/** How far along the piece from `a` to `b` a point lies, 0 to 1; nothing where it is not on it. */
function share(at: Crossing, a: Station, b: Station): number | null {
  const [x, y] = [near(b.lon, a.lon) - a.lon, b.lat - a.lat];
  const east = near(at.lon, a.lon) - a.lon;
  const square = x * x + y * y;
  if (square === 0) return null;
  const along = (east * x + (at.lat - a.lat) * y) / square;
  const aside = Math.abs(east * y - (at.lat - a.lat) * x) / Math.sqrt(square);
  return aside < 1e-5 && along > -1e-9 && along < 1 + 1e-9 ? along : null;
}

/** The crossings of each piece: they come in the order of the line. */
function byPiece(stations: Station[], crossings: Crossing[]): Crossing[][] {
  const pieces: Crossing[][] = stations.slice(1).map(() => []);
  let [piece, last] = [0, -1];
  for (const crossing of crossings) {
    for (let k = piece; k < pieces.length; k += 1) {
      const along = share(crossing, stations[k]!, stations[k + 1]!);
      // On a line that goes back on itself what lies behind is of a later piece.
      if (along === null || (k === piece && along <= last)) continue;
      pieces[k]!.push(crossing);
      [piece, last] = [k, along];
      break;
    }
  }
  return pieces;
}

/** A longitude from -180 to 180. */
const turned = (lon: number) => near(lon, 0);
const round = (degrees: number) => Number(degrees.toFixed(4));

/**
 * A new line through stations. Where its country changes a border is a station too: between two
 * countries with sea between them it lies in the middle of the sea. Lanes of the sea have no
 * borders, and their stations may lie at sea.
 */
export function build(stations: Station[], line: Line, territory: Territory): Change {
  const { countries, crossings } = territory;
  const lane = line.mode === 'sea';
  const off = stations.find((_, k) => !countries[k]);
  if (off && !lane) throw new Unmade('atsea', off.name);
  const country = countries.find((one) => one);
  if (!country) throw new Unmade('nocountry', '');

  const pieces = byPiece(stations, lane ? [] : crossings);
  const rows: Extract<Change, { do: 'build' }>['stations'] = [];
  let here: string | null = countries[0] ?? null;
  stations.forEach((station, k) => {
    rows.push({ name: station.name, lat: station.lat, lon: station.lon, joins: true });
    let left: Crossing | null = null;
    for (const crossing of pieces[k] ?? []) {
      if (!crossing.to) left = crossing;
      if (!crossing.to || crossing.to === here) continue;
      const from: Crossing = crossing.from ? crossing : (left ?? crossing);
      rows.push({
        name: `${here}–${crossing.to}`,
        lat: round((from.lat + crossing.lat) / 2),
        lon: round(turned((from.lon + near(crossing.lon, from.lon)) / 2)),
        joins: false,
        border: crossing.to,
      });
      here = crossing.to;
    }
  });
  return {
    do: 'build',
    mode: line.mode,
    gauge_mm: line.mode === 'rail' ? line.gauge : 0,
    tracks: line.tracks,
    country,
    stations: rows,
    ...(line.mode === 'rail' ? { electrified: line.electrified } : {}),
    ...(line.kmh ? { kmh: line.kmh } : {}),
  };
}
