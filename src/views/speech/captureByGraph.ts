import worklet from './capture.worklet.ts?worker&url';
import { type Capture, joined } from './recording.ts';

/** How long a browser may take to let an audio clock run; it may want a gesture first. */
const PATIENCE_MS = 500;

/** Records sample by sample by an audio worklet; null where the browser has none or lets none run. */
export async function captureByGraph(stream: MediaStream, release: () => void): Promise<Capture | null> {
  if (!('AudioContext' in globalThis) || !('AudioWorkletNode' in globalThis)) return null;
  const context = new AudioContext();
  const node = await nodeIn(context).catch(() => null);
  if (node === null) {
    await context.close();
    return null;
  }
  const source = context.createMediaStreamSource(stream);
  // A node that leads nowhere may never be asked for anything; what comes out of it is silence.
  source.connect(node).connect(context.destination);
  return new Graph(context, node, release);
}

async function nodeIn(context: AudioContext): Promise<AudioWorkletNode | null> {
  await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  if (context.state !== 'running') return null;
  await context.audioWorklet.addModule(worklet);
  return new AudioWorkletNode(context, 'capture', { numberOfInputs: 1, numberOfOutputs: 1, channelCount: 1, channelCountMode: 'explicit' });
}

class Graph implements Capture {
  private readonly blocks: Float32Array[] = [];
  private loudest = 0;

  constructor(
    private readonly context: AudioContext,
    private readonly node: AudioWorkletNode,
    private readonly release: () => void,
  ) {
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => this.take(data);
  }

  /** It falls slowly, as meters do, so that it can be read. */
  level(): number {
    const { loudest } = this;
    this.loudest *= 0.85;
    return loudest;
  }

  async stop(): Promise<{ samples: Float32Array; rate: number }> {
    const { sampleRate: rate } = this.context;
    this.cancel();
    return { samples: joined(this.blocks), rate };
  }

  cancel(): void {
    this.node.port.onmessage = null;
    this.release();
    if (this.context.state !== 'closed') void this.context.close();
  }

  private take(block: Float32Array): void {
    this.blocks.push(block);
    for (const sample of block) this.loudest = Math.max(this.loudest, Math.abs(sample));
  }
}
