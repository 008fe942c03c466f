import type { View } from '../../lib/views';

export default {
  id: 'scenarios',
  order: 3,
  title: 'view.scenarios',
  map: true,
  load: () => import('./Scenarios.svelte'),
} satisfies View;
