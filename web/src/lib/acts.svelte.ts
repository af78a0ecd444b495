import { api, ask, type Shapes } from './api/client';
import { listen } from './live.svelte';

const told = ['proposed', 'decided', 'did', 'failed', 'undone', 'permitted', 'revoked', 'limited', 'stopped', 'resumed', 'tasked', 'finished'];

/** What is to be done, what waits for the person, what was done, and whether everything is halted. */
class Acts {
  all = $state.raw<Shapes['Acts'] | null>(null);
  tasks = $state.raw<Shapes['Task'][]>([]);
  /** The digits that allow an act when they are said, by its id, while they stand on this screen. */
  codes = $state<Record<string, string>>({});
  problem = $state('');

  get halted(): boolean {
    return this.all?.halted ?? false;
  }

  get waiting(): Shapes['Act'][] {
    return (this.all?.acts ?? []).filter((act) => act.state === 'waiting');
  }

  start(): () => void {
    void this.read();
    return listen((event) => {
      if (event.event === 'moment' && told.includes(event.moment.what.kind)) void this.read();
    });
  }

  async read(): Promise<void> {
    this.all = await ask(api.GET('/api/v1/acts', {})).catch(() => this.all);
    this.tasks = await ask(api.GET('/api/v1/tasks', {})).catch(() => this.tasks);
  }

  /** Have digits to say for an act, for as long as they are good. */
  async code(act: string): Promise<void> {
    this.problem = '';
    try {
      const made = await ask(api.POST('/api/v1/acts/{act}/code', { params: { path: { act } } }));
      this.codes[act] = made.code;
      setTimeout(() => {
        if (this.codes[act] === made.code) delete this.codes[act];
      }, made.seconds * 1000);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : '';
    }
  }

  /** Do something, then look again; what went wrong is kept as a sentence. */
  async then(work: Promise<unknown>): Promise<void> {
    this.problem = '';
    try {
      await work;
    } catch (error) {
      this.problem = error instanceof Error ? error.message : '';
    }
    await this.read();
  }

  stop(): Promise<void> {
    return this.then(ask(api.POST('/api/v1/halt', {})));
  }

  resume(): Promise<void> {
    return this.then(ask(api.POST('/api/v1/resume', {})));
  }
}

export const acts = new Acts();
