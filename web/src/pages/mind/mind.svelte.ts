import { api, ask, Trouble, type Call, type Shapes } from '../../lib/api/client';
import { t, type Key } from '../../lib/i18n/index.svelte';

export type Belief = Shapes['Belief'];
export type Category = Belief['category'];
type Whole = Shapes['Mind'];

export const categories: readonly Category[] = [
  'fact',
  'relationship',
  'habit',
  'preference',
  'value',
  'plan',
  'feeling',
];

/** What is believed of the person, as the server keeps it, and what they say of it. */
class MindStore {
  now = $state.raw<Whole | null>(null);
  trouble = $state('');
  /** What was done last, and how to undo it where it can be. */
  done = $state.raw<{ said: Key; undo?: () => Promise<void> } | null>(null);

  async read(): Promise<void> {
    await this.#do(async () => {
      this.now = await ask(api.GET('/api/v1/mind'));
    });
  }

  async judge(id: string, how: 'right' | 'wrong'): Promise<void> {
    const path = { belief_id: id };
    const call = api.POST('/api/v1/mind/beliefs/{belief_id}/judgement', {
      params: { path },
      body: { how },
    });
    await this.#then(call);
    this.done =
      how === 'wrong' ? { said: 'mind.gone', undo: () => this.judge(id, 'right') } : null;
  }

  async correct(id: string, text: string): Promise<void> {
    const path = { moment_id: id };
    await this.#then(
      api.POST('/api/v1/moments/{moment_id}/correction', { params: { path }, body: { text } }),
    );
  }

  async forget(id: string): Promise<void> {
    const path = { belief_id: id };
    await this.#then(api.DELETE('/api/v1/mind/beliefs/{belief_id}', { params: { path } }));
    this.done = { said: 'mind.forgotten' };
  }

  async rule(about: string, allowed: boolean): Promise<void> {
    await this.#whole(api.POST('/api/v1/mind/rules', { body: { about, allowed } }));
  }

  async write(text: string): Promise<void> {
    await this.#whole(api.PUT('/api/v1/mind/profile', { body: { text } }));
  }

  async unwrite(): Promise<void> {
    await this.#whole(api.DELETE('/api/v1/mind/profile'));
  }

  async #whole(call: Call<Whole>): Promise<void> {
    await this.#do(async () => {
      this.now = await ask(call);
    });
  }

  async #then<T>(call: Call<T>): Promise<void> {
    await this.#do(async () => {
      await ask(call);
      this.now = await ask(api.GET('/api/v1/mind'));
    });
  }

  async #do(work: () => Promise<void>): Promise<void> {
    this.trouble = '';
    this.done = null;
    try {
      await work();
    } catch (error) {
      this.trouble = (error instanceof Trouble && error.message) || t('unreachable');
    }
  }
}

export const mind = new MindStore();
