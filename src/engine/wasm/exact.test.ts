import { expect, test } from 'vitest';
import { BUILTIN, cellOf } from '../../core/cell/builtin.ts';
import { OPTIMIZERS } from '../../core/choices.ts';
import { memoryOf } from '../../core/plan/memory.ts';
import { planOf } from '../../core/plan/planOf.ts';
import { MOMENTS } from '../executor/host.ts';
import { moduleOf } from './iteration.ts';

/** How the format writes relaxed_madd and relaxed_nmadd: 0xfd, then 0x105 or 0x106 in LEB128. */
const RELAXED = [
  [0xfd, 0x85, 0x02],
  [0xfd, 0x86, 0x02],
];

function relaxedIn(bytes: Uint8Array): number {
  const starts = (code: readonly number[], at: number): boolean => code.every((byte, k) => bytes[at + k] === byte);
  return bytes.reduce((count, _, at) => count + Number(RELAXED.some((code) => starts(code, at))), 0);
}

test.each(Object.keys(BUILTIN))('an exact module of %s holds no instruction that machines may round as they like', (cell) => {
  for (const loss of ['mse', 'crossEntropy'] as const) {
    const plan = planOf({ cell: cellOf(cell), inputs: 3, units: 5, layers: 2, outputs: 3, loss });
    for (const optimizer of OPTIMIZERS) {
      const at = memoryOf(plan, 7, 9, 4, MOMENTS[optimizer]);
      expect(relaxedIn(moduleOf(plan, at, optimizer, false))).toBe(0);
      expect(relaxedIn(moduleOf(plan, at, optimizer, true))).toBeGreaterThan(0);
    }
  }
});
