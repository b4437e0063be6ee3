/** What the audio thread knows of itself; TypeScript's libraries do not declare it. */
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Hands the first channel of what comes in to the page, block by block; what goes out stays silent. */
class Capturing extends AudioWorkletProcessor {
  process([input]: readonly (readonly Float32Array[])[]): boolean {
    const block = input?.[0]?.slice();
    if (block !== undefined) this.port.postMessage(block, [block.buffer]);
    return true;
  }
}

registerProcessor('capture', Capturing);
