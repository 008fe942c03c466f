// The address is the state: what a view shows can be linked to.

class Address {
  path = $state(location.pathname);
  query = $state(location.search);

  constructor() {
    addEventListener('popstate', () => this.#read());
    // Links within the workbench do not load the page again.
    document.addEventListener('click', (event) => {
      const link = (event.target as Element | null)?.closest?.('a');
      if (!link || event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      if (link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
      if (link.pathname.startsWith('/api/')) return;
      event.preventDefault();
      if (link.hash && link.pathname === location.pathname) {
        document.getElementById(link.hash.slice(1))?.scrollIntoView();
        return;
      }
      history.pushState(null, '', link.href);
      this.#read();
    });
  }

  #read() {
    this.path = location.pathname;
    this.query = location.search;
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
    history[how === 'push' ? 'pushState' : 'replaceState'](null, '', next);
    this.#read();
  }

  go(path: string) {
    history.pushState(null, '', path);
    this.#read();
  }
}

export const address = new Address();
