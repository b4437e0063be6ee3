import type { OptimizerName } from '../../core/choices.ts';
import type { Memory } from '../../core/plan/memory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Held } from '../backends/backend.ts';
import { epsilonFor } from '../executor/epsilon.ts';
import { type Iteration, KernelError, type MakeExecutor } from '../executor/executor.ts';
import { type Host, type Kernels, makeHostExecutor, type Side, type Update } from '../executor/host.ts';
import { argumentsOf, type IterationExports, moduleOf } from './iteration.ts';
import { hasRelaxedSimd } from './relaxed.ts';

const PAGE = 65536;
/** Pages that a memory of 32-bit addresses can have. */
const MOST_PAGES = 65536;

/** Executors that compile each network to a module of its own. `relaxed` allows what the machine may round as it likes. */
export function createWasmMaker(): { readonly make: MakeExecutor; memory(): Held } {
  const hosts = new Set<WasmHost>();
  const fast = hasRelaxedSimd();
  return {
    make: (network, optimizer, parameters, { floor, exact }) =>
      makeHostExecutor(network, optimizer, parameters, epsilonFor(floor), (plan) => {
        const host = new WasmHost(plan, optimizer, fast && !exact, () => hosts.delete(host));
        hosts.add(host);
        return host;
      }),
    memory: () => ({ buffers: hosts.size, bytes: [...hosts].reduce((sum, { bytes }) => sum + bytes, 0) }),
  };
}

/** One memory of WebAssembly and the modules over it. */
class WasmHost implements Host {
  readonly plan: Plan;
  readonly lanes = 4;
  private readonly optimizer: OptimizerName;
  private readonly relaxed: boolean;
  private readonly onDispose: () => void;
  private readonly pages = new WebAssembly.Memory({ initial: 1 });
  private view: Float32Array;

  constructor(plan: Plan, optimizer: OptimizerName, relaxed: boolean, onDispose: () => void) {
    this.plan = plan;
    this.optimizer = optimizer;
    this.relaxed = relaxed;
    this.onDispose = onDispose;
    this.view = new Float32Array(this.pages.buffer);
  }

  get bytes(): number {
    return this.view.byteLength;
  }

  memory(length: number): Float32Array {
    if (this.view.length < length) this.grow(Math.ceil((4 * length - this.view.byteLength) / PAGE));
    return this.view;
  }

  kernels(at: Memory): Kernels {
    return new WasmKernels(this, at, this.compile(at));
  }

  dispose(): void {
    this.onDispose();
  }

  private grow(pages: number): void {
    const wanted = this.pages.buffer.byteLength / PAGE + pages;
    if (wanted > MOST_PAGES) throw new KernelError(`${Math.ceil((wanted * PAGE) / 2 ** 20)} MiB are more than WebAssembly can address`);
    try {
      this.pages.grow(pages);
    } catch (cause) {
      throw new KernelError(`no room for ${Math.ceil((wanted * PAGE) / 2 ** 20)} MiB of memory`, { cause });
    }
    this.view = new Float32Array(this.pages.buffer);
  }

  private compile(at: Memory): IterationExports {
    try {
      const module = new WebAssembly.Module(moduleOf(this.plan, at, this.optimizer, this.relaxed));
      return new WebAssembly.Instance(module, { env: { memory: this.pages } }).exports as unknown as IterationExports;
    } catch (cause) {
      throw new KernelError(`WebAssembly refused a module: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }
}

class WasmKernels implements Kernels {
  private readonly host: WasmHost;
  private readonly at: Memory;
  private readonly exports: IterationExports;

  constructor(host: WasmHost, at: Memory, exports: IterationExports) {
    this.host = host;
    this.at = at;
    this.exports = exports;
  }

  iterate(side: Side, next: Side, update: Update): Iteration {
    const loss = this.exports.iterate(...argumentsOf(this.at, side, next, update));
    const view = this.host.memory(this.at.length);
    const result = (k: number): number => view[this.at.results + k] ?? Number.NaN;
    return { loss, gradientNorm: result(0), largest: result(1) };
  }

  differentiate(side: Side): number {
    return this.exports.differentiate(4 * this.at.theta[side]);
  }
}
