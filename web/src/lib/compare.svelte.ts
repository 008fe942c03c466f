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
  choose(ids: string[]) {
    address.set({ with: ids.join(','), side: ids.length ? address.get('side') : null }, 'push');
  },
  show(side: Side) {
    address.set({ side: side === 'both' ? null : side });
  },
};
