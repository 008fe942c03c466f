// An order of projects, and a choice among them, as files to be taken away.
import type { Schemas } from '../../../lib/api';
import type { Column } from '../../../lib/download';

export type Order = Schemas['Priority'];
export type Score = Schemas['PriorityScore'];
export type Choice = Schemas['ChoiceReply']['chosen'];

export function columns(order: Order, choice: Choice | null): Column<Score>[] {
  const ahead = new Map(order.acceptability.map((one) => [one.project, one]));
  const costed = new Map(choice?.candidates.map((one) => [one.project, one]));
  const part = (score: Score, id: string) => score.parts.find((one) => one.criterion === id);
  return [
    { name: 'rank', of: (s) => s.rank },
    { name: 'project', of: (s) => s.project },
    { name: 'name', of: (s) => s.name },
    { name: 'value', unit: '0 to 1', of: (s) => s.value },
    { name: 'low', unit: '0 to 1', of: (s) => s.low },
    { name: 'high', unit: '0 to 1', of: (s) => s.high },
    { name: 'first', unit: 'share of draws', of: (s) => ahead.get(s.project)?.first },
    { name: 'ahead', unit: 'share of draws', of: (s) => ahead.get(s.project)?.ahead },
    { name: 'rank_p05', of: (s) => ahead.get(s.project)?.rank_p05 },
    { name: 'rank_p50', of: (s) => ahead.get(s.project)?.rank_p50 },
    { name: 'rank_p95', of: (s) => ahead.get(s.project)?.rank_p95 },
    ...order.criteria.criterion.flatMap(({ id, unit }): Column<Score>[] => [
      {
        name: id,
        unit,
        of: (s) => part(s, id)?.measured ?? part(s, id)?.word ?? 'not computable',
      },
      { name: `${id}_worth`, unit: '0 to 1', of: (s) => part(s, id)?.worth },
      { name: `${id}_weight`, unit: 'share', of: (s) => part(s, id)?.weight },
    ]),
    ...(choice
      ? ([
          {
            name: 'cost',
            unit: `million USD of ${choice.price_year}`,
            of: (s) => {
              const usd = costed.get(s.project)?.usd;
              return usd === undefined ? null : usd / 1e6;
            },
          },
          { name: 'chosen', of: (s) => String(costed.get(s.project)?.chosen ?? '') },
          { name: 'core', unit: 'share of draws', of: (s) => costed.get(s.project)?.core },
          { name: 'left_out', of: (s) => choice.left_out[s.project] },
        ] satisfies Column<Score>[])
      : []),
  ];
}
