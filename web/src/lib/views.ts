// Views join by a folder with a file view.ts in it; nothing else has to know them.
import type { Component } from 'svelte';
import type { Key } from './i18n.svelte';

export type View = {
  /** First part of the address. */
  id: string;
  /** Place among the views. */
  order: number;
  /** Its name in the messages. */
  title: Key;
  /** Whether it stands beside the map; a view without it has the whole page. */
  map: boolean;
  load: () => Promise<{ default: Component }>;
};

const files = import.meta.glob<{ default: View }>('../views/*/view.ts', { eager: true });

export const views: View[] = Object.values(files)
  .map((file) => file.default)
  .sort((a, b) => a.order - b.order);

export function viewAt(path: string): View | null {
  const id = path.split('/')[1] || views[0]?.id;
  return views.find((view) => view.id === id) ?? null;
}
