/** A camera that is open: its pictures, as JPEG files of at most `longest` pixels. */
export class Camera {
  private readonly canvas = document.createElement('canvas');

  private constructor(
    readonly stream: MediaStream,
    readonly video: HTMLVideoElement,
  ) {}

  /** Open the camera that looks away from the person, where there are several. */
  static async open(video: HTMLVideoElement): Promise<Camera> {
    const wanted = { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 960 } };
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
    video.srcObject = stream;
    await video.play();
    return new Camera(stream, video);
  }

  async picture(longest: number, quality: number): Promise<ArrayBuffer | null> {
    const { videoWidth: wide, videoHeight: high } = this.video;
    if (!wide || !high) return null;
    const scale = Math.min(1, longest / Math.max(wide, high));
    this.canvas.width = Math.round(wide * scale);
    this.canvas.height = Math.round(high * scale);
    this.canvas.getContext('2d')?.drawImage(this.video, 0, 0, this.canvas.width, this.canvas.height);
    const blob = await new Promise<Blob | null>((made) => this.canvas.toBlob(made, 'image/jpeg', quality));
    return blob ? blob.arrayBuffer() : null;
  }

  close(): void {
    for (const track of this.stream.getTracks()) track.stop();
    this.video.srcObject = null;
  }
}
