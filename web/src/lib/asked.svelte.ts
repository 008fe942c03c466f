// One request of a view: its answer, what went wrong, and asking it again.

type Ask<T> = (signal: AbortSignal) => Promise<T>;

export class Asked<T> {
  value = $state.raw<T | null>(null);
  /** What the newest request failed with. */
  trouble = $state.raw<unknown>(null);
  busy = $state(false);
  #how: Ask<T> | null = null;
  #stop: AbortController | null = null;

  /**
   * Asks in place of what was asked before; nothing where `how` is null. With `keep` the last
   * answer stays until the next one. Returns what ends the request, for effects to clean up with.
   */
  ask(how: Ask<T> | null, keep = false): () => void {
    this.end();
    this.#how = how;
    this.trouble = null;
    if (!keep || !how) this.value = null;
    if (how) this.#run(how);
    return () => this.end();
  }

  /** Asks the same again. */
  retry = () => {
    this.end();
    this.trouble = null;
    if (this.#how) this.#run(this.#how);
  };

  end() {
    this.#stop?.abort();
    this.#stop = null;
    this.busy = false;
  }

  #run(how: Ask<T>) {
    const stop = new AbortController();
    this.#stop = stop;
    this.busy = true;
    how(stop.signal).then(
      (value) => {
        if (stop.signal.aborted) return;
        this.value = value;
        this.busy = false;
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        this.value = null;
        this.trouble = error;
        this.busy = false;
      },
    );
  }
}
