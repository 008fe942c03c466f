// Exposure of countries, and a plan's times, as files to be taken away.
import type { Schemas } from '../../../lib/api';
import type { Column } from '../../../lib/download';
import type { Reply } from './own.svelte';

export type Exposure = Schemas['CountryExposure'];

export const EXPOSURE: Column<Exposure>[] = [
  { name: 'country', of: (e) => e.country },
  { name: 'projects', of: (e) => e.projects },
  { name: 'with_cost', of: (e) => e.with_cost },
  { name: 'cost', unit: 'million USD', of: (e) => e.musd },
  { name: 'price_year', of: (e) => e.price_year },
  { name: 'ahead', unit: 'million USD', of: (e) => e.ahead_musd },
  { name: 'product', unit: 'million USD', of: (e) => e.gdp_musd },
  { name: 'of_product', unit: 'share', of: (e) => e.of_gdp },
  ...(['debt-to-gdp', 'debt-distress'] as const).flatMap((id): Column<Exposure>[] => [
    {
      name: id.replaceAll('-', '_'),
      unit: id === 'debt-to-gdp' ? '% of product' : 'level 1 to 4',
      of: (e) => e.figures[id]?.value,
    },
    { name: `${id.replaceAll('-', '_')}_year`, of: (e) => e.figures[id]?.year },
    {
      name: `${id.replaceAll('-', '_')}_source`,
      of: (e) => e.figures[id] && `${e.figures[id].source} (${e.figures[id].confidence})`,
    },
  ]),
  { name: 'told', of: (e) => e.told.join('; ') },
];

type Activity = Reply['timetable']['activities'][number];

export function activities(reply: Reply): Column<Activity>[] {
  const share = new Map(reply.outlook.inside.critical.map((one) => [one.activity, one.share]));
  return [
    { name: 'activity', of: (a) => a.activity },
    { name: 'name', of: (a) => a.name },
    { name: 'owner', of: (a) => a.owner },
    { name: 'days', unit: 'd', of: (a) => a.days },
    { name: 'from', of: (a) => a.from },
    { name: 'ready', of: (a) => a.ready },
    { name: 'latest_from', of: (a) => a.latest_from },
    { name: 'latest_ready', of: (a) => a.latest_ready },
    { name: 'total_float', unit: 'd', of: (a) => a.total_float },
    { name: 'free_float', unit: 'd', of: (a) => a.free_float },
    { name: 'critical', of: (a) => String(a.critical) },
    { name: 'done', of: (a) => String(a.done) },
    { name: 'decides', unit: 'share of draws', of: (a) => share.get(a.activity) },
  ];
}
