import { api, ask, Trouble, type Shapes } from '../../lib/api/client';

export type Played = Shapes['AdventureHere'];

/** One adventure as it is played on the page. */
export class Play {
  here = $state.raw<Played | null>(null);
  /** What the person does, until it is told what came of it. */
  doing = $state<string | null>(null);
  trouble = $state('');

  constructor(readonly id: string) {}

  get last(): string {
    return this.here?.turns.at(-1)?.id ?? '';
  }

  load(turn = ''): Promise<boolean> {
    return this.attempt(async () => {
      const params = { path: { moment_id: this.id }, query: { turn } };
      this.here = await ask(api.GET('/api/v1/adventures/{moment_id}', { params }));
    });
  }

  async act(action: string): Promise<boolean> {
    this.doing = action;
    const done = await this.attempt(async () => {
      const params = { path: { moment_id: this.id } };
      const body = { action, after: this.last };
      this.here = await ask(api.POST('/api/v1/adventures/{moment_id}/turns', { params, body }));
    });
    this.doing = null;
    return done;
  }

  /** Hand the adventure over as a file. */
  async share(): Promise<void> {
    await this.attempt(async () => {
      const params = { path: { moment_id: this.id }, query: { turn: this.last } };
      const { text } = await ask(api.GET('/api/v1/adventures/{moment_id}/file', { params }));
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.download = `${this.here?.title ?? 'adventure'}.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }

  private async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      this.trouble = '';
      return true;
    } catch (error) {
      this.trouble = error instanceof Trouble ? error.message : 'unreachable';
      return false;
    }
  }
}
