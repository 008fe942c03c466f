// The box around what is shown.

/**
 * The box around features as west, south, east, north: the smallest interval of longitudes that
 * holds them. One over the 180th meridian ends east of 180. Pieces of lines go the short way.
 */
export function boundsOf(features: GeoJSON.Feature[]): [number, number, number, number] | null {
  let [south, north] = [Infinity, -Infinity];
  /** Intervals of longitude: where they begin, 0 to 360, and how far they reach. */
  const spans: { from: number; length: number }[] = [];
  const round = (lon: number) => ((lon % 360) + 360) % 360;

  const cover = (from: number, length: number) => {
    const over = from + length - 360;
    spans.push({ from, length: over > 0 ? length - over : length });
    if (over > 0) spans.push({ from: 0, length: over });
  };
  const walk = (part: unknown, before: GeoJSON.Position | null = null): GeoJSON.Position | null => {
    if (!Array.isArray(part)) return null;
    if (typeof part[0] === 'number') {
      const [lon = 0, lat = 0] = part as GeoJSON.Position;
      [south, north] = [Math.min(south, lat), Math.max(north, lat)];
      const last = before?.[0] ?? lon;
      const east = round(lon - last);
      if (east <= 180) cover(round(last), east);
      else cover(round(lon), 360 - east);
      return part as GeoJSON.Position;
    }
    let last: GeoJSON.Position | null = null;
    for (const one of part) last = walk(one, last);
    return null;
  };
  for (const { geometry } of features)
    if (geometry && 'coordinates' in geometry) walk(geometry.coordinates);
  if (spans.length === 0) return null;

  // The widest stretch that nothing lies in is left out.
  spans.sort((a, b) => a.from - b.from);
  const first = spans[0]!;
  let reach = -Infinity;
  let gap = { width: -Infinity, west: first.from };
  for (const span of spans) {
    if (reach > -Infinity && span.from - reach > gap.width)
      gap = { width: span.from - reach, west: span.from };
    reach = Math.max(reach, span.from + span.length);
  }
  const last = first.from + 360 - reach;
  if (last >= gap.width) gap = { width: last, west: first.from };
  if (gap.width <= 0) return [-180, south, 180, north];
  const width = 360 - gap.width;
  // Written as people write it: 170 and not 530, -75 and not 285.
  const west = gap.west > 180 || (gap.west === 180 && width > 0) ? gap.west - 360 : gap.west;
  const tidy = (lon: number) => Number(lon.toFixed(9));
  return [tidy(west), south, tidy(west + width), north];
}
