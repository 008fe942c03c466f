// Where the parts of a figure lie: panels in a grid, each with its own scales.
import { scaleLinear } from 'd3-scale';
import { month, number } from '../../lib/format';
import type { Schemas } from '../../lib/api';

export type Panel = Schemas['Panel'];
export type Bar = Schemas['Bar'];

export const EDGE = { top: 42, right: 14, bottom: 34, left: 64 };
const HEIGHT = 230;
const TWO_FROM = 720;

export type Placed = { panel: Panel; x: number; y: number; width: number; height: number };

/** Panels beside each other where there is room, and how high all are. */
export function placed(panels: Panel[], width: number): { panels: Placed[]; height: number } {
  const columns = width >= TWO_FROM ? Math.min(2, panels.length) : 1;
  const own = (width - (columns - 1) * 24) / columns;
  return {
    panels: panels.map((panel, k) => ({
      panel,
      x: (k % columns) * (own + 24),
      y: Math.floor(k / columns) * (HEIGHT + 16),
      width: own,
      height: HEIGHT,
    })),
    height: Math.ceil(panels.length / columns) * (HEIGHT + 16) - 16,
  };
}

/** Scales of a panel: steps from left to right, values from 0. */
export function scales({ panel, width, height }: Placed) {
  const most = Math.max(...panel.bars.map(({ high }) => high), 1e-9);
  const x = scaleLinear([0, panel.steps.length], [EDGE.left, width - EDGE.right]);
  const y = scaleLinear([0, most], [height - EDGE.bottom, EDGE.top]).nice(4);
  return { x, y };
}

/** Steps without a value, those that follow each other together. */
export function gaps({ steps, missing }: Panel): { first: number; last: number }[] {
  const all: { first: number; last: number }[] = [];
  steps.forEach((step, at) => {
    if (!missing.includes(step)) return;
    const before = all.at(-1);
    if (before && before.last === at - 1) before.last = at;
    else all.push({ first: at, last: at });
  });
  return all;
}

/** A value of an axis. */
export function tick(value: number): string {
  return number(value, Number.isInteger(value) ? 0 : 1);
}

/** A year or month as people write it; a stretch from its first to its last. */
export function period(text: string): string {
  const [from = '', until = ''] = text.split('/');
  if (!until) return monthOf(from);
  const last = until.length === 2 ? `${from.slice(0, 4)}-${until}` : until;
  return `${monthOf(from)} – ${monthOf(last)}`;
}

function monthOf(text: string): string {
  return /^\d{4}-\d{2}$/.test(text) ? month(text) : text;
}

/** Marks of the axis of time: years, or months with the year where it begins. */
export function marks(steps: string[], room: number): { at: number; text: string; year: string }[] {
  const every = Math.max(1, Math.ceil((steps.length * 34) / Math.max(room, 1)));
  return steps.flatMap((step, at) => {
    if (at % every) return [];
    const year = step.slice(0, 4);
    if (step.length === 4) return [{ at, text: step, year: '' }];
    const before = steps.slice(Math.max(0, at - every), at).at(0);
    return [{ at, text: month(step, false), year: before?.startsWith(year) ? '' : year }];
  });
}
