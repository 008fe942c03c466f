// Whether two questions are one, however they are written.

/** A question without what says nothing, its parts in order. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  const parts = Object.entries(value)
    .map(([name, part]): [string, unknown] => [name, plain(part)])
    .filter(
      ([, part]) => part !== null && part !== undefined && !(Array.isArray(part) && !part.length),
    )
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return Object.fromEntries(parts);
}

export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(plain(one)) === JSON.stringify(plain(other));
}
