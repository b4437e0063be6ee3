import type { BackendName, EngineInfo } from '../core/backend.ts';
import type { ExperimentKey } from '../core/experiment.ts';
import { type Client, connect, EngineDied, type Listeners, type PageEnd } from '../protocol/client.ts';
import type { Handed } from '../protocol/messages.ts';

/** How often one backend may die within the span before it is passed over. */
const DEATHS = 2;
const SPAN_MS = 60_000;

export interface LinkEvents extends Omit<Listeners, 'died' | 'lost' | 'trying'> {
  /** The engine is gone, or its device: what ran has to be opened again on a new one. `handed` is what it could still say of the run. */
  gone(reason: string, handed: Handed | null): void;
  /** This backend does not do for what is opened on it, as judged by these parts of the experiment; its engine is ended. */
  unfit(backend: BackendName, reason: string, keys: readonly ExperimentKey[], handed: Handed | null): void;
}

/**
 * Keeps one engine alive: makes the worker, starts it on a backend, and passes over a backend that keeps dying.
 * Which experiment runs on it is not its business.
 */
export class EngineLink {
  private client: Client | null = null;
  private passedOver: EngineInfo['passedOver'] = [];
  private deaths: { backend: BackendName | null; at: number }[] = [];
  private running: BackendName | null = null;
  private misfits: EngineInfo['passedOver'] = [];
  private closed = false;

  constructor(
    private readonly spawn: () => PageEnd,
    private readonly events: LinkEvents,
  ) {}

  /** The engine in use; an `EngineDied` where there is none. */
  get current(): Client {
    if (this.client === null) throw new EngineDied('no engine is running');
    return this.client;
  }

  get isRunning(): boolean {
    return this.client !== null;
  }

  /** Whether the engine was started without these backends and no others that do not do for an experiment. */
  wasStartedWithout(misfits: EngineInfo['passedOver']): boolean {
    const named = (those: EngineInfo['passedOver']) => those.map(({ backend }) => backend).join();
    return named(misfits) === named(this.misfits);
  }

  /**
   * Ends what runs and starts anew, on `wanted` where one was chosen by hand, on none of `misfits`. Rejects with what is
   * wrong where nothing runs.
   */
  async start(wanted: BackendName | null, misfits: EngineInfo['passedOver'], reason: string): Promise<EngineInfo> {
    this.client?.end(reason);
    this.client = null;
    this.running = null;
    if (this.closed) throw new EngineDied('the engine was put away');
    this.misfits = misfits;
    const lifeline = `engine ${crypto.randomUUID?.() ?? Math.random()}`;
    const client = connect(
      this.spawn(),
      this.listeners(() => client, lifeline),
    );
    this.client = client;
    const passedOver = [...this.passedOver, ...misfits.filter((each) => !this.passedOver.some(({ backend }) => backend === each.backend))];
    const info = await client.call('start', { backend: wanted, passedOver, lifeline });
    this.running = info.backend;
    return info;
  }

  /** Ends what runs, and starts nothing any more. */
  close(): void {
    this.closed = true;
    this.client?.end('the engine was put away');
    this.client = null;
  }

  /** Forgets which backends failed, since a person chose anew. */
  forgive(): void {
    this.passedOver = [];
    this.deaths = [];
  }

  private listeners(owner: () => Client, lifeline: string): Listeners {
    const alive = (): boolean => this.client === owner();
    return {
      trying: (backend) => {
        if (!alive()) return;
        this.running = backend;
        // It holds its lock before it tries the first backend.
        owner().watchOver(lifeline);
      },
      frame: (frame) => alive() && this.events.frame(frame),
      busy: (text) => alive() && this.events.busy(text),
      exploded: (message) => alive() && this.events.exploded(message),
      undone: (message) => alive() && this.events.undone(message),
      lost: ({ reason, unfit, handed }) => alive() && (unfit.length > 0 ? this.retire(reason, unfit, handed) : this.bury(reason, handed)),
      died: (reason) => alive() && this.bury(reason, null),
    };
  }

  private bury(reason: string, handed: Handed | null): void {
    this.client?.end(reason);
    this.client = null;
    this.count(reason);
    this.events.gone(reason, handed);
  }

  private retire(reason: string, keys: readonly ExperimentKey[], handed: Handed | null): void {
    const backend = this.running;
    if (backend === null) return this.bury(reason, handed);
    this.client?.end(reason);
    this.client = null;
    this.events.unfit(backend, reason, keys, handed);
  }

  private count(reason: string): void {
    const backend = this.running;
    const now = Date.now();
    this.deaths = [...this.deaths.filter(({ at }) => now - at < SPAN_MS), { backend, at: now }];
    if (backend === null || this.deaths.filter((death) => death.backend === backend).length < DEATHS) return;
    this.passedOver = [...this.passedOver, { backend, reason: `it stopped ${DEATHS} times, last because ${reason}` }];
  }

  /** Whether starting again has a chance: not after the engine died several times without naming a backend. */
  get hopeless(): boolean {
    return this.deaths.filter(({ backend }) => backend === null).length >= DEATHS;
  }
}
