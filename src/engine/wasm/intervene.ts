import type { Memory } from '../../core/plan/memory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { stillIn } from '../../core/plan/still.ts';
import type { Module, ModuleFunction } from './assembler.ts';
import { f32x4, i32, memory, v128 } from './opcodes.ts';

/** Turns the gradient into the one that learning gets; null where nothing is done to it. */
export function defineInterventions(module: Module, plan: Plan, at: Memory): ModuleFunction<Readonly<Record<never, never>>, 'void'> | null {
  const still = stillIn(plan);
  const limit = plan.network.interventions?.clipValue ?? 0;
  if (still.length === 0 && limit === 0) return null;
  return module.define('interventions', {}, (f) => {
    for (const { from, length } of still) f.do(memory.fill(4 * (at.gradient + from), 0, 4 * length));
    if (limit === 0) return;
    const pointer = f.value(i32.const(4 * at.gradient));
    const infinite = f.constant(Number.POSITIVE_INFINITY);
    f.repeat(at.parameters / 4, () => {
      const values = f.value(v128.load(pointer));
      const clipped = f32x4.max(f32x4.min(values, f.constant(limit)), f.constant(-limit));
      f.store(pointer, v128.bitselect(clipped, values, f32x4.lt(f32x4.abs(values), infinite)));
      f.advance(pointer, 16);
    });
  });
}
