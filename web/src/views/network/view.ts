import type { View } from '../../lib/views';

export default {
  id: 'network',
  order: 2,
  title: 'view.network',
  map: true,
  load: () => import('./Network.svelte'),
} satisfies View;
