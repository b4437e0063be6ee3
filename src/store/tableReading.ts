import type { FromReader, ToReader } from '../protocol/table.ts';

/** The page's end of a reader of tables: a `Worker`, or a port in tests. */
export interface ReaderEnd {
  postMessage(message: ToReader): void;
  addEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: Event) => void): void;
  terminate(): void;
}

export interface Progress {
  readonly bytes: number;
  readonly rows: number;
}

/** A table could not be read: a sentence with its place. */
class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

/** Reads a table in a thread of its own, which ends with it. Rejects with an `Unreadable`, or with the signal's reason. */
export function readTableFile(
  file: Blob,
  spawn: () => ReaderEnd,
  progress: (now: Progress) => void,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  const reader = spawn();
  return new Promise<Uint8Array>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    reader.addEventListener('error', () => reject(new Unreadable('The reader of tables could not be loaded: reload the page.')));
    reader.addEventListener('messageerror', () => reject(new Unreadable('What was read could not be handed over: try a smaller file.')));
    reader.addEventListener('message', (event) => {
      const message = (event as MessageEvent<FromReader>).data;
      if (message.type === 'progress') progress(message);
      else if (message.type === 'read') resolve(message.table);
      else reject(new Unreadable(message.message));
    });
    reader.postMessage({ file });
  }).finally(() => reader.terminate());
}
