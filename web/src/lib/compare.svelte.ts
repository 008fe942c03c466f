// What a view is compared with: scenarios beside the baseline, in the address.
import { address } from './url.svelte';

export type Side = 'baseline' | 'scenario' | 'both';

export const compare = {
  /** Scenarios by id; none for the baseline alone. */
  get scenarios(): string[] {
    return address
      .get('with')
      .split(',')
      .filter((id) => id !== '');
  },
  get side(): Side {
    const side = address.get('side');
    return side === 'baseline' || side === 'scenario' ? side : 'both';
  },
  get on(): boolean {
    return this.scenarios.length > 0;
  },
  /** Whether a side is shown; without scenarios the baseline alone. */
  shows(side: 'baseline' | 'scenario'): boolean {
    if (!this.on) return side === 'baseline';
    return this.side === 'both' || this.side === side;
  },
  /** Chooses others. What was computed under those before does not hold any more. */
  choose(ids: string[]) {
    const next = ids.join(',');
    if (next === this.scenarios.join(',')) return;
    address.set(
      { with: next, side: ids.length ? address.get('side') : null, job: null, pair: null },
      'push',
    );
  },
  show(side: Side) {
    address.set({ side: side === 'both' ? null : side });
  },
};
