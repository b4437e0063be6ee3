import type { Baseline } from '../../../core/tasks/task.ts';
import type { Tick } from '../iterations.ts';
import { superscript } from '../numbers.ts';
import type { Extent } from './extent.ts';

/** Whole powers of ten between which the losses are drawn: 10^low to 10^high. */
export interface Decades {
  readonly low: number;
  readonly high: number;
}

const FEWEST = 2;
const MOST = 16;

/** The decades that hold all losses so far and all baselines; they only ever widen within a run. */
export function decadesOf({ low, high }: Extent, baselines: readonly Baseline[]): Decades {
  const levels = [low, high, ...baselines.map(({ loss }) => loss)].filter((level) => level > 0 && Number.isFinite(level));
  if (levels.length === 0) return { low: -FEWEST, high: 0 };
  const top = Math.ceil(Math.log10(Math.max(...levels)) - 1e-9);
  const bottom = Math.floor(Math.log10(Math.min(...levels)) + 1e-9);
  return { low: Math.max(Math.min(bottom, top - FEWEST), top - MOST), high: top };
}

/** Place of a loss from the top (0) to the bottom (1). */
export function placeOf(loss: number, { low, high }: Decades): number {
  if (!(loss > 0)) return 1;
  return Math.min(1, Math.max(0, (high - Math.log10(loss)) / (high - low)));
}

export function lossTicks({ low, high }: Decades): readonly Tick[] {
  const stride = Math.ceil((high - low) / 4);
  const found: Tick[] = [];
  for (let power = high; power >= low; power -= stride) found.push({ at: (high - power) / (high - low), label: powerLabel(power) });
  return found;
}

/** 10, 1, 0.1, 0.01, 0.001, and 10⁻⁴ where the figure would no longer fit beside the axis. */
export function powerLabel(power: number): string {
  if (power >= 0 && power <= 3) return String(10 ** power);
  return power < 0 && power >= -3 ? (10 ** power).toFixed(-power) : `10${superscript(power)}`;
}
