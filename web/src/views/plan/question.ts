// What is asked, as it stands in the address.
import type { PlanRequest } from '../../lib/api';
import { address } from '../../lib/url.svelte';

export type Question = {
  from: string;
  to: string;
  depart: string;
  by: string;
  cargo: string;
  amount: string;
  value: string;
  modes: string[];
  via: string[];
  avoid: string[];
};

export const CARGO = ['teu', 'reefer', 'bulk', 'liquid'] as const;
export const MODES = ['rail', 'road', 'sea', 'ferry', 'waterway', 'air'] as const;

/** A week from now. */
export function soon(): string {
  return new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
}

export function read(): Question {
  const [cargo = 'teu', amount = '1'] = (address.get('cargo') || 'teu:1').split(':');
  return {
    from: address.get('from'),
    to: address.get('to'),
    depart: address.get('depart') || soon(),
    by: address.get('by'),
    cargo,
    amount,
    value: address.get('value'),
    modes: address.get('modes').split(',').filter(Boolean),
    via: address.all('via'),
    avoid: address.all('avoid'),
  };
}

export function write(q: Question) {
  const cargo = `${q.cargo}:${q.amount || '1'}`;
  address.set(
    {
      from: q.from,
      to: q.to,
      depart: q.depart,
      by: q.by,
      cargo: cargo === 'teu:1' ? null : cargo,
      value: q.value,
      modes: q.modes.length === MODES.length ? null : q.modes.join(','),
      via: q.via,
      avoid: q.avoid,
      way: null,
    },
    'push',
  );
}

export function isWhole(q: Question): boolean {
  return q.from !== '' && q.to !== '' && /^\d{4}-\d{2}-\d{2}$/.test(q.depart);
}

export function request(q: Question, scenarios: string[]): PlanRequest {
  return {
    from: q.from,
    to: q.to,
    depart: q.depart,
    ...(q.by ? { arrive_by: q.by } : {}),
    cargo: `${q.cargo}:${q.amount || '1'}`,
    ...(q.value ? { value_usd: Number(q.value) } : {}),
    ...(q.modes.length ? { modes: q.modes.join(',') } : {}),
    ...(q.via.length ? { via: q.via } : {}),
    ...(q.avoid.length ? { avoid: q.avoid } : {}),
    ...(scenarios.length ? { scenarios } : {}),
  };
}
