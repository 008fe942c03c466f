import type { View } from '../../lib/views';

export default {
  id: 'projects',
  order: 4,
  title: 'view.projects',
  map: true,
  load: () => import('./Projects.svelte'),
} satisfies View;
