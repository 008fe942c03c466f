// Colours of modes: one for each, in app.css, on the map as in charts.

const KNOWN = ['rail', 'road', 'sea', 'air', 'ferry', 'waterway'];

/** The custom property with the colour of a mode; a through service has that of its first. */
function property(mode: string): string {
  const first = mode.split('+')[0]?.split('-')[0] ?? '';
  return `--mode-${KNOWN.includes(first) ? first : 'other'}`;
}

/** The colour for styles. */
export const modeVar = (mode: string): string => `var(${property(mode)})`;

/** The colour as it is now, for the map. */
export function modeColor(mode: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(property(mode)).trim();
}
