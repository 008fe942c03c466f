import type { View } from '../../lib/views';

export default {
  id: 'evidence',
  order: 4,
  title: 'view.evidence',
  map: false,
  load: () => import('./Evidence.svelte'),
} satisfies View;
