import type { View } from '../../lib/views';

export default {
  id: 'api',
  order: 9,
  title: 'view.api',
  map: false,
  load: () => import('./Api.svelte'),
} satisfies View;
