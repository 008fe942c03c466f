// Days, months and years of the register: as much as is known, never more.
import { t, words } from '../../lib/i18n.svelte';

const locale = () => (words.language === 'en' ? 'en-GB' : words.language);

/** A day, month or year as people write it. */
function moment(text: string): string {
  const [year, month, day] = text.split('-').map(Number);
  if (!year || Number.isNaN(year)) return text;
  const at = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  if (Number.isNaN(at.getTime())) return text;
  const options: Intl.DateTimeFormatOptions = { year: 'numeric', timeZone: 'UTC' };
  if (month) options.month = 'short';
  if (day) options.day = 'numeric';
  return new Intl.DateTimeFormat(locale(), options).format(at);
}

/** A date or a period, of which `..` is an open end. */
export function when(text: string): string {
  const [from, until] = text.split('/');
  if (!from) return text;
  if (until === undefined) return moment(from);
  if (from === '..') return t('projects.until', { date: moment(until) });
  if (until === '..') return t('projects.since', { date: moment(from) });
  return `${moment(from)} – ${moment(until)}`;
}

/** Where a date begins and ends, as years with their parts. */
export function span(text: string): [number, number] | null {
  const [year, month, day] = text.split('-').map(Number);
  if (year === undefined || Number.isNaN(year)) return null;
  if (!month) return [year, year + 1];
  const from = year + (month - 1) / 12 + ((day ?? 1) - 1) / 365.25;
  return [from, day ? from + 1 / 365.25 : from + 1 / 12];
}
