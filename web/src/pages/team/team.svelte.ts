import { api, ask, Trouble, type Shapes } from '../../lib/api/client';
import { speech, t, type Key } from '../../lib/i18n/index.svelte';
import { toolName } from '../../lib/tools';

export type Agent = Shapes['TeamAgent'];
export type Rights = Shapes['TeamRights'];

const parts = ['notes', 'chats', 'calendar', 'photos', 'recordings', 'contacts', 'goals', 'reminders'] as const;

/** What a part of the life is called. */
export function partName(name: string): string {
  const known = parts.find((one) => one === name);
  if (known) return t(`team.part.${known}` satisfies Key);
  return name === '*' ? t('team.everything') : name;
}

export function partsOf(names: readonly string[]): string {
  return names.map(partName).join(', ') || t('team.nothing');
}

export function toolsOf(names: readonly string[]): string {
  return names.map(toolName).join(', ') || t('team.nothing');
}

/** The team as it stands, what was asked of it, and its day. */
class Team {
  now = $state.raw<Shapes['TeamNow'] | null>(null);
  day = $state.raw<Shapes['TeamDay'] | null>(null);
  rounds = $state.raw<Shapes['TeamRound'][]>([]);
  problem = $state('');

  async load(): Promise<void> {
    const query = { language: speech.language };
    await this.then(
      Promise.all([
        ask(api.GET('/api/v1/team', { params: { query } })),
        ask(api.GET('/api/v1/team/day')),
        ask(api.GET('/api/v1/team/asked', { params: { query: { limit: 10 } } })),
      ]).then(([now, day, rounds]) => {
        this.now = now;
        this.day = day;
        this.rounds = rounds;
      }),
      false,
    );
  }

  /** Wait for `work`, say what was wrong with it, and look again. */
  async then<T>(work: Promise<T>, again = true): Promise<T | null> {
    try {
      const made = await work;
      this.problem = '';
      if (again) await this.load();
      return made;
    } catch (error) {
      if (!(error instanceof Trouble)) throw error;
      this.problem = error.message || t('unreachable');
      return null;
    }
  }
}

export const team = new Team();
