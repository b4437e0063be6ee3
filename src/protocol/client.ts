import type { BackendName } from '../core/backend.ts';
import { watch } from './lifeline.ts';
import type { CallName, Calls, Failure, ToPage, ToWorker } from './messages.ts';

/** The page's end of the wire: a `Worker`, or a port in tests. */
export interface PageEnd {
  postMessage(message: ToWorker): void;
  addEventListener(type: 'message' | 'messageerror' | 'error', listener: (event: Event) => void): void;
  terminate(): void;
}

/** What the engine says unasked, and `died`, when nothing more will come from it. */
export interface Listeners {
  trying(backend: BackendName): void;
  frame(message: Extract<ToPage, { type: 'frame' }>['frame']): void;
  busy(text: string | null): void;
  exploded(message: Extract<ToPage, { type: 'exploded' }>): void;
  undone(message: Extract<ToPage, { type: 'undone' }>): void;
  lost(message: Extract<ToPage, { type: 'lost' }>): void;
  died(reason: string): void;
}

export interface Client {
  /** Settles always: with the value, with the engine's own error, or with an `EngineDied`. */
  call<N extends CallName>(call: N, send: Calls[N]['send']): Promise<Calls[N]['receive']>;
  /** Notices from now on when the thread that holds the lock is gone. */
  watchOver(lifeline: string): void;
  /** The last frame is on the screen; the next may come. */
  painted(): void;
  /** Ends the engine; what is pending rejects with an `EngineDied`. */
  end(reason: string): void;
}

/** The engine is gone before it answered. */
export class EngineDied extends Error {
  override readonly name = 'EngineDied';
}

interface Pending {
  readonly call: CallName;
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Speaks to one worker. When it dies, every pending call rejects by name and `died` is told, once. */
export function connect(end: PageEnd, listeners: Listeners): Client {
  const pending = new Map<number, Pending>();
  let next = 1;
  let death: string | null = null;
  const life = new AbortController();
  let watched = false;

  const die = (reason: string, tell: boolean): void => {
    if (death !== null) return;
    death = reason;
    life.abort();
    end.terminate();
    for (const { call, reject } of pending.values()) reject(new EngineDied(`${call}: ${reason}`));
    pending.clear();
    if (tell) listeners.died(reason);
  };

  end.addEventListener('message', (event) => {
    if (death === null) receive((event as MessageEvent).data as ToPage, pending, listeners);
  });
  end.addEventListener('messageerror', () => die('a message of the engine could not be read', true));
  end.addEventListener('error', (event) => die(describeError(event), true));

  return {
    call(call, send) {
      if (death !== null) return Promise.reject(new EngineDied(`${call}: ${death}`));
      const id = next++;
      return new Promise((resolve, reject) => {
        pending.set(id, { call, resolve, reject });
        end.postMessage({ type: 'call', id, call, send } as ToWorker);
      });
    },
    watchOver(lifeline) {
      if (watched) return;
      watched = true;
      watch(lifeline, () => die('its thread ended without a word', true), life.signal);
    },
    painted: () => {
      if (death === null) end.postMessage({ type: 'painted' });
    },
    end: (reason) => die(reason, false),
  };
}

function receive(message: ToPage, pending: Map<number, Pending>, listeners: Listeners): void {
  switch (message.type) {
    case 'settled':
      return settle(message, pending);
    case 'trying':
      return listeners.trying(message.backend);
    case 'frame':
      return listeners.frame(message.frame);
    case 'busy':
      return listeners.busy(message.text);
    case 'exploded':
      return listeners.exploded(message);
    case 'undone':
      return listeners.undone(message);
    case 'lost':
      return listeners.lost(message);
    default:
      message satisfies never;
  }
}

function settle(message: Extract<ToPage, { type: 'settled' }>, pending: Map<number, Pending>): void {
  const waiting = pending.get(message.id);
  if (waiting === undefined) return;
  pending.delete(message.id);
  if (message.ok) waiting.resolve(message.value as never);
  else waiting.reject(revive(message.failure));
}

function revive(failure: Failure): Error {
  const error = new Error(failure.message);
  error.name = failure.name;
  if (failure.stack !== '') error.stack = failure.stack;
  return error;
}

function describeError(event: Event): string {
  const message = 'message' in event && typeof event.message === 'string' ? event.message : '';
  return message === '' ? 'the engine’s script could not be loaded' : `the engine stopped with “${message}”`;
}
