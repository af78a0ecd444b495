import { api, ask, Trouble, type Shapes } from '../../lib/api/client';

export type Practised = Shapes['Practised'];
export type Turn = Practised['turns'][number];
export type Debriefed = Shapes['Debriefed'];
export type Past = Shapes['Past'];

/** Milliseconds between the words of a partner's turn, as they appear. */
const PACE = 90;

/** One rehearsal as it is played on the page. */
export class Rehearsal {
  here = $state.raw<Practised | null>(null);
  /** The person's words on their way, until the answer is there. */
  saying = $state<string | null>(null);
  trouble = $state('');
  hint = $state.raw<Shapes['Hint'] | null>(null);
  /** How many words of the last turn have been said. */
  spoken = $state(Number.POSITIVE_INFINITY);
  private clock: ReturnType<typeof setInterval> | undefined;

  constructor(readonly id: string) {}

  get last(): Turn | undefined {
    return this.here?.turns.at(-1);
  }

  /** Whether the partner is still speaking: who speaks now interrupts. */
  get speaking(): boolean {
    return this.spoken < words(this.last?.text ?? '').length;
  }

  get over(): boolean {
    return Boolean(this.here?.standing.outcome);
  }

  get debrief(): Debriefed | null {
    const turn = this.last?.id ?? '';
    const made = this.here?.debriefs.findLast(({ because }) => because.includes(turn));
    return made?.what.kind === 'debriefed' ? made.what : null;
  }

  close(): void {
    clearInterval(this.clock);
  }

  async load(after = ''): Promise<void> {
    await this.attempt(async () => {
      const params = { path: { moment_id: this.id }, query: { after } };
      this.here = await ask(api.GET('/api/v1/rehearsals/{moment_id}', { params }));
      this.hint = null;
      if (this.here.turns.length === 1) this.reveal();
    });
  }

  async say(text: string): Promise<boolean> {
    const body = { text, after: this.last?.id ?? '', interrupting: this.speaking };
    this.stopSpeaking();
    this.saying = text;
    const said = await this.attempt(async () => {
      const params = { path: { moment_id: this.id } };
      this.here = await ask(api.POST('/api/v1/rehearsals/{moment_id}/turns', { params, body }));
      this.hint = null;
      this.reveal();
    });
    this.saying = null;
    return said;
  }

  async show(): Promise<void> {
    await this.attempt(async () => {
      const params = { path: { moment_id: this.id }, query: { after: this.last?.id ?? '' } };
      this.hint = await ask(api.GET('/api/v1/rehearsals/{moment_id}/hint', { params }));
    });
  }

  async look(): Promise<void> {
    const after = this.last?.id ?? '';
    await this.attempt(async () => {
      const params = { path: { moment_id: this.id } };
      await ask(api.POST('/api/v1/rehearsals/{moment_id}/debrief', { params, body: { after } }));
      const at = { path: { moment_id: this.id }, query: { after } };
      this.here = await ask(api.GET('/api/v1/rehearsals/{moment_id}', { params: at }));
    });
  }

  async report(text: string, rating: number): Promise<void> {
    await this.attempt(async () => {
      const params = { path: { moment_id: this.id } };
      await ask(api.POST('/api/v1/rehearsals/{moment_id}/went', { params, body: { text, rating } }));
      await this.load(this.last?.id);
    });
  }

  private reveal(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const count = words(this.last?.text ?? '').length;
    this.spoken = 0;
    clearInterval(this.clock);
    this.clock = setInterval(() => {
      this.spoken += 1;
      if (this.spoken >= count) this.stopSpeaking();
    }, PACE);
  }

  private stopSpeaking(): void {
    clearInterval(this.clock);
    this.spoken = Number.POSITIVE_INFINITY;
  }

  private async attempt(work: () => Promise<void>): Promise<boolean> {
    this.trouble = '';
    try {
      await work();
      return true;
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.trouble = error.message || 'unreachable';
      return false;
    }
  }
}

export function words(text: string): string[] {
  return text.split(/(?<=\s)/);
}
