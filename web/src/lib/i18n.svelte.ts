// Words of the interface: one file a language in src/messages. A file added there is a language
// more.
import en from '../messages/en.json';

export type Key = keyof typeof en;
type Messages = Record<string, string>;

const files = import.meta.glob<{ default: Messages }>('../messages/*.json');
const kept = 'landbridge.language';

/** Languages by code, in the order of their codes. */
export const languages: string[] = Object.keys(files)
  .map((path) => path.replace(/^.*\/|\.json$/g, ''))
  .sort();

function wanted(): string {
  const asked = new URLSearchParams(location.search).get('lang') ?? stored();
  const all = [asked, ...navigator.languages].map((tag) => (tag ?? '').split('-')[0] ?? '');
  return all.find((tag) => languages.includes(tag)) ?? 'en';
}

function stored(): string | null {
  try {
    return localStorage.getItem(kept);
  } catch {
    return null;
  }
}

class Words {
  language = $state('en');
  #messages = $state.raw<Messages>(en);

  /** Loads the language that the address, an earlier choice or the browser asks for. */
  async start() {
    await this.choose(wanted(), false);
  }

  async choose(language: string, keep = true) {
    const load = files[`../messages/${language}.json`];
    if (!load) return;
    this.#messages = language === 'en' ? en : (await load()).default;
    this.language = language;
    document.documentElement.lang = language;
    if (keep) {
      try {
        localStorage.setItem(kept, language);
      } catch {
        // Without storage the choice lasts as long as the page.
      }
    }
  }

  text(key: string): string | undefined {
    return this.#messages[key] ?? (en as Messages)[key];
  }
}

export const words = new Words();

/** The words of a key, with values put into its braces. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return fill(words.text(key) ?? key, values);
}

/** The words of a key for a number, by the plural rules of the language. */
export function plural(
  key: string,
  count: number,
  values: Record<string, string | number> = {},
): string {
  const rule = new Intl.PluralRules(words.language).select(count);
  const text = words.text(`${key}.${rule}`) ?? words.text(`${key}.other`) ?? key;
  return fill(text, { n: new Intl.NumberFormat(words.language).format(count), ...values });
}

/** The words of a key that the server chose, or its own word where there are none. */
export function word(prefix: string, own: string): string {
  return words.text(`${prefix}.${own}`) ?? own;
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
