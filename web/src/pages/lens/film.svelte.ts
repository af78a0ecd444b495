import type { Shapes } from '../../lib/api/client';
import type { Device } from '../../lib/live/device';
import { openMicrophone, type Microphone } from '../../lib/live/microphone';
import type { Camera } from './camera';

export type Film = Shapes['Film'];

/** Milliseconds between the pictures of a video. */
const EVERY = 125;
/** Pixels of their longer side. */
const SIDE = 640;
/** Milliseconds after which a video ends by itself. */
const LONGEST = 60_000;

/** A video as it is taken: pictures and sound go to the server, which blurs faces and keeps it. */
export class Filming {
  /** Milliseconds since 1970 at its beginning; 0 while none is taken. */
  since = $state(0);
  /** Whether the last one is being made. */
  making = $state(false);
  private last: ReturnType<typeof setTimeout> | undefined;
  private clock: ReturnType<typeof setInterval> | undefined;
  private microphone: Microphone | null = null;
  private busy = false;
  /** The number of the mark of its end. */
  private ended = Infinity;

  /** `here` has the device tell where it is. */
  constructor(
    private readonly camera: Camera,
    private readonly device: Device,
    private readonly here: () => void,
    private readonly quiet: () => boolean,
  ) {}

  async begin(): Promise<void> {
    if (this.since) return;
    this.since = Date.now();
    this.here();
    void this.device.event({ type: 'film', begins: true });
    this.last = setTimeout(() => this.end(), LONGEST);
    this.clock = setInterval(() => void this.picture(), EVERY);
    if (this.quiet()) return;
    const opened = await openMicrophone((pcm) => this.since && this.device.media('pcm', pcm)).catch(() => null);
    if (this.since) this.microphone = opened;
    else opened?.close();
  }

  end(): void {
    if (!this.since) return;
    this.letGo();
    this.making = true;
    this.ended = Infinity;
    void this.device.event({ type: 'film', begins: false }).then((seq) => (this.ended = seq));
  }

  /** The server is done with all up to a number. */
  done(seq: number): void {
    if (seq >= this.ended) this.making = false;
  }

  /** What the server tells of it. */
  told({ doing }: Film): void {
    if (doing !== 'begun') this.letGo();
    this.making = doing === 'making';
  }

  /** Let go of the microphone, and send no more. */
  letGo(): void {
    clearTimeout(this.last);
    clearInterval(this.clock);
    this.microphone?.close();
    this.microphone = null;
    this.since = 0;
  }

  private async picture(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const made = await this.camera.picture(SIDE, 0.75);
      if (made && this.since) this.device.media('frame', made);
    } finally {
      this.busy = false;
    }
  }
}
