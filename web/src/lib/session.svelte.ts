import { api, ask, token, Trouble, type Shapes } from './api/client';
import { speech } from './i18n/index.svelte';

export type Door = 'waiting' | 'closed' | 'open' | 'unreachable';

/** Who is in, and how their life and the server are. */
class Session {
  door = $state<Door>('waiting');
  status = $state.raw<Shapes['Status'] | null>(null);
  trouble = $state('');

  get zone(): string {
    return this.status?.zone || Intl.DateTimeFormat().resolvedOptions().timeZone;
  }

  /** Come in by the one-time link in the address, if there is one, else by the session kept. */
  async start(): Promise<void> {
    const link = new URLSearchParams(location.hash.replace(/^#\/?/, '')).get('link');
    if (link) {
      history.replaceState(null, '', '#/');
      await this.enter(link);
    } else {
      await this.refresh();
    }
  }

  async enter(link: string): Promise<void> {
    try {
      const given = await ask(api.POST('/api/v1/session', { body: { link } }));
      token.set(given.token);
      this.trouble = '';
    } catch (error) {
      this.trouble = error instanceof Trouble ? error.message : '';
    }
    await this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      this.status = await ask(api.GET('/api/v1/status'));
      this.door = 'open';
      const { language } = this.status;
      if (language === 'en' || language === 'ko') speech.use(language);
    } catch (error) {
      const status = error instanceof Trouble ? error.status : 0;
      this.door = status === 401 || status === 403 ? 'closed' : 'unreachable';
    }
  }

  /** Another life is open now: nothing shown or held is of it. */
  startOver(): void {
    location.hash = '#/';
    location.reload();
  }

  async leave(): Promise<void> {
    await ask(api.DELETE('/api/v1/session'));
    token.clear();
    this.door = 'closed';
  }
}

export const session = new Session();
