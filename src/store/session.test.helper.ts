import { vi } from 'vitest';
import { BACKENDS, type BackendName, type EngineInfo } from '../core/backend.ts';
import type { Experiment } from '../core/experiment.ts';
import type { PageEnd } from '../protocol/client.ts';
import type { Branch, Conditions, Frame, ToPage, ToWorker } from '../protocol/messages.ts';
import type { Address } from './address.ts';
import { createSession } from './create.ts';
import type { Stock } from './materials.ts';
import type { Session } from './session.ts';

type Call = Extract<ToWorker, { type: 'call' }>;

export const frameAt = (iteration: number, losses: number[] = [], branch: Branch = { line: 1, left: null }): Frame =>
  ({
    branch,
    trace: { iteration },
    losses: Float32Array.from(losses),
    lossesFrom: iteration - losses.length,
    columns: [],
    inside: null,
    spectrum: null,
    speed: 0,
    snapshot: { iteration, updates: iteration, parameters: new Float32Array(1), moments: [] },
  }) as unknown as Frame;

/** An engine that counts: what it is asked it notes, and training moves its iteration. */
export class FakeEngine implements PageEnd {
  readonly calls: Call[] = [];
  iteration = 0;
  terminated = false;
  private readonly listeners = new Map<string, (event: Event) => void>();
  constructor(private readonly backend: BackendName = 'wasm') {}
  /** Set to let no engine find a backend. */
  static noBackend = false;

  postMessage(message: ToWorker): void {
    if (message.type !== 'call') return;
    this.calls.push(message);
    if (message.call === this.mute) return;
    if (message.call === 'start' && FakeEngine.noBackend) {
      const failure = { name: 'Error', message: 'No backend runs here.', stack: '' };
      queueMicrotask(() => this.send({ type: 'settled', id: message.id, ok: false, failure }));
      return;
    }
    if ((message.call === 'open' || message.call === 'learning') && this.refuses !== null) {
      const failure = { name: 'RangeError', message: this.refuses, stack: '' };
      queueMicrotask(() => this.send({ type: 'settled', id: message.id, ok: false, failure }));
      return;
    }
    if (message.call === 'goTo' && this.strands !== null) {
      const failure = { name: 'RangeError', message: this.strands, stack: '' };
      queueMicrotask(() => this.send({ type: 'settled', id: message.id, ok: false, failure }));
      return;
    }
    const value = this.answer(message);
    if (value !== undefined) queueMicrotask(() => this.send({ type: 'settled', id: message.id, ok: true, value }));
  }
  addEventListener(type: string, listener: (event: Event) => void): void {
    this.listeners.set(type, listener);
  }
  terminate(): void {
    this.terminated = true;
  }
  send(message: ToPage): void {
    this.listeners.get('message')?.(new MessageEvent('message', { data: message }));
  }
  crash(): void {
    this.listeners.get('error')?.(new Event('error'));
  }
  names(): string[] {
    return this.calls.map(({ call }) => call);
  }
  /** Set to let `pause` wait for `settlePause`. */
  slow = false;
  settlePause(): void {
    const { id } = this.calls.findLast(({ call }) => call === 'pause') as Call;
    this.send({ type: 'settled', id, ok: true, value: { iteration: this.iteration } });
  }
  /** Why it opens nothing, and operates on nothing; null where it does. */
  refuses: string | null = null;
  /** Why it goes nowhere; null where it does. */
  strands: string | null = null;
  /** The call that is never answered. */
  mute = '';
  /** Under what it says that it went on where it was taken back to, and why it is not where it was sent. */
  conditions = { rate: 0.003, clip: 1, batch: 32, do: '' };
  note: string | null = null;
  /** Set to let `train` and pictures hang, as in the middle of a run. */
  hangs = false;

  private answer({ call, send }: Call): unknown {
    switch (call) {
      case 'start':
        return this.start(send.passedOver);
      case 'open':
        if (this.failing(send.experiment)) return undefined;
        this.iteration = send.snapshot?.iteration ?? 0;
        this.list = send.experiment.do;
        return { frame: frameAt(this.iteration), selfCheck: { ok: true, maxRelativeError: 1e-6 } };
      case 'time':
        return this.time(send.backend);
      case 'train':
        if (this.hangs) return undefined;
        this.iteration += send.iterations;
        return { iteration: this.iteration, loss: 0.5 };
      case 'pause':
        return this.slow ? undefined : { iteration: this.iteration };
      case 'goTo':
        return this.goTo(send.iteration);
      case 'look':
      case 'setParameters':
        if (this.hangs) return undefined;
        this.send({ type: 'frame', frame: frameAt(this.iteration) });
        return null;
      case 'learning':
        return this.learn(send);
      case 'handOver':
        return {
          snapshot: { iteration: this.iteration, updates: 0, parameters: new Float32Array(1), moments: [] },
          history: { lines: { line: 1 }, recent: [], gradientNorm: 0 },
        };
      case 'snapshot':
        return { iteration: this.iteration, updates: 0, parameters: new Float32Array(1), moments: [] };
      default:
        return null;
    }
  }

  private goTo(iteration: number): unknown {
    this.send({ type: 'frame', frame: { ...frameAt(iteration), lossesFrom: this.iteration } });
    this.iteration = iteration;
    return { iteration, conditions: this.conditions, note: this.note };
  }

  private list = '';
  private learn(conditions: Conditions): unknown {
    if (conditions.do === this.list) return null;
    this.list = conditions.do;
    const { trace } = frameAt(this.iteration);
    return { before: trace, after: trace, do: conditions.do };
  }

  /** The first choice, or the next backend that is not passed over. */
  private start(passedOver: EngineInfo['passedOver']): EngineInfo {
    const order = [this.backend, ...BACKENDS.slice(BACKENDS.indexOf(this.backend) + 1)];
    this.runs = order.find((name) => !passedOver.some(({ backend }) => backend === name)) ?? this.backend;
    return {
      backend: this.runs,
      adapter: 'fake',
      selfCheck: { ok: true, maxRelativeError: 0 },
      floor: 1e-45,
      reason: 'sentences.',
      passedOver,
    };
  }
  private runs: BackendName = 'wasm';

  /** Which cell each backend does not do for. */
  static readonly wrong = new Map<BackendName, string>();
  private failing({ cell }: Experiment): boolean {
    if (FakeEngine.wrong.get(this.runs) !== cell) return false;
    queueMicrotask(() => this.send({ type: 'lost', reason: `${this.runs} is wrong`, handed: null, unfit: ['cell'] }));
    return true;
  }

  /** Milliseconds of one iteration by backend; one that is missing never answers. */
  static readonly times = new Map<BackendName, number>();
  private time(backend: BackendName): unknown {
    this.send({ type: 'busy', text: 'compiling' });
    this.send({ type: 'busy', text: null });
    const milliseconds = FakeEngine.times.get(backend);
    return milliseconds === undefined ? undefined : { milliseconds };
  }
}

export function fakeAddress(start = '') {
  let hash = start;
  let listener = (): void => {};
  const address = {
    read: () => hash,
    push: vi.fn((next: string) => {
      hash = next;
    }),
    replace: vi.fn((next: string) => {
      hash = next;
    }),
    listen: (heard: () => void) => {
      listener = heard;
    },
    link: (next: string) => `https://example.org/#${next}`,
  } satisfies Address;
  return {
    ...address,
    go(next: string) {
      hash = next;
      listener();
    },
  };
}

/** A stock without anything in it. */
export const emptyStock: Stock = {
  load: async (file) => {
    throw new Error(`${file} is not there`);
  },
  recall: async () => null,
  keep: async () => {},
};

/** Where no table is read. */
export const noReader = (): never => {
  throw new Error('no table is read here');
};

/** A session at a link, on engines whose first choice is `backend`. */
export function open(hash = '', backend: BackendName = 'wasm', stock: Stock = emptyStock) {
  const engines: FakeEngine[] = [];
  let refused = false;
  const address = fakeAddress(hash);
  const copy = vi.fn(async () => {});
  const session: Session = createSession({
    spawn: () => {
      if (refused) throw new Error('no more workers');
      const engine = new FakeEngine(backend);
      engines.push(engine);
      return engine;
    },
    stock,
    spawnReader: noReader,
    address,
    copy,
    afterPaint: (done) => done(),
  });
  const state = () => session.state.getState();
  const texts = () => state().notices.map(({ text }) => text);
  const refuseWorkers = (): void => {
    refused = true;
  };
  return { session, engines, refuseWorkers, address, copy, state, texts, engine: () => engines.at(-1) as FakeEngine };
}
