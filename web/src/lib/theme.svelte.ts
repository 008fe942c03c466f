// Light or dark: as the system has it, or as was chosen.
const kept = 'landbridge.theme';
type Choice = 'system' | 'light' | 'dark';

class Theme {
  choice = $state<Choice>('system');
  #system = $state(false);

  constructor() {
    const query = matchMedia('(prefers-color-scheme: dark)');
    this.#system = query.matches;
    query.addEventListener('change', () => {
      this.#system = query.matches;
      this.#show();
    });
    try {
      const stored = localStorage.getItem(kept);
      if (stored === 'light' || stored === 'dark') this.choice = stored;
    } catch {
      // Without storage the system decides.
    }
    this.#show();
  }

  get dark(): boolean {
    return this.choice === 'system' ? this.#system : this.choice === 'dark';
  }

  choose(choice: Choice) {
    this.choice = choice;
    try {
      localStorage.setItem(kept, choice);
    } catch {
      // It lasts as long as the page.
    }
    this.#show();
  }

  #show() {
    document.documentElement.dataset.theme = this.dark ? 'dark' : 'light';
  }
}

export const theme = new Theme();
