import { api, ask, socket, Trouble, type Shapes } from '../../lib/api/client';
import { type Key, said, t } from '../../lib/i18n/index.svelte';

type WriteEvent = Shapes['WriteEvent'];
export type Here = Shapes['WritingHere'];
export type Version = Shapes['WritingVersion'];

/** What a text is called: its sort, and for whom. */
export function named({ sort, form, to }: Shapes['WritingWanted']): string {
  const kind = form ? t(`write.form.${form}` as Key) : t(`write.sort.${sort}`);
  return to ? t('write.named', { kind, name: to }) : kind;
}

/** One text: the version looked at, and the next as it is being written. */
export class Desk {
  here = $state.raw<Here | null>(null);
  /** The text as it grows; null when nothing is written. */
  growing = $state<string | null>(null);
  trouble = $state('');
  private line: WebSocket | null = null;

  constructor(readonly id: string) {}

  get version(): Version | null {
    return this.here?.way.at(-1) ?? null;
  }

  async load(version = ''): Promise<void> {
    const params = { path: { moment_id: this.id }, query: { version } };
    await this.take(ask(api.GET('/api/v1/writing/{moment_id}', { params })));
  }

  draft(): void {
    this.send({ draft: this.id });
  }

  change(change: string): void {
    this.send({ text: this.id, change, after: this.version?.id ?? '' });
  }

  async keep(text: string): Promise<void> {
    const params = { path: { moment_id: this.id } };
    const body = { text, after: this.version?.id ?? '' };
    await this.take(ask(api.POST('/api/v1/writing/{moment_id}/versions', { params, body })));
  }

  async note(): Promise<boolean> {
    const params = { path: { moment_id: this.id } };
    const body = { version: this.version?.id ?? '' };
    try {
      await ask(api.POST('/api/v1/writing/{moment_id}/note', { params, body }));
      return true;
    } catch (error) {
      this.fail(error);
      return false;
    }
  }

  stop(): void {
    if (this.line?.readyState === WebSocket.OPEN) this.line.send(JSON.stringify({ cancel: true }));
  }

  close(): void {
    this.line?.close();
  }

  private async take(call: Promise<Here>): Promise<void> {
    try {
      this.here = await call;
      this.trouble = '';
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.trouble = (error instanceof Trouble && error.message) || t('unreachable');
  }

  private send(message: object): void {
    this.trouble = '';
    this.growing = '';
    const text = JSON.stringify(message);
    const line = this.open();
    if (line.readyState === WebSocket.OPEN) line.send(text);
    else line.addEventListener('open', () => line.send(text), { once: true });
  }

  private open(): WebSocket {
    if (this.line && this.line.readyState <= WebSocket.OPEN) return this.line;
    const line = socket('/api/v1/write');
    line.onmessage = (message) => this.hear(JSON.parse(String(message.data)) as WriteEvent);
    line.onclose = () => {
      if (this.line !== line) return;
      if (this.growing !== null) this.trouble = t('unreachable');
      this.growing = null;
      this.line = null;
    };
    this.line = line;
    return line;
  }

  private hear(event: WriteEvent): void {
    switch (event.event) {
      case 'growing':
        this.growing = event.text;
        break;
      case 'written':
        this.here = event.here;
        this.growing = null;
        break;
      case 'stopped':
        this.growing = null;
        break;
      case 'problem':
        this.trouble = said(event.detail);
        this.growing = null;
    }
  }
}
