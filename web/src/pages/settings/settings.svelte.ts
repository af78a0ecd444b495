import { api, ask, Trouble, type Shapes } from '../../lib/api/client';
import { t } from '../../lib/i18n/index.svelte';
import { session } from '../../lib/session.svelte';

type Kept = Shapes['Settings'];

/** The settings as the server keeps them; each change is put whole. */
class SettingsStore {
  now = $state.raw<Kept>({});
  trouble = $state('');
  saved = $state(false);

  async read(): Promise<void> {
    this.now = await ask(api.GET('/api/v1/settings'));
  }

  async change(made: Partial<Kept>): Promise<boolean> {
    this.saved = false;
    this.trouble = '';
    try {
      this.now = await ask(api.PUT('/api/v1/settings', { body: { ...this.now, ...made } }));
      this.saved = true;
      await session.refresh();
    } catch (error) {
      this.trouble = (error instanceof Trouble && error.message) || t('unreachable');
    }
    return this.saved;
  }
}

export const settings = new SettingsStore();
