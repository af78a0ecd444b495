/** Gives the microphone's sound in frames of 512 samples, 16 bit, with how loud each is. */
class Capture extends AudioWorkletProcessor {
  frame = new Int16Array(512);
  size = 0;
  power = 0;

  process([input]) {
    for (const sample of input[0] ?? []) {
      this.power += sample * sample;
      this.frame[this.size++] = Math.max(-1, Math.min(1, sample)) * 32767;
      if (this.size === this.frame.length) this.give();
    }
    return true;
  }

  give() {
    const level = Math.sqrt(this.power / this.size);
    this.port.postMessage({ pcm: this.frame.buffer, level }, [this.frame.buffer]);
    this.frame = new Int16Array(512);
    this.size = this.power = 0;
  }
}

registerProcessor('capture', Capture);
