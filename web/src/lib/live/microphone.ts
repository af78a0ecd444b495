export type Refusal = 'refused' | 'none' | 'taken' | 'insecure' | 'unsupported';

/** Why the microphone can't be had, as a page can tell the person. */
export class NoMicrophone extends Error {
  constructor(readonly why: Refusal) {
    super(why);
  }
}

/** The microphone while it is open: closing it lets go of the device itself. */
export interface Microphone {
  close: () => void;
}

const rate = 16_000;

/** Open the microphone with echo cancellation; gives its sound in frames of 32 ms. Throws `NoMicrophone`. */
export async function openMicrophone(
  give: (pcm: ArrayBuffer, level: number) => void,
): Promise<Microphone> {
  if (!isSecureContext || !navigator.mediaDevices) throw new NoMicrophone('insecure');
  const stream = await navigator.mediaDevices
    .getUserMedia({
      audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
    })
    .catch((error: unknown) => {
      throw new NoMicrophone(why(error));
    });
  const context = new AudioContext({ sampleRate: rate, latencyHint: 'interactive' });
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  try {
    await context.audioWorklet.addModule('/capture.js');
    const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 });
    capture.port.onmessage = ({ data }: MessageEvent<{ pcm: ArrayBuffer; level: number }>) =>
      give(data.pcm, data.level);
    context.createMediaStreamSource(stream).connect(capture);
    await context.resume();
  } catch {
    close();
    throw new NoMicrophone('unsupported');
  }
  return { close };
}

function why(error: unknown): Refusal {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'refused';
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'none';
  return name === 'NotReadableError' || name === 'AbortError' ? 'taken' : 'unsupported';
}
