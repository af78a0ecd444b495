import { api, ask, Trouble, type Shapes } from '../api/client';
import { evidence } from './evidence.svelte';

export type Wish = {
  ids?: string[];
  person?: string;
  since?: string;
  until?: string;
  source?: string;
  query?: string;
};

/** Forgetting in two steps: a look at all that goes, then gone. */
class Forgetting {
  shown = $state.raw<Shapes['Preview'] | null>(null);
  working = $state(false);
  trouble = $state('');
  /** How often something was forgotten; lists that follow it read again. */
  times = $state(0);
  gone = $state<number | null>(null);

  async preview(wish: Wish): Promise<void> {
    await this.attempt(async () => {
      this.shown = await ask(api.POST('/api/v1/forget/preview', { body: wish }));
    });
  }

  async confirm(): Promise<void> {
    const token = this.shown?.token;
    if (!token) return;
    await this.attempt(async () => {
      const { count } = await ask(api.POST('/api/v1/forget', { body: { token } }));
      this.shown = null;
      this.gone = count;
      setTimeout(() => (this.gone = null), 6000);
      this.times += 1;
      evidence.close();
    });
  }

  cancel(): void {
    this.shown = null;
    this.trouble = '';
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    this.working = true;
    this.trouble = '';
    this.gone = null;
    try {
      await work();
    } catch (error) {
      this.trouble = error instanceof Trouble ? error.message : String(error);
    } finally {
      this.working = false;
    }
  }
}

export const forgetting = new Forgetting();
