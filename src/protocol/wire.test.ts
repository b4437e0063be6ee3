import { describe, expect, test, vi } from 'vitest';
import { connect, EngineDied, type Listeners, type PageEnd } from './client.ts';
import type { ToPage, ToWorker } from './messages.ts';
import { buffersIn, type Handlers, serve, type WorkerEnd } from './server.ts';

type Listener = (event: Event) => void;

/** A worker and its page without a thread between them; messages are cloned as a browser would. */
function wire(handlers: Partial<Handlers>) {
  const page = new Map<string, Listener>();
  let inWorker: (event: MessageEvent) => void = () => {};
  const worker: WorkerEnd = {
    postMessage: (message, transfer) => {
      const data = structuredClone(message, { transfer });
      queueMicrotask(() => page.get('message')?.(new MessageEvent('message', { data })));
    },
    addEventListener: (_type, listener) => {
      inWorker = listener;
    },
  };
  const end: PageEnd = {
    postMessage: (message: ToWorker) => {
      const data = structuredClone(message);
      queueMicrotask(() => inWorker(new MessageEvent('message', { data })));
    },
    addEventListener: (type, listener) => page.set(type, listener),
    terminate: vi.fn(),
  };
  const painted = vi.fn();
  const listeners = {
    trying: vi.fn(),
    frame: vi.fn(),
    busy: vi.fn(),
    exploded: vi.fn(),
    undone: vi.fn(),
    lost: vi.fn(),
    died: vi.fn(),
  } satisfies Listeners;
  const send = serve(worker, handlers as Handlers, painted);
  return { client: connect(end, listeners), end, listeners, painted, send, fire: (type: string, event: Event) => page.get(type)?.(event) };
}

describe('the wire between page and engine', () => {
  test('a call settles with the value that its handler returns', async () => {
    const { client } = wire({ pause: async () => ({ iteration: 7 }) });
    expect(await client.call('pause', null)).toEqual({ iteration: 7 });
  });

  test('an error crosses with its name, message and stack', async () => {
    const { client } = wire({
      pause: () => Promise.reject(new RangeError('units=0 is too few')),
    });
    const error = await client.call('pause', null).catch((reason: unknown) => reason as Error);
    expect(error).toMatchObject({ name: 'RangeError', message: 'units=0 is too few' });
    expect((error as Error).stack).toContain('wire.test');
  });

  test('a call that no handler knows is refused by its name, prototype names too', async () => {
    const { client } = wire({});
    await expect(client.call('constructor' as 'pause', null)).rejects.toThrow('"constructor"');
  });

  test('later calls are answered while an earlier one still runs', async () => {
    let finish = (_: { iteration: number; loss: number }): void => {};
    const { client } = wire({
      train: () => new Promise((resolve) => (finish = resolve)),
      pause: async () => ({ iteration: 1 }),
    });
    const training = client.call('train', { iterations: 5 });
    expect(await client.call('pause', null)).toEqual({ iteration: 1 });
    finish({ iteration: 5, loss: 0.1 });
    expect(await training).toEqual({ iteration: 5, loss: 0.1 });
  });

  test('a dead worker rejects everything pending by name, is told once, and answers nothing after', async () => {
    const { client, end, fire, listeners } = wire({ pause: () => new Promise(() => {}) });
    const pending = client.call('pause', null);
    fire('error', new Event('error'));
    fire('error', new Event('error'));
    await expect(pending).rejects.toThrow(EngineDied);
    await expect(pending).rejects.toThrow('pause: the engine’s script could not be loaded');
    await expect(client.call('snapshot', null)).rejects.toThrow(EngineDied);
    expect(listeners.died).toHaveBeenCalledTimes(1);
    expect(end.terminate).toHaveBeenCalled();
  });

  test('a message that cannot be read ends the engine and rejects what is pending', async () => {
    const { client, fire, listeners } = wire({ pause: () => new Promise(() => {}) });
    const pending = client.call('pause', null);
    fire('messageerror', new Event('messageerror'));
    await expect(pending).rejects.toThrow('could not be read');
    expect(listeners.died).toHaveBeenCalled();
  });

  test('an engine that the page ends itself is not reported as dead', async () => {
    const { client, listeners } = wire({ pause: () => new Promise(() => {}) });
    const pending = client.call('pause', null);
    client.end('another backend was chosen');
    await expect(pending).rejects.toThrow('another backend was chosen');
    expect(listeners.died).not.toHaveBeenCalled();
  });

  test('what the engine says unasked reaches its listener, and `painted` reaches the engine', async () => {
    const { client, listeners, painted, send } = wire({});
    send({ type: 'busy', text: 'compiling shaders' });
    client.painted();
    await vi.waitFor(() => expect(painted).toHaveBeenCalled());
    expect(listeners.busy).toHaveBeenCalledWith('compiling shaders');
  });

  test('typed arrays are moved, each buffer once', () => {
    const shared = new Float32Array(4);
    const message = { type: 'frame', frame: { a: shared, b: { c: shared.subarray(1), d: [new Float64Array(2)] } } };
    expect(buffersIn(message as unknown as ToPage)).toHaveLength(2);
  });
});
