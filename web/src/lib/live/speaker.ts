/** Plays speech as it comes, and is silent at once when it is told to. */
export class Speaker {
  private readonly context = new AudioContext({ latencyHint: 'interactive' });
  private readonly rates = new Map<number, number>();
  private node: Promise<AudioWorkletNode>;

  /** `changed` is told when sound begins and when all of it was played. */
  constructor(changed: (playing: boolean) => void) {
    this.node = this.context.audioWorklet.addModule('/playback.js').then(() => {
      const node = new AudioWorkletNode(this.context, 'playback', { outputChannelCount: [1] });
      node.port.onmessage = ({ data }: MessageEvent<{ playing: boolean }>) => changed(data.playing);
      node.connect(this.context.destination);
      return node;
    });
    this.node.catch(() => changed(false));
  }

  /** Browsers let a page sound only after the person did something on it. */
  wake(): void {
    void this.context.resume();
  }

  /** A clause begins, at so many samples a second. */
  begin(seq: number, rate: number): void {
    this.rates.set(seq, rate);
  }

  /** Sound of a clause; empty at its end. */
  async play(seq: number, pcm: ArrayBuffer): Promise<void> {
    const rate = this.rates.get(seq);
    if (!rate) return;
    if (!pcm.byteLength) {
      this.rates.delete(seq);
      return;
    }
    (await this.node).port.postMessage({ pcm, rate }, [pcm]);
  }

  /** Drop all that wasn't played, and what is still to come of it. */
  async clear(): Promise<void> {
    this.rates.clear();
    (await this.node).port.postMessage('clear');
  }

  close(): void {
    void this.context.close();
  }
}
