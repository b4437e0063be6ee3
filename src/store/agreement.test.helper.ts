import type { Opened } from '../engine/backends/backend.ts';
import { Engine } from '../engine/engine.ts';
import { backendsOf, openedWith } from '../engine/float64.test.helper.ts';
import { createWasmMaker } from '../engine/wasm/executor.ts';
import type { PageEnd } from '../protocol/client.ts';
import type { ToPage, ToWorker } from '../protocol/messages.ts';
import { serve, type WorkerEnd } from '../protocol/server.ts';
import { createSession } from './create.ts';
import { emptyStock, fakeAddress, noReader } from './session.test.helper.ts';

/** WebAssembly, under two names, so that a change of the backend leaves the bits as they are; its device can be lost. */
function backends() {
  const backend = (): Opened => {
    let lose = (_: string): void => {};
    const lost = new Promise<string>((resolve) => {
      lose = resolve;
    });
    return { ...openedWith(), make: createWasmMaker().make, lost, lose: () => lose('the device was lost') };
  };
  return backendsOf({ wasm: backend(), cpu: backend() });
}

type Listener = (event: MessageEvent) => void;

/** A real engine behind a real wire, in this thread: messages are cloned, arrive in their order and later, as between a page and its worker. */
class Worker implements PageEnd {
  private readonly listeners = new Map<string, (event: Event) => void>();
  private ended = false;
  private hear: Listener = () => {};
  /** What the engine says, and what it hears. */
  private readonly posts: (() => void)[] = [];

  constructor() {
    const end: WorkerEnd = {
      postMessage: (message: ToPage, transfer) => this.later(structuredClone(message, { transfer }), (data) => this.tell('message', data)),
      addEventListener: (_, listener) => {
        this.hear = listener;
      },
    };
    const engine = new Engine(backends(), (message) => send(message));
    const send = serve(end, engine.handlers, engine.painted);
  }

  postMessage(message: ToWorker): void {
    this.later(structuredClone(message), (data) => this.hear(new MessageEvent('message', { data })));
  }

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, listener);
  }

  terminate(): void {
    this.ended = true;
  }

  /** Ends in the middle of whatever it does. */
  crash(): void {
    if (this.ended) return;
    this.listeners.get('error')?.(new Event('error'));
  }

  private tell(type: string, data: unknown): void {
    this.listeners.get(type)?.(new MessageEvent(type, { data }));
  }

  private later<T>(data: T, deliver: (data: T) => void): void {
    this.posts.push(() => deliver(data));
    setImmediate(() => {
      const post = this.posts.shift();
      if (!this.ended) post?.();
    });
  }
}

/** A session on such engines. */
export function openReal(hash: string) {
  const workers: Worker[] = [];
  const address = fakeAddress(hash);
  const session = createSession({
    spawn: () => {
      const worker = new Worker();
      workers.push(worker);
      return worker;
    },
    stock: emptyStock,
    spawnReader: noReader,
    address,
    copy: async () => {},
    afterPaint: (done) => void setImmediate(done),
  });
  return { session, address, crash: () => workers.at(-1)?.crash() };
}
