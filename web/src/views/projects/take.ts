// Projects as files to be taken away.
import type { Column } from '../../lib/download';
import type { Row } from './register';

const counts = (row: Row, verdict: string) => row.indicators[verdict] ?? 0;

export const COLUMNS: Column<Row>[] = [
  { name: 'id', of: (r) => r.id },
  { name: 'name', of: (r) => r.name },
  { name: 'kind', of: (r) => r.kind },
  { name: 'size', of: (r) => r.size },
  { name: 'step', of: (r) => r.step },
  { name: 'also', of: (r) => r.also.join(' ') },
  { name: 'sector', of: (r) => r.sector },
  { name: 'status', of: (r) => r.status },
  { name: 'countries', of: (r) => r.countries.join(' ') },
  { name: 'places', of: (r) => r.places.map((p) => p.name).join('; ') },
  { name: 'planned_opening', of: (r) => r.opening.planned.join(' ') },
  { name: 'actual_opening', of: (r) => r.opening.actual.join(' ') },
  { name: 'late', unit: 'd', of: (r) => r.opening.days_late },
  { name: 'planned_amount', of: (r) => r.planned?.amount },
  { name: 'planned_currency', of: (r) => r.planned?.currency },
  { name: 'actual_amount', of: (r) => r.actual?.amount },
  { name: 'actual_currency', of: (r) => r.actual?.currency },
  ...['reached', 'on-track', 'behind', 'no-actual', 'no-target', 'no-direction'].map(
    (verdict): Column<Row> => ({
      name: `indicators_${verdict.replace('-', '_')}`,
      of: (r) => counts(r, verdict),
    }),
  ),
  { name: 'indicators_not_computable', of: (r) => counts(r, 'not-computable') },
];
