import type { Stock } from './materials.ts';

const DATABASE = 'rnn-playground';
const STORE = 'given';

/** Files by fetch, and what a person gave in the browser's own database: it never leaves the device. */
export const browserStock: Stock = {
  async load(file, progress, signal) {
    const response = await fetch(file, { signal }).catch((cause: unknown) => {
      throw new Error('there is no connection', { cause });
    });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return collected(response, progress);
  },
  async recall(name) {
    const value: unknown = await inStore('readonly', (store) => store.get(name));
    return value instanceof Uint8Array ? value : null;
  },
  async keep(name, bytes) {
    await inStore('readwrite', (store) => store.put(bytes, name));
  },
};

async function collected(response: Response, progress: (loaded: number) => void): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    length += part.value.length;
    progress(length);
  }
  return joined(chunks, length);
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/** Rejects where the browser keeps nothing, in private windows for instance. */
async function inStore<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  try {
    return await settled(act(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser’s database refused'));
  });
}
