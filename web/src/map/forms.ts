// The map as something to be taken away.

import { mapPng, save, type About } from '../lib/download';
import { mapState } from './state.svelte';

/** The map as it is in sight, as a picture with what it is; nothing where there is no map. */
export function mapForms(file: string, about: () => About | Promise<About>) {
  const map = mapState.map;
  if (!map) return [];
  const take = async () => save(file, await mapPng(map.getCanvas(), await about()), 'image/png');
  return [{ name: 'PNG' as const, take }];
}
