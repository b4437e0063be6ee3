import { SAMPLE_RATE } from '../../core/speech/audio.ts';

/** Plays one clip at a time; its audio is open only while it sounds. */
export class Playback {
  private context: AudioContext | null = null;

  constructor(private readonly onSilent: () => void) {}

  static get isPossible(): boolean {
    return 'AudioContext' in globalThis;
  }

  async play(clip: Float32Array): Promise<void> {
    this.stop();
    const context = new AudioContext();
    this.context = context;
    const buffer = context.createBuffer(1, clip.length, SAMPLE_RATE);
    buffer.copyToChannel(clip as Float32Array<ArrayBuffer>, 0);
    const source = new AudioBufferSourceNode(context, { buffer });
    source.onended = () => this.context === context && this.stop();
    source.connect(context.destination);
    source.start();
    await context.resume();
  }

  stop(): void {
    const { context } = this;
    this.context = null;
    if (context === null) return;
    void context.close();
    this.onSilent();
  }
}
