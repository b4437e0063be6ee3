import type { OptimizerName } from '../../core/choices.ts';
import type { Memory } from '../../core/plan/memory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Held } from '../backends/backend.ts';
import { epsilonFor } from '../executor/epsilon.ts';
import { type Iteration, KernelError, type MakeExecutor } from '../executor/executor.ts';
import { type Host, type Kernels, makeHostExecutor, type Side, type Update } from '../executor/host.ts';
import { Pass } from './pass.ts';
import { largestOf, normOf, placesOf, UPDATES } from './updates.ts';

/** Executors in plain TypeScript. */
export function createCpuMaker(): { readonly make: MakeExecutor; memory(): Held } {
  const hosts = new Set<CpuHost>();
  return {
    make: (network, optimizer, parameters, { floor }) =>
      makeHostExecutor(network, optimizer, parameters, epsilonFor(floor), (plan) => {
        const host = new CpuHost(plan, optimizer, () => hosts.delete(host));
        hosts.add(host);
        return host;
      }),
    memory: () => ({ buffers: hosts.size, bytes: [...hosts].reduce((sum, { bytes }) => sum + bytes, 0) }),
  };
}

class CpuHost implements Host {
  readonly plan: Plan;
  readonly lanes = 1;
  private readonly optimizer: OptimizerName;
  private readonly onDispose: () => void;
  private numbers = new Float32Array(0);

  constructor(plan: Plan, optimizer: OptimizerName, onDispose: () => void) {
    this.plan = plan;
    this.optimizer = optimizer;
    this.onDispose = onDispose;
  }

  get bytes(): number {
    return this.numbers.byteLength;
  }

  memory(length: number): Float32Array {
    if (this.numbers.length < length) this.grow(length);
    return this.numbers;
  }

  kernels(at: Memory): Kernels {
    const pass = new Pass(this.plan, at);
    this.memory(pass.length);
    return new CpuKernels(this, at, pass, this.optimizer);
  }

  dispose(): void {
    this.onDispose();
    this.numbers = new Float32Array(0);
  }

  private grow(length: number): void {
    try {
      const grown = new Float32Array(length);
      grown.set(this.numbers);
      this.numbers = grown;
    } catch (cause) {
      throw new KernelError(`no room for ${Math.ceil((4 * length) / 2 ** 20)} MiB of memory`, { cause });
    }
  }
}

class CpuKernels implements Kernels {
  private readonly host: CpuHost;
  private readonly at: Memory;
  private readonly pass: Pass;
  private readonly optimizer: OptimizerName;

  constructor(host: CpuHost, at: Memory, pass: Pass, optimizer: OptimizerName) {
    this.host = host;
    this.at = at;
    this.pass = pass;
    this.optimizer = optimizer;
  }

  /** Loss and norm overflow where float32 does, as on every other backend. */
  iterate(side: Side, next: Side, update: Update): Iteration {
    const { at, host } = this;
    const count = host.plan.parameters;
    const m = host.memory(this.pass.length);
    const loss = this.pass.run(m, at.theta[side], false);
    const norm = normOf(m, at.gradient, count);
    const scale = update.clip > 0 ? Math.min(1, update.clip / norm) : 1;
    UPDATES[this.optimizer](m, placesOf(at, count, side, next), scale, update);
    return { loss: Math.fround(loss), gradientNorm: Math.fround(norm), largest: largestOf(m, at.theta[next], count) };
  }

  differentiate(side: Side): number {
    return Math.fround(this.pass.run(this.host.memory(this.pass.length), this.at.theta[side], true));
  }
}
