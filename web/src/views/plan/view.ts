import type { View } from '../../lib/views';

export default {
  id: 'plan',
  order: 1,
  title: 'view.plan',
  map: true,
  load: () => import('./Plan.svelte'),
} satisfies View;
