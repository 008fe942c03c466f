// The server: typed by its own description, refusals as problems.
import createClient from 'openapi-fetch';
import type { components, paths } from '../api/schema';

export type Schemas = components['schemas'];
export type Place = Schemas['FoundPlace'];
export type PlanReply = Schemas['PlanReply'];
export type PlanOption = Schemas['PlanOption'];
export type PlanShown = Schemas['PlanShown'];
export type PlanRequest = Schemas['PlanRequest'];
export type Step = Schemas['Step'];
export type Profile = Schemas['Profile'];
export type Corridor = Schemas['CorridorAnswer'];
export type CorridorReply = Schemas['CorridorReply'];
export type Scenario = Schemas['Scenario'] & { id: string; changes: Change[] };
export type Change = Schemas['Change'];
export type Job = Schemas['Job'];
export type Compared = Schemas['CompareAnswer'] & { places_map: GeoJSON.FeatureCollection };
export type Critical = Schemas['CriticalityAnswer'];
export type Fact = Schemas['Fact'];
export type World = Schemas['WorldFacts'];

/** What the server, or the way to it, has against a request. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}

export const client = createClient<paths>({ baseUrl: '' });

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The data of an answer, or a refusal. */
export async function data<T>(asked: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await asked;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Refusal(0, '', '');
  }
  if (answer.error !== undefined || answer.data === undefined) {
    const problem = (answer.error ?? {}) as { detail?: string; hint?: string };
    throw new Refusal(
      answer.response.status,
      problem.detail ?? answer.response.statusText,
      problem.hint ?? '',
    );
  }
  return answer.data;
}

export function asRefusal(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(-1, String(error), '');
}

const once = new Map<string, Promise<unknown>>();

/** Asks once for what does not change while the page is open. */
export function keep<T>(name: string, ask: () => Promise<T>): Promise<T> {
  const known = once.get(name) as Promise<T> | undefined;
  if (known) return known;
  const asked = ask();
  once.set(name, asked);
  asked.catch(() => once.delete(name));
  return asked;
}

export const world = () => keep('world', () => data(client.GET('/api/world')));
export const scenarios = () =>
  keep('scenarios', () => data(client.GET('/api/scenarios')) as Promise<Scenario[]>);
