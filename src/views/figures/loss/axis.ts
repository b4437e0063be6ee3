import type { Baseline } from '../../../core/tasks/task.ts';
import type { Tick } from '../iterations.ts';
import { superscript } from '../numbers.ts';
import type { Extent } from './extent.ts';

/** The logarithms (base 10) of the losses at the bottom and the top of the axis. */
export interface Decades {
  readonly low: number;
  readonly high: number;
}

/** What a prediction takes of the axes. */
export interface Room extends Decades {
  readonly end: number;
}

const NARROWEST = 2;
const WIDEST = 16;
/** Ends of the axis stand at 1, 2 or 5 times a power of ten. */
const ENDS = [0, Math.log10(2), Math.log10(5), 1] as const;
/** Room over the baselines, times the highest: losses tend to begin there. */
const HEADROOM = 4;
const SLACK = 1e-9;

/** The axis that holds all losses so far and all baselines; it only ever widens within a run, up to `WIDEST`. */
export function decadesOf({ low, high }: Extent, baselines: readonly Baseline[]): Decades {
  const known = baselines.map(({ loss }) => loss).filter((loss) => loss > 0);
  const start = known.length === 0 ? 0 : endAbove(Math.log10(HEADROOM * Math.max(...known)));
  const levels = [low, high, ...known].filter((level) => level > 0 && Number.isFinite(level)).map(Math.log10);
  const top = Math.max(start, endAbove(Math.max(start, ...levels)));
  const bottom = endBelow(Math.min(Math.floor(start - NARROWEST), ...levels));
  return { low: Math.max(bottom, top - WIDEST), high: top };
}

/** The nearest end at or above a logarithm. */
function endAbove(level: number): number {
  const power = Math.floor(level);
  return power + (ENDS.find((end) => level - power <= end + SLACK) ?? 1);
}

/** The nearest end at or below a logarithm: 5 · 10^−k mirrors 2 · 10^(k−1). */
function endBelow(level: number): number {
  return -endAbove(-level);
}

/** Place of a loss from the top (0) to the bottom (1). */
export function placeOf(loss: number, { low, high }: Decades): number {
  if (!(loss > 0)) return 1;
  return Math.min(1, Math.max(0, (high - Math.log10(loss)) / (high - low)));
}

/** Whole powers of ten, at most five of them. */
export function lossTicks({ low, high }: Decades): readonly Tick[] {
  const [first, last] = [Math.floor(high + SLACK), Math.ceil(low - SLACK)];
  const stride = Math.max(1, Math.ceil((first - last) / 4));
  const found: Tick[] = [];
  for (let power = first; power >= last; power -= stride) found.push({ at: (high - power) / (high - low), label: powerLabel(power) });
  return found;
}

/** 10, 1, 0.1, 0.01, 0.001, and 10⁻⁴ where the figure would no longer fit beside the axis. */
function powerLabel(power: number): string {
  if (power >= 0 && power <= 3) return String(10 ** power);
  return power < 0 && power >= -3 ? (10 ** power).toFixed(-power) : `10${superscript(power)}`;
}
