/** Plays speech as it comes; `clear` makes it silent within one quantum (3 ms). */
class Playback extends AudioWorkletProcessor {
  queue = [];
  at = 0;
  playing = false;

  constructor() {
    super();
    this.port.onmessage = ({ data }) => {
      if (data === 'clear') {
        this.queue = [];
        this.at = 0;
      } else {
        this.queue.push({ samples: new Int16Array(data.pcm), step: data.rate / sampleRate });
      }
    };
  }

  process(_, [[out]]) {
    for (let i = 0; i < out.length; i++) out[i] = this.next();
    const playing = this.queue.length > 0;
    if (playing !== this.playing) this.port.postMessage({ playing, at: currentTime });
    this.playing = playing;
    return true;
  }

  /** The next sample, between two of the speech's own where its rate is another. */
  next() {
    const first = this.queue[0];
    if (!first) return 0;
    const whole = Math.floor(this.at);
    const here = first.samples[whole] ?? 0;
    const there = first.samples[whole + 1] ?? here;
    const made = here + (there - here) * (this.at - whole);
    this.at += first.step;
    if (this.at >= first.samples.length) {
      this.at -= first.samples.length;
      this.queue.shift();
    }
    return made / 32768;
  }
}

registerProcessor('playback', Playback);
