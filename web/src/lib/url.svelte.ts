// The address is the state: what a view shows can be linked to.

class Address {
  path = $state(location.pathname);
  query = $state(location.search);
  hash = $state(location.hash);
  /** How often somebody went elsewhere: by a link, back or forward. */
  moves = $state(0);
  #onmove: ((how: 'link' | 'history') => void)[] = [];

  constructor() {
    addEventListener('popstate', () => this.#moved('history'));
    // Links within the workbench do not load the page again.
    document.addEventListener('click', (event) => {
      const link = (event.target as Element | null)?.closest?.('a');
      if (!link || event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      if (link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
      if (link.pathname.startsWith('/api/')) return;
      event.preventDefault();
      if (link.href !== location.href) history.pushState(null, '', link.href);
      this.#moved('link');
    });
  }

  #read() {
    this.path = location.pathname;
    this.query = location.search;
    this.hash = location.hash;
  }

  #moved(how: 'link' | 'history') {
    this.#read();
    this.moves += 1;
    for (const told of this.#onmove) told(how);
    if (this.hash) this.reach();
  }

  /** Calls `told` whenever somebody went elsewhere, before views have seen it; returns its end. */
  onmove(told: (how: 'link' | 'history') => void): () => void {
    this.#onmove.push(told);
    return () => (this.#onmove = this.#onmove.filter((one) => one !== told));
  }

  /** Brings what the hash names into sight and gives it the focus, as browsers do. */
  reach(id = decodeURIComponent(location.hash.slice(1))) {
    const target = id ? document.getElementById(id) : null;
    if (!target) return;
    target.scrollIntoView();
    if (target.tabIndex < 0 && !target.hasAttribute('tabindex')) target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }

  get params(): URLSearchParams {
    return new URLSearchParams(this.query);
  }

  get(name: string): string {
    return this.params.get(name) ?? '';
  }

  all(name: string): string[] {
    return this.params.getAll(name).filter((value) => value !== '');
  }

  /** The address of a view that keeps what holds in all of them. */
  view(path: string): string {
    const kept = new URLSearchParams();
    for (const name of ['with', 'side', 'map']) {
      for (const value of this.all(name)) kept.append(name, value);
    }
    const query = kept.toString();
    return query ? `${path}?${query}` : path;
  }

  /** Changes parameters; those that are empty go. */
  set(changes: Record<string, string | string[] | null>, how: 'push' | 'replace' = 'replace') {
    const params = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      params.delete(name);
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one) params.append(name, one);
      }
    }
    const query = params.toString();
    const next = location.pathname + (query ? `?${query}` : '');
    if (next === location.pathname + location.search) return;
    history[how === 'push' ? 'pushState' : 'replaceState'](null, '', next + location.hash);
    this.#read();
  }
}

export const address = new Address();
