// A question that takes long: filed, watched, stopped; its result has a permanent address.
import { client, data, type Job } from './api';

export class Watched<Result> {
  job = $state.raw<Job | null>(null);
  result = $state.raw<Result | null>(null);
  trouble = $state.raw<unknown>(null);
  #id = '';

  get open(): boolean {
    return this.job?.status === 'waiting' || this.job?.status === 'running';
  }

  /** Watches a job until it is over, and takes its result. */
  async watch(id: string) {
    if (id === this.#id && (this.open || this.result)) return;
    this.#id = id;
    this.job = null;
    this.result = null;
    this.trouble = null;
    if (!id) return;
    try {
      for (let pause = 120; id === this.#id; pause = Math.min(1000, pause * 1.3)) {
        const job = await data(client.GET('/api/jobs/{id}', { params: { path: { id } } }));
        if (id !== this.#id) return;
        this.job = job;
        if (job.status === 'done') {
          const result = await data(
            client.GET('/api/jobs/{id}/result', { params: { path: { id } } }),
          );
          if (id === this.#id) this.result = result as Result;
          return;
        }
        if (job.status === 'failed' || job.status === 'cancelled') return;
        await new Promise((done) => setTimeout(done, pause));
      }
    } catch (error) {
      if (id === this.#id) this.trouble = error;
    }
  }

  async cancel() {
    const id = this.#id;
    if (!id) return;
    try {
      this.job = await data(client.DELETE('/api/jobs/{id}', { params: { path: { id } } }));
    } catch (error) {
      this.trouble = error;
    }
  }

  /** Forgets what was watched, so that the same question can be asked again. */
  forget() {
    this.#id = '';
    this.job = null;
    this.result = null;
    this.trouble = null;
  }
}
