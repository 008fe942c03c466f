// Numbers, days and countries as people of a language write them.
import { words } from './i18n.svelte';

/** English numbers and days are written as in Britain: day before month, 24 hours. */
const locale = () => (words.language === 'en' ? 'en-GB' : words.language);

export function number(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale(), options).format(value === 0 ? 0 : value);
}

export function signed(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const rounded = Number(value.toFixed(digits));
  const text = number(Math.abs(rounded), digits);
  return rounded > 0 ? `+${text}` : rounded < 0 ? `−${text}` : text;
}

export function percent(share: number | null | undefined, digits = 0): string {
  return share === null || share === undefined ? '–' : `${number(share * 100, digits)} %`;
}

/** Days with as many digits as they are worth. */
export function days(value: number | null | undefined): string {
  return number(value, 1);
}

export function compact(value: number): string {
  return new Intl.NumberFormat(locale(), {
    notation: 'compact',
    maximumFractionDigits: 1,
  }).format(value);
}

/** A day of the server, `2024-09-02` with or without its time, as people write it. */
export function day(text: string, withTime = false): string {
  const moment = new Date(`${text.slice(0, 10)}T${text.slice(11, 16) || '00:00'}Z`);
  if (Number.isNaN(moment.getTime())) return text;
  const options: Intl.DateTimeFormatOptions = {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  };
  if (withTime)
    Object.assign(options, {
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      year: undefined,
    });
  return new Intl.DateTimeFormat(locale(), options).format(moment);
}

/** A month of the server, `2024-08`, as people write it, with its year or without. */
export function month(text: string, withYear = true): string {
  const moment = new Date(`${text}-01T00:00Z`);
  if (Number.isNaN(moment.getTime())) return text;
  const year = withYear ? ({ year: 'numeric' } as const) : {};
  const options = { month: 'short', timeZone: 'UTC', ...year } as const;
  return new Intl.DateTimeFormat(locale(), options).format(moment);
}

/** The name of a country by its alpha-2 code. */
export function country(alpha2: string): string {
  if (!/^[A-Z]{2}$/.test(alpha2)) return alpha2;
  try {
    return new Intl.DisplayNames(words.language, { type: 'region' }).of(alpha2) ?? alpha2;
  } catch {
    return alpha2;
  }
}
