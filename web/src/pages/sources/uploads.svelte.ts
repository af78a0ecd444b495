import { api, ask, detail, token, type Shapes } from '../../lib/api/client';
import { t } from '../../lib/i18n/index.svelte';

type LiveEvent = Shapes['LiveEvent'];
type ImportEvent = Extract<LiveEvent, { event: 'import' }>;

export interface Chosen {
  file: File;
  /** Where it lies in the folder it was dropped with. */
  path: string;
}

/** Files on their way in: first sent to the server, then read by it. */
export interface Upload {
  key: number;
  names: string[];
  sent: number;
  size: number;
  upload: string;
  at: ImportEvent | null;
  trouble: string;
}

export class Uploads {
  under = $state<Upload[]>([]);
  private count = 0;

  send(files: readonly Chosen[]): void {
    if (!files.length) return;
    const key = this.count++;
    const size = files.reduce((sum, { file }) => sum + file.size, 0);
    const names = files.map(({ path }) => path);
    this.under.push({ key, names, sent: 0, size, upload: '', at: null, trouble: '' });
    const form = new FormData();
    for (const { file, path } of files) form.append(`changed-${file.lastModified}`, file, path);
    this.post(key, form);
  }

  hear(event: LiveEvent): void {
    if (event.event !== 'import') return;
    const one = this.under.find((each) => each.upload === event.upload);
    if (one) one.at = event;
    else this.early.set(event.upload, event);
  }

  async stop(one: Upload): Promise<void> {
    if (!one.upload || one.at?.finished) {
      this.requests.get(one.key)?.abort();
      this.under = this.under.filter((each) => each.key !== one.key);
      return;
    }
    const params = { path: { upload: one.upload } };
    await ask(api.DELETE('/api/v1/imports/under-way/{upload}', { params }));
    this.under = this.under.filter((each) => each.key !== one.key);
  }

  /** Events that came before the answer that names their upload. */
  private early = new Map<string, ImportEvent>();
  private requests = new Map<number, XMLHttpRequest>();

  /** XMLHttpRequest, because `fetch` doesn't tell how much has been sent. */
  private post(key: number, form: FormData): void {
    const request = new XMLHttpRequest();
    this.requests.set(key, request);
    const change = (made: Partial<Upload>) => {
      const one = this.under.find((each) => each.key === key);
      if (one) Object.assign(one, made);
    };
    request.upload.onprogress = (event) => change({ sent: event.loaded });
    request.onload = () => {
      const answer: unknown = parse(request.responseText);
      if (request.status === 202) {
        const { upload } = answer as Shapes['Started'];
        change({ upload, at: this.early.get(upload) ?? null });
      } else {
        change({ trouble: detail(answer) || t('unreachable') });
      }
    };
    request.onerror = () => change({ trouble: t('unreachable') });
    request.open('POST', '/api/v1/imports');
    request.setRequestHeader('X-Alongside-Token', token.get());
    request.send(form);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
