import { digestOf } from '../core/digest.ts';
import type { Experiment } from '../core/experiment.ts';
import { taskOf } from '../core/tasks/index.ts';
import { isSupplied, type Material, materialOf, supply } from '../core/tasks/material.ts';
import type { Client } from '../protocol/client.ts';

/** Data that the task on show waits for. */
export interface Wait {
  readonly material: Material;
  /** `missing`: a person has to give it, since no server has it. */
  readonly status: 'loading' | 'failed' | 'stopped' | 'missing';
  /** Bytes that came so far. */
  readonly loaded: number;
  /** Why it failed; null where it did not. */
  readonly reason: string | null;
}

/** What of the browser the data come from. */
export interface Stock {
  /** Fetches a file of the page. Rejects with a sentence's worth of reason, or with an `AbortError`. */
  load(file: string, progress: (loaded: number) => void, signal: AbortSignal): Promise<Uint8Array>;
  /** What a person gave earlier, kept on this device; null where it is not there. */
  recall(name: string): Promise<Uint8Array | null>;
  keep(name: string, bytes: Uint8Array): Promise<void>;
}

/** The task's data are not here, and a person sees why and what to do. */
export class Wanting extends Error {
  override readonly name: string = 'Wanting';
}

/** The data are no longer waited for, since another experiment was asked for: nothing is to be said of it. */
class Superseded extends Wanting {
  override readonly name = 'Superseded';
}

const STOPPED = 'stopped';
const SUPERSEDED = 'superseded';

/** Fetches what tasks need, once, and checks it; what is broken or cut off is told and never used. */
export class Materials {
  private loading: AbortController | null = null;

  constructor(
    private readonly stock: Stock,
    private readonly show: (wait: Wait | null) => void,
  ) {}

  /** Resolves when the data are supplied. @throws {Wanting} where they cannot be had now. */
  async have(material: Material): Promise<void> {
    this.leave();
    if (isSupplied(material.name)) return this.show(null);
    const life = new AbortController();
    this.loading = life;
    try {
      const bytes =
        material.file === null ? await this.recalled(material, life.signal) : await this.fetched(material, material.file, life.signal);
      if (life.signal.aborted) throw new Superseded(`${material.title} is no longer waited for`);
      supply(material.name, bytes);
      this.show(null);
    } finally {
      if (this.loading === life) this.loading = null;
    }
  }

  /** A file of the page, fetched and supplied without a word. */
  async provide({ name, title, file }: Material): Promise<void> {
    if (isSupplied(name)) return;
    if (file === null) throw new Wanting(`${title} has to be given by a person`);
    supply(name, await this.whole(name, file, () => {}, new AbortController().signal));
  }

  /** The bytes of a file, all of them and no others. */
  private async whole(
    name: string,
    { bytes: length, digest }: NonNullable<Material['file']>,
    progress: (loaded: number) => void,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const bytes = await this.stock.load(name, progress, signal);
    if (bytes.length !== length) throw new Error(`it has ${bytes.length} bytes where ${length} were expected`);
    if (digestOf(bytes) !== digest) throw new Error('its bytes are not those that were expected');
    return bytes;
  }

  /** Ends what is being fetched; the rest waits until it is asked for again. */
  stop(): void {
    this.loading?.abort(STOPPED);
    this.loading = null;
  }

  /** Another experiment is opened: what was on its way for the one before says no more. */
  leave(): void {
    this.loading?.abort(SUPERSEDED);
    this.loading = null;
  }

  /** What a person gave, kept for the next visit where the browser lets it. */
  give(name: string, bytes: Uint8Array): void {
    supply(name, bytes);
    this.stock.keep(name, bytes).catch(() => {});
  }

  private async recalled(material: Material, signal: AbortSignal): Promise<Uint8Array> {
    const bytes = await this.stock.recall(material.name).catch(() => null);
    if (signal.aborted) throw new Superseded(`${material.title} is no longer waited for`);
    if (bytes !== null && isWhole(material.name, bytes)) return bytes;
    this.show({ material, status: 'missing', loaded: 0, reason: null });
    throw new Wanting(`${material.title} is not on this device: give it again`);
  }

  private async fetched(material: Material, file: NonNullable<Material['file']>, signal: AbortSignal): Promise<Uint8Array> {
    const tell = (status: Wait['status'], loaded: number, reason: string | null = null): void => {
      if (this.loading?.signal === signal || status === 'stopped') this.show({ material, status, loaded, reason });
    };
    tell('loading', 0);
    let loaded = 0;
    const progress = (now: number): void => {
      loaded = now;
      tell('loading', now);
    };
    try {
      return await this.whole(material.name, file, progress, signal);
    } catch (error) {
      if (signal.reason === SUPERSEDED) throw new Superseded(`${material.title} is no longer waited for`, { cause: error });
      const reason = error instanceof Error ? error.message : String(error);
      tell(signal.aborted ? 'stopped' : 'failed', loaded, signal.aborted ? null : reason);
      throw new Wanting(signal.aborted ? `${material.title} was stopped: ask for it again` : `${material.title} did not come: ${reason}`, {
        cause: error,
      });
    }
  }
}

/** What a person gave stands under its digest; bytes that were kept and damaged do not fit it. */
const isWhole = (name: string, bytes: Uint8Array): boolean => name.slice(name.indexOf(':') + 1) === String(digestOf(bytes));

/** What a task of an experiment needs and is not in the code. */
export const materialFor = ({ task, options }: Experiment): Material | null => taskOf(task).material?.(options) ?? null;

/** The same, where it is here; null where it is not, or nothing is needed. */
export function suppliedFor(experiment: Experiment): Material | null {
  const material = materialFor(experiment);
  return material !== null && isSupplied(material.name) ? material : null;
}

/** Hands data that are here on to an engine, once to each. */
export function supplier(): (engine: Client, material: Material | null) => Promise<void> {
  const given = new WeakMap<Client, Set<string>>();
  return async (engine, material) => {
    if (material === null) return;
    const names = given.get(engine) ?? new Set();
    given.set(engine, names);
    if (names.has(material.name)) return;
    names.add(material.name);
    await engine.call('supply', { name: material.name, bytes: materialOf(material.name) });
  };
}
