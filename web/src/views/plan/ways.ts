// Ways of one or two plans side by side.
import type { PlanOption, PlanReply } from '../../lib/api';
import type { Side } from '../../lib/compare.svelte';

export type Way = {
  option: PlanOption;
  side: Side;
  /** Whether it stands for others that are left out of the short list. */
  shown: boolean;
};

export type Order = 'time' | 'cost' | 'co2' | 'transfers' | 'reliability';

const key = (o: PlanOption) =>
  [
    ...o.legs.map((l) => `${l.mode} ${l.service} ${l.from} ${l.to}`),
    o.usd.toFixed(0),
    (o.days_p50 ?? 0).toFixed(2),
  ].join('|');

/** All ways of the baseline and of the scenario; what both have is there once. */
export function ways(baseline: PlanReply | null, scenario: PlanReply | null): Way[] {
  const of = (reply: PlanReply | null, side: Side): Way[] =>
    (reply?.options ?? []).map((option, k) => ({
      option,
      side,
      shown: reply?.shown.includes(k) ?? false,
    }));
  const [one, other] = [of(baseline, 'baseline'), of(scenario, 'scenario')];
  if (!baseline || !scenario) return [...one, ...other];
  const known = new Map(one.map((way) => [key(way.option), way]));
  const rest = other.filter((way) => {
    const same = known.get(key(way.option));
    if (!same) return true;
    same.side = 'both';
    same.shown ||= way.shown;
    return false;
  });
  return [...one, ...rest];
}

const last = (value: number | null | undefined) => value ?? Infinity;

export function sorted(all: Way[], order: Order): Way[] {
  const of: Record<Order, (o: PlanOption) => number> = {
    time: (o) => last(o.days_p50),
    cost: (o) => o.usd,
    co2: (o) => o.kg_co2e,
    transfers: (o) => o.transfers,
    reliability: (o) =>
      o.p_deadline === null || o.p_deadline === undefined ? last(o.days_p90) : -o.p_deadline,
  };
  return [...all].sort(
    (a, b) =>
      of[order](a.option) - of[order](b.option) ||
      last(a.option.days_p50) - last(b.option.days_p50),
  );
}
