import { Module } from './assembler.ts';
import { f32x4 } from './opcodes.ts';

/** Sums that do not wait for each other: as many as the registers hold, since a product and a sum take six cycles. */
const CHAINS = 13;
const ROUND = 4;

export interface Peak {
  /** Floating-point operations of one call. */
  readonly operations: number;
  run(): number;
}

/**
 * Multiply-adds in registers alone, without a load: the most that a module can do on this processor. Operations by
 * seconds, warm, are the peak that kernels are measured against. `relaxed` needs relaxed SIMD.
 */
export function makePeak(rounds: number, relaxed: boolean): Peak {
  const module = new Module();
  module.define('peak', { rounds: 'i32', x: 'f32' }, (f, { rounds: times, x }) => {
    const [a, b] = [f.value(f32x4.splat(x)), f.value(f32x4.splat(f32x4.extract_lane(f32x4.const(0.5), 0)))];
    const chains = Array.from({ length: CHAINS }, (_, index) => f.value(f32x4.const(index)));
    f.repeat(times, () => {
      for (let k = 0; k < ROUND; k++) {
        for (const sum of chains) f.set(sum, relaxed ? f32x4.relaxed_madd(a, b, sum) : f32x4.add(f32x4.mul(sum, b), a));
      }
    });
    return f32x4.extract_lane(
      chains.reduce((sum, chain) => f.value(f32x4.add(sum, chain))),
      0,
    );
  });
  const memory = new WebAssembly.Memory({ initial: 0 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } });
  const peak = exports['peak'] as (rounds: number, x: number) => number;
  return { operations: rounds * CHAINS * ROUND * 8, run: () => peak(rounds, 1) };
}
