import { Trouble } from '../../lib/api/client';
import { t } from '../../lib/i18n/index.svelte';

/** Something the person does here, and what went wrong with it, in words. */
export class Work {
  trouble = $state('');

  async try(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      this.trouble = '';
      return true;
    } catch (error) {
      this.trouble = (error instanceof Trouble && error.message) || t('unreachable');
      return false;
    }
  }
}
