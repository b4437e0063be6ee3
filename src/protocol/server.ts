import type { CallName, Calls, Failure, ToPage, ToWorker } from './messages.ts';

/** What answers each call. A handler may take as long as it likes; others are answered meanwhile. */
export type Handlers = { readonly [N in CallName]: (send: Calls[N]['send']) => Promise<Calls[N]['receive']> };

/** The worker's end of the wire; `self` in a worker, a port in tests. */
export interface WorkerEnd {
  postMessage(message: ToPage, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Answers every call with its value or its failure. Returns `send`, which moves the buffers of its typed arrays. */
export function serve(end: WorkerEnd, handlers: Handlers, painted: () => void): (message: ToPage) => void {
  const send = (message: ToPage): void => end.postMessage(message, buffersIn(message));
  end.addEventListener('message', (event) => {
    const message = event.data as ToWorker;
    if (message.type === 'painted') painted();
    else void answer(handlers, message).then(send);
  });
  return send;
}

async function answer(handlers: Handlers, message: Extract<ToWorker, { type: 'call' }>): Promise<ToPage> {
  const { id, call } = message;
  try {
    if (!Object.hasOwn(handlers, call)) throw new TypeError(`the engine knows no call ${JSON.stringify(call)}`);
    const handler = handlers[call] as (send: unknown) => Promise<unknown>;
    return { type: 'settled', id, ok: true, value: await handler(message.send) };
  } catch (error) {
    return { type: 'settled', id, ok: false, failure: failureOf(error) };
  }
}

/** An error as it crosses the wire: whatever was thrown, its name, message and stack. */
function failureOf(error: unknown): Failure {
  if (error instanceof Error) return { name: error.name, message: error.message, stack: error.stack ?? '' };
  return { name: 'Error', message: String(error), stack: '' };
}

/** The distinct buffers of all typed arrays in a message, which can be moved rather than copied. */
export function buffersIn(value: unknown, found = new Set<ArrayBuffer>()): ArrayBuffer[] {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (typeof value === 'object' && value !== null) {
    // Long plain arrays hold numbers alone.
    for (const part of Object.values(value)) if (typeof part === 'object') buffersIn(part, found);
  }
  return [...found];
}
