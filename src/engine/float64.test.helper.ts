import type { BackendName } from '../core/backend.ts';
import { differentiate } from '../core/cell/interpret.ts';
import type { Batch, Differentiation, Network } from '../core/network.ts';
import { NEVER, type Opened } from './backends/backend.ts';
import type { Backends } from './backends/index.ts';
import type { Executor, Iteration, Learning, MakeOptions } from './executor/executor.ts';

/** What an executor in a test does otherwise than it should, and what it is asked. */
export interface Ways {
  /** Throws for a shape that does not compile. */
  prepare?(network: Network, steps: number, size: number): void;
  /** What it measures instead of what is right. */
  measures?(right: Differentiation, network: Network): Differentiation;
  /** The update that it makes; −η g · clip/‖g‖ where it is right. */
  scale?(learning: Learning, norm: number): number;
  made?(network: Network, options: MakeOptions): void;
}

/** A plain gradient descent on the interpreter, its numbers rounded to float32: slow and right, where no way is given to be wrong. */
class Float64Executor implements Executor {
  private theta: Float32Array;

  constructor(
    private readonly network: Network,
    parameters: Float32Array,
    private readonly ways: Ways,
  ) {
    this.theta = parameters.slice();
  }

  async prepare(steps: number, size: number): Promise<void> {
    this.ways.prepare?.(this.network, steps, size);
  }

  async differentiate(batch: Batch): Promise<Differentiation> {
    const right = differentiate(this.network, Float64Array.from(this.theta), batch);
    const rounded = (arrays: Differentiation['states']) =>
      new Map([...arrays].map(([name, layers]) => [name, layers.map((values) => Float32Array.from(values))]));
    const measured: Differentiation = {
      loss: Math.fround(right.loss),
      outputs: Float32Array.from(right.outputs),
      states: rounded(right.states),
      gates: rounded(right.gates),
      stateGradients: rounded(right.stateGradients),
      inputGradients: Float32Array.from(right.inputGradients),
      parameterGradients: Float32Array.from(right.parameterGradients),
    };
    return this.ways.measures?.(measured, this.network) ?? measured;
  }

  async iterate(batch: Batch, learning: Learning): Promise<Iteration> {
    const { loss, parameterGradients } = await this.differentiate(batch);
    const gradient = Float64Array.from(parameterGradients);
    const norm = Math.hypot(...gradient);
    const scale = this.ways.scale?.(learning, norm) ?? learning.rate * (learning.clip > 0 ? Math.min(1, learning.clip / norm) : 1);
    this.theta = this.theta.map((value, k) => value - scale * (gradient[k] ?? 0));
    return { loss, gradientNorm: norm, largest: this.theta.reduce((most, value) => Math.max(most, Math.abs(value)), 0) };
  }

  undo(): boolean {
    return false;
  }

  async weights() {
    return { parameters: this.theta.slice(), moments: [], updates: 0 };
  }

  setWeights({ parameters }: { parameters: Float32Array }): void {
    this.theta = parameters.slice();
  }

  dispose(): void {}
}

export const float64 =
  (ways: Ways = {}): Opened['make'] =>
  (network, _optimizer, parameters, options) => {
    ways.made?.(network, options);
    return new Float64Executor(network, parameters, ways);
  };

/** A backend of such executors. */
export const openedWith = (ways: Ways = {}): Opened => ({
  adapter: 'float64',
  make: float64(ways),
  memory: () => ({ buffers: 3, bytes: 12 }),
  lost: NEVER,
  refused: () => null,
  lose: () => {},
});

/** Backends of which those named are there. */
export function backendsOf(there: Readonly<Partial<Record<BackendName, Opened>>>): Backends {
  const open = (name: BackendName) => async () => async (): Promise<Opened> => {
    const opened = there[name];
    if (opened === undefined) throw new Error(`there is no ${name} here`);
    return opened;
  };
  return { webgpu: open('webgpu'), webgl: open('webgl'), wasm: open('wasm'), cpu: open('cpu') };
}
