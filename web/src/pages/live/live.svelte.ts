import type { Shapes } from '../../lib/api/client';
import { Device } from '../../lib/live/device';
import { NoMicrophone, openMicrophone, type Microphone, type Refusal } from '../../lib/live/microphone';
import { Speaker } from '../../lib/live/speaker';
import type { Down, Mode, Play } from '../../lib/live/wire';
import type { Moment } from '../../lib/moment/moment';
import { said } from '../../lib/i18n/index.svelte';

export type Caption = Extract<Down, { type: 'caption' }>;
export type Doing = Extract<Down, { type: 'state' }>['doing'];
type TalkEvent = Shapes['TalkEvent'];

const mostCaptions = 40;

/** Hearing and talking in this browser, for as long as the app is open, whatever page is shown. */
class Live {
  mode = $state<Mode>('off');
  muted = $state(false);
  /** What is played aloud; null where words are for Alongside. */
  play = $state.raw<Play | null>(null);
  /** The turn that the play came to last. */
  turn = $state('');
  connected = $state(false);
  doing = $state<Doing>('off');
  /** How loud the microphone is, 0..1. */
  level = $state(0);
  captions = $state.raw<Caption[]>([]);
  turns = $state.raw<Moment[]>([]);
  /** The answer as it is being written; null when none is. */
  writing = $state<string | null>(null);
  /** What is being said aloud. */
  saying = $state('');
  refusal = $state<Refusal | ''>('');
  trouble = $state('');
  starting = $state(false);
  /** Since when a meeting goes on; empty where none does. */
  meeting = $state('');

  private device: Device | null = null;
  private microphone: Microphone | null = null;
  private speaker: Speaker | null = null;

  /** Whether the microphone is open: a light shows it wherever the person is in the app. */
  get capturing(): boolean {
    return this.mode !== 'off' && !this.muted && !this.starting && !this.refusal;
  }

  /** Be heard in another way; opens the microphone, or lets go of it. In a play words are for it. */
  async be(mode: Mode, play: Play | null = null): Promise<void> {
    this.refusal = this.trouble = '';
    const before = this.mode;
    const changed = mode !== before || play !== this.play;
    this.mode = mode;
    if (changed) this.turn = '';
    this.play = play;
    this.starting = true;
    try {
      await this.open();
      this.speaker?.wake();
      if (mode !== 'off' && !this.muted) await this.listen();
      if (mode === 'off') this.letGo();
      if (changed) this.device?.event({ type: 'mode', mode, play });
      if (mode !== 'talk' || changed) void this.hush();
    } catch (error) {
      this.mode = 'off';
      this.play = null;
      this.letGo();
      this.refusal = error instanceof NoMicrophone ? error.why : 'unsupported';
      if (before !== 'off') this.device?.event({ type: 'mode', mode: 'off', play: null });
    } finally {
      this.starting = false;
    }
  }

  /** Cut the stream at its source, or let it in again. */
  async mute(muted: boolean): Promise<void> {
    this.muted = muted;
    this.device?.event({ type: 'mute', muted });
    if (muted) this.letGo();
    else if (this.mode !== 'off') await this.be(this.mode, this.play);
  }

  /** Say it in writing. */
  async type(text: string): Promise<void> {
    await this.open();
    this.speaker?.wake();
    this.device?.event({ type: 'typed', text });
  }

  /** Stop speaking and thinking now. */
  stop(): void {
    void this.hush();
    this.device?.signal({ type: 'stop' });
  }

  /** Mark that a meeting begins, which is listened to, or ends. */
  async mark(begins: boolean): Promise<void> {
    if (begins) await this.be('ambient');
    if (begins && this.mode === 'off') return;
    await this.open();
    this.meeting = begins ? new Date().toISOString() : '';
    this.device?.event({ type: 'mark', what: 'meeting', begins });
  }

  /** A meeting goes on since then, or none does: what is said is listened to, not answered. */
  meet(since: string): void {
    const begun = !this.meeting && since;
    this.meeting = since;
    if (begun && this.mode === 'talk') void this.be('ambient');
  }

  private async open(): Promise<void> {
    this.speaker ??= new Speaker((playing) => this.played(playing));
    if (this.device && !this.device.closed) return;
    this.device = await Device.open(
      {
        told: (message) => this.hear(message),
        sound: (seq, pcm) => void this.speaker?.play(seq, pcm),
        connected: (open) => (this.connected = open),
      },
      { store: 'live', can: ['microphone', 'speaker', 'screen'] },
    );
  }

  private async listen(): Promise<void> {
    this.microphone ??= await openMicrophone((pcm, level) => {
      this.level = level;
      this.device?.media('pcm', pcm);
    });
  }

  private letGo(): void {
    this.microphone?.close();
    this.microphone = null;
    this.level = 0;
  }

  private async hush(): Promise<void> {
    this.saying = '';
    await this.speaker?.clear();
  }

  private played(playing: boolean): void {
    if (playing) return;
    this.saying = '';
    this.device?.signal({ type: 'played' });
  }

  private hear(told: Down): void {
    switch (told.type) {
      case 'state':
        this.doing = told.doing;
        break;
      case 'caption':
        this.caption(told);
        break;
      case 'speech':
        this.speaker?.begin(told.seq, told.rate);
        this.saying = `${this.saying} ${told.text}`.trim();
        break;
      case 'turned':
        if (told.play !== this.play?.id) break;
        this.turn = told.turn;
        this.captions = [];
        this.device?.reached(told.turn);
        break;
      case 'clear':
        void this.hush();
        break;
      case 'talk':
        this.talk(told.event as TalkEvent);
        break;
      case 'problem':
        this.trouble = said(told.detail);
    }
  }

  private caption(caption: Caption): void {
    const others = this.captions.filter((one) => one.id !== caption.id);
    const words = caption.text || caption.tentative;
    this.captions = words ? [...others, caption].slice(-mostCaptions) : others;
  }

  private talk(event: TalkEvent): void {
    switch (event.event) {
      case 'asked':
        this.writing = '';
        this.turns = [...this.turns, event.moment].slice(-mostCaptions);
        break;
      case 'token':
        this.writing = (this.writing ?? '') + event.text;
        break;
      case 'answered':
        this.writing = null;
        this.turns = [...this.turns, event.moment].slice(-mostCaptions);
        break;
      case 'cancelled':
        this.writing = null;
        break;
      case 'problem':
        this.writing = null;
        this.trouble = said(event.detail);
    }
  }
}

export const live = new Live();
