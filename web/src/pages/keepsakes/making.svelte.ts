import { api, ask, Trouble, type Shapes } from '../../lib/api/client';
import { said, t } from '../../lib/i18n/index.svelte';
import { listen } from '../../lib/live.svelte';

export type Trip = Shapes['Trip'];
export type FilmWanted = Shapes['FilmWanted'];
export type BookWanted = Shapes['BookWanted'];
type KeepsakeEvent = Extract<Shapes['LiveEvent'], { event: 'keepsake' }>;

/** What is being made now, whoever began it, and what came of the last. */
class Making {
  name = $state('');
  done = $state(0);
  total = $state(0);
  trouble = $state('');
  /** The moment that was kept last. */
  kept = $state('');

  get busy(): boolean {
    return this.name !== '';
  }

  /** In percent; 0 while what there is to do isn't known. */
  get share(): number {
    return this.total ? Math.min(100, Math.round((100 * this.done) / this.total)) : 0;
  }

  start(): () => void {
    return listen((event) => event.event === 'keepsake' && this.hear(event));
  }

  film(body: FilmWanted): Promise<void> {
    return this.begin(() => ask(api.POST('/api/v1/keepsakes/films', { body })));
  }

  book(body: BookWanted): Promise<void> {
    return this.begin(() => ask(api.POST('/api/v1/keepsakes/books', { body })));
  }

  async stop(): Promise<void> {
    const params = { path: { name: this.name } };
    this.over.add(this.name);
    await ask(api.DELETE('/api/v1/keepsakes/under-way/{name}', { params })).catch(() => undefined);
    this.name = '';
  }

  private async begin(call: () => Promise<{ name: string }>): Promise<void> {
    this.trouble = this.kept = '';
    this.done = this.total = 0;
    try {
      const { name } = await call();
      if (!this.over.has(name)) this.name = name;
    } catch (error) {
      this.trouble = told(error);
    }
  }

  private hear(event: KeepsakeEvent): void {
    if (!event.finished) {
      if (this.over.has(event.name)) return;
      this.name = event.name;
      this.done = event.done ?? 0;
      this.total = event.total ?? 0;
      return;
    }
    this.over.add(event.name);
    this.name = '';
    this.trouble = said(event.problem ?? '');
    this.kept = event.moment ?? '';
  }

  /** Those whose end was heard of, maybe before the answer that names them. */
  private over = new Set<string>();
}

export const making = new Making();

export function told(error: unknown): string {
  return (error instanceof Trouble && error.message) || t('unreachable');
}
