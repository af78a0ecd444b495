import { said } from '../i18n/index.svelte';
import type { components, paths } from './schema';

export type Shapes = components['schemas'];

/** What the server answers instead, in the person's language; `status` is 0 where none answered. */
export class Trouble extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

const kept = 'token';

/** The half of a session that only this origin's pages hold; the other half is a cookie. */
export const token = {
  get: (): string => localStorage.getItem(kept) ?? '',
  set: (value: string): void => localStorage.setItem(kept, value),
  clear: (): void => localStorage.removeItem(kept),
};

type Method = 'get' | 'post' | 'put' | 'delete';
type Having<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, { responses: unknown }> ? P : never;
}[keyof paths];
type Operation<P extends keyof paths, M extends Method> = paths[P] extends Record<M, infer O>
  ? O
  : never;
type Part<O, Name extends 'path' | 'query'> = O extends { parameters: Partial<Record<Name, infer X>> }
  ? NonNullable<X>
  : never;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : never;
type Given<O> = ([Part<O, 'path'>] extends [never] ? unknown : { path: Part<O, 'path'> }) &
  ([Part<O, 'query'>] extends [never] ? unknown : { query?: Part<O, 'query'> });
type Init<O> = { params?: Given<O> } & ([Body<O>] extends [never] ? unknown : { body: Body<O> });
type Gives<O> = O extends { responses: infer R }
  ? { [S in keyof R & (200 | 201 | 202 | 204)]: Content<R[S]> }[keyof R & (200 | 201 | 202 | 204)]
  : never;
type Content<R> = R extends { content: { 'application/json': infer C } } ? C : void;

/** A call of the API, not made yet, and the type of what it gives. */
export interface Call<T> {
  method: Method;
  url: string;
  body: unknown;
  readonly gives?: T;
}

const calls =
  <M extends Method>(method: M) =>
  <P extends Having<M>>(path: P, init?: Init<Operation<P, M>>): Call<Gives<Operation<P, M>>> => {
    const { params, body } = (init ?? {}) as { params?: Params; body?: unknown };
    return { method, url: address(path, params), body };
  };

export const api = {
  GET: calls('get'),
  POST: calls('post'),
  PUT: calls('put'),
  DELETE: calls('delete'),
};

interface Params {
  path?: Record<string, string>;
  query?: Record<string, unknown>;
}

function address(template: string, params: Params = {}): string {
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params.path?.[name] ?? ''),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params.query ?? {})) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined && each !== null) query.append(name, String(each));
    }
  }
  const search = query.toString();
  return search ? `${path}?${search}` : path;
}

/** Makes the call. Raises `Trouble` with the server's sentence. */
export async function ask<T>({ method, url, body }: Call<T>): Promise<T> {
  const headers: Record<string, string> = { 'X-Alongside-Token': token.get() };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const init = { method: method.toUpperCase(), headers, body: JSON.stringify(body) };
  const response = await fetch(url, init).catch(() => {
    throw new Trouble(0, '');
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Trouble(response.status, detail(answer) || response.statusText);
  return answer as T;
}

/** What a problem says, in the person's language; empty of anything else. */
export function detail(problem: unknown): string {
  if (!problem || typeof problem !== 'object' || !('detail' in problem)) return '';
  return said(String(problem.detail));
}

export function socket(path: string): WebSocket {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return new WebSocket(url, ['alongside.v1', token.get()]);
}
