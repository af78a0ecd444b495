import { api, ask, socket, Trouble, type Shapes } from '../../lib/api/client';
import { said, t } from '../../lib/i18n/index.svelte';
import type { Moment } from '../../lib/moment/moment';

type TalkEvent = Shapes['TalkEvent'];

/** One thread: what was said, and the answer under way. */
export class Conversation {
  turns = $state.raw<Moment[]>([]);
  earlier = $state.raw<number | null>(null);
  /** The answer as it is being written; null when none is. */
  writing = $state<string | null>(null);
  found = $state(0);
  stopped = $state(false);
  trouble = $state('');
  private line: WebSocket | null = null;

  constructor(readonly thread: string) {}

  async load(before?: number): Promise<void> {
    try {
      const params = { path: { thread: this.thread }, query: before ? { before } : {} };
      const history = await ask(api.GET('/api/v1/threads/{thread}', { params }));
      this.turns = before ? [...history.moments, ...this.turns] : history.moments;
      this.earlier = history.before;
    } catch (error) {
      const unknown = error instanceof Trouble && error.status === 404;
      if (!unknown) this.trouble = error instanceof Trouble ? error.message : '';
    }
  }

  ask(question: string): void {
    this.writing = '';
    this.found = 0;
    this.stopped = false;
    this.trouble = '';
    const message = JSON.stringify({ ask: question, thread: this.thread });
    const line = this.open();
    if (line.readyState === WebSocket.OPEN) line.send(message);
    else line.addEventListener('open', () => line.send(message), { once: true });
  }

  stop(): void {
    if (this.writing !== null && this.line?.readyState === WebSocket.OPEN) {
      this.line.send(JSON.stringify({ cancel: true }));
    }
  }

  close(): void {
    this.line?.close();
  }

  private open(): WebSocket {
    if (this.line && this.line.readyState <= WebSocket.OPEN) return this.line;
    const line = socket('/api/v1/talk');
    line.onmessage = (message) => this.hear(JSON.parse(String(message.data)) as TalkEvent);
    line.onclose = () => {
      if (this.line !== line) return;
      if (this.writing !== null) this.trouble = t('unreachable');
      this.writing = null;
      this.line = null;
    };
    this.line = line;
    return line;
  }

  private hear(event: TalkEvent): void {
    switch (event.event) {
      case 'asked':
        this.turns = [...this.turns, event.moment];
        break;
      case 'found':
        this.found = event.hits.length;
        break;
      case 'token':
        this.writing = (this.writing ?? '') + event.text;
        break;
      case 'answered':
        this.turns = [...this.turns, event.moment];
        this.writing = null;
        break;
      case 'cancelled':
        this.stopped = this.writing !== null;
        this.writing = null;
        break;
      case 'problem':
        this.trouble = said(event.detail);
        this.writing = null;
    }
  }
}
