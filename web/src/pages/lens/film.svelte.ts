import { openMicrophone, type Microphone } from '../../lib/live/microphone';
import type { Camera } from './camera';
import { FRAME, SOUND, type Film, type Wire } from './wire';

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

  constructor(
    private readonly camera: Camera,
    private readonly wire: Wire,
    private readonly quiet: () => boolean,
  ) {}

  async begin(): Promise<void> {
    if (this.since) return;
    this.since = Date.now();
    this.wire.hold();
    this.wire.event({ type: 'film', begins: true });
    this.last = setTimeout(() => this.end(), LONGEST);
    this.clock = setInterval(() => void this.picture(), EVERY);
    if (this.quiet()) return;
    const opened = await openMicrophone((pcm) => this.since && this.wire.media(SOUND, pcm)).catch(() => null);
    if (this.since) this.microphone = opened;
    else opened?.close();
  }

  end(): void {
    if (!this.since) return;
    this.letGo();
    this.making = true;
    this.wire.event({ type: 'film', begins: false });
  }

  /** The server is out of reach for too long: it keeps what came to it. */
  lost(): void {
    this.letGo();
    this.making = false;
    this.wire.letGo();
  }

  /** What the server tells of it. */
  told({ doing }: Film): void {
    if (doing !== 'begun') this.letGo();
    if (doing === 'kept' || doing === 'dropped') this.wire.letGo();
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
      if (made && this.since) this.wire.media(FRAME, made);
    } finally {
      this.busy = false;
    }
  }
}
