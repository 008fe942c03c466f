// A question that takes long: filed, watched, stopped; its result has a permanent address.
import { asRefusal, client, data, type Job } from './api';

/** What passes by itself: no answer at all, or a fault of the server. */
const passes = (error: unknown) => {
  const { status } = asRefusal(error);
  return status === 0 || status >= 500;
};

/** Milliseconds between looks: at first, at most, and at most while there is no answer. */
const [SOON, USUAL, LATE] = [120, 1000, 5000];

export class Watched<Result> {
  job = $state.raw<Job | null>(null);
  result = $state.raw<Result | null>(null);
  trouble = $state.raw<unknown>(null);
  #id = '';
  /** One for each watch: who holds another one has nothing to say any more. */
  #token: object | null = null;

  get open(): boolean {
    return this.job?.status === 'waiting' || this.job?.status === 'running';
  }

  /** Watches a job until it is over, and takes its result. */
  async watch(id: string) {
    if (id === this.#id && (this.#token || this.result)) return;
    this.forget();
    if (!id) return;
    this.#id = id;
    const token = {};
    this.#token = token;
    const mine = () => token === this.#token;
    let pause = SOON;
    while (mine()) {
      try {
        const job = await data(client.GET('/api/jobs/{id}', { params: { path: { id } } }));
        if (!mine()) return;
        this.job = job;
        if (job.status === 'done') {
          const result = await data(
            client.GET('/api/jobs/{id}/result', { params: { path: { id } } }),
          );
          if (!mine()) return;
          this.result = result as Result;
        }
        this.trouble = null;
        if (!this.open) break;
        pause = Math.min(USUAL, pause * 1.3);
      } catch (error) {
        if (!mine()) return;
        this.trouble = error;
        if (!passes(error)) break;
        pause = Math.min(LATE, Math.max(500, pause * 2));
      }
      await new Promise((done) => setTimeout(done, pause));
    }
    if (mine()) this.#token = null;
  }

  async cancel() {
    const [id, token] = [this.#id, this.#token];
    if (!id || !token) return;
    // What ended meanwhile, or was forgotten, is not overwritten.
    const late = () => token !== this.#token || !this.open;
    try {
      const job = await data(client.DELETE('/api/jobs/{id}', { params: { path: { id } } }));
      if (!late()) this.job = job;
    } catch (error) {
      if (!late()) this.trouble = error;
    }
  }

  /** Forgets what was watched, so that the same question can be asked again. */
  forget() {
    this.#id = '';
    this.#token = null;
    this.job = null;
    this.result = null;
    this.trouble = null;
  }
}
