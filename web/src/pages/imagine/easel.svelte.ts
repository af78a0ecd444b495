import { socket, type Shapes } from '../../lib/api/client';
import { said, t } from '../../lib/i18n/index.svelte';
import type { Moment } from '../../lib/moment/moment';

type ImagineEvent = Shapes['ImagineEvent'];

export const shapes = {
  wide: { width: 768, height: 512 },
  tall: { width: 512, height: 768 },
  square: { width: 640, height: 640 },
} as const;
export type ShapeName = keyof typeof shapes;

/** Milliseconds without a keystroke after which a model draws. */
const REST = 700;

/** What is being pictured, and the picture as it is so far. */
export class Easel {
  words = $state('');
  avoid = $state('');
  seed = $state(0);
  shape = $state<ShapeName>('wide');
  /** The picture or photo to draw from, by its moment; empty draws freely. */
  of = $state('');
  /** The sketch (SVG), as code drew it. */
  sketch = $state('');
  /** What a model drew, or the photo it draws from, by its address; stands before the sketch. */
  picture = $state('');
  model = $state('');
  step = $state(0);
  steps = $state(0);
  trouble = $state('');
  private line: WebSocket | null = null;
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly draws: () => boolean,
    private readonly onkept: (moment: Moment) => void,
  ) {}

  /** Whether there is anything to see. */
  get shown(): boolean {
    return Boolean(this.picture || this.sketch);
  }

  get drawing(): boolean {
    return this.step < this.steps;
  }

  get wanted() {
    const { words, avoid, seed, of } = this;
    return { words, avoid, seed, of, ...shapes[this.shape] };
  }

  /** Show what is wanted now; when it rests, have the model draw it. */
  show(): void {
    clearTimeout(this.rest);
    this.trouble = '';
    this.steps = this.step = 0;
    if (!this.words.trim() && !this.of) {
      this.paint('');
      return;
    }
    this.send({ ask: this.wanted, draw: false });
    if (this.draws()) {
      this.rest = setTimeout(() => this.send({ ask: this.wanted, draw: true }), REST);
    }
  }

  keep(): void {
    this.send({ keep: this.wanted });
  }

  close(): void {
    clearTimeout(this.rest);
    this.line?.close();
    this.paint('');
  }

  private send(message: object): void {
    const text = JSON.stringify(message);
    const line = this.open();
    if (line.readyState === WebSocket.OPEN) line.send(text);
    else line.onopen = () => line.send(text);
  }

  private open(): WebSocket {
    if (this.line && this.line.readyState <= WebSocket.OPEN) return this.line;
    const line = socket('/api/v1/imagine');
    line.onmessage = (message) => this.hear(JSON.parse(String(message.data)) as ImagineEvent);
    line.onclose = () => {
      if (this.line === line) this.line = null;
    };
    line.onerror = () => (this.trouble = t('unreachable'));
    this.line = line;
    return line;
  }

  private hear(event: ImagineEvent): void {
    switch (event.event) {
      case 'sketch':
        if (this.steps) break;
        this.model = '';
        this.paint(event.picture ? png(event.picture) : '', event.svg);
        break;
      case 'drawn':
        [this.step, this.steps, this.model] = [event.step, event.steps, event.model];
        this.paint(png(event.picture));
        break;
      case 'kept':
        this.onkept(event.moment as Moment);
        break;
      case 'refused':
        this.paint('');
        this.trouble = event.detail;
        break;
      case 'problem':
        this.steps = this.step = 0;
        this.trouble = said(event.detail);
    }
  }

  private paint(picture: string, sketch = ''): void {
    if (this.picture) URL.revokeObjectURL(this.picture);
    this.picture = picture;
    this.sketch = sketch;
  }
}

function png(encoded: string): string {
  const bytes = Uint8Array.from(atob(encoded), (each) => each.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
}
