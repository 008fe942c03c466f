// What somebody put in: it stays while the page is open, and nowhere else.
import type { Schemas } from '../../../lib/api';

export type Rubric = Schemas['Rubric'];
export type Screening = Schemas['Screening'];
export type Flags = Schemas['FlagsReply'];

class Sent {
  /** Answers to a rubric, by its id. */
  answers = $state<Record<string, string>>({});
  list = $state('');
  names = $state('');
  releases = $state('');
}

export const sent = new Sent();

/** A cell of CSV. */
const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The table of a rubric to be filled in, with what is asked beside each question. */
export function template(rubric: Rubric): string {
  const rows = rubric.dimension.flatMap((part) =>
    part.question.map(({ id, asks }) => [id, part.per ?? '', '', '', '', asks].map(cell).join(',')),
  );
  return ['question,for,points,site,evidence,asks', ...rows].join('\n') + '\n';
}
