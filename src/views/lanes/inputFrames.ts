import type { Trace } from '../../core/trace.ts';
import { HATCHED, paintHeat } from '../paint/heat.ts';
import { css } from '../paint/ink.ts';
import { shade } from '../paint/ramps.ts';
import { columnWidth, leftOf } from './axis.ts';
import { divergingLegend } from './diverging.ts';
import type { Tick } from './domain.ts';
import type { Lane, Setting, Stage } from './lane.ts';
import { largestOf } from './target.ts';
import { fixed, signed } from './words.ts';

/** What depends on how the input is drawn. */
export interface InputLane extends Pick<Lane, 'size' | 'domain' | 'ticks' | 'paint' | 'describe' | 'read'> {
  explanation(setting: Setting): string;
  formula(setting: Setting): string | undefined;
  readonly legend?: typeof divergingLegend;
}

/** Frames stand above, the bars of what the answer blames each of them for below; in CSS pixels. */
const [FRAMES, GAP, BAND] = [78, 4, 16];
const HEIGHT = FRAMES + GAP + BAND;
/** Lanes may be so much higher where their titles take two lines. */
const MORE = 20;
/** Above and below what ticks are placed in. */
const INSET = 3;

/** Frames are told in deviations from what is usual in training; few numbers lie beyond three. */
const DOMAIN = { low: -3, high: 3 } as const;

const tick = (y: number, text: string): Tick => ({ at: (y - INSET) / (HEIGHT - 2 * INSET), text });

/** All numbers of each step, the loudness first; below, how much the loss blames each step. */
export const framesLane: InputLane = {
  explanation: () =>
    'One column a frame, one row a number: above the loudness, below it the outline of the spectrum from coarse to fine, which tells vowels and hisses apart. Blue is more than usual, orange less. The violet bars say how much the answer blames each frame, beside the one that it blames most.',
  formula: () => 'cⱼ = Σ cos(π j (b + ½) / 20) · ln power in band b; the bars are ‖∂L/∂xₜ‖',
  size: () => ({ least: HEIGHT, most: HEIGHT + MORE }),
  domain: () => DOMAIN,
  ticks(_domain, { covered }, { inputs }) {
    const half = FRAMES / inputs / 2;
    const blame = covered ? [] : [tick(HEIGHT - BAND / 2, 'blame')];
    return [tick(half + 1, 'loud'), tick(FRAMES - half - 1, 'fine'), ...blame];
  },
  paint(stage) {
    const { context, trace, width, height, palette } = stage;
    const grid = { values: trace.x, offset: 0, columns: trace.steps, rows: trace.inputs };
    const colour = (value: number): number => (Number.isNaN(value) ? HATCHED : shade(palette.diverging, value / DOMAIN.high));
    paintHeat(context, width, height - GAP - BAND, grid, colour, palette);
    if (!stage.setting.covered) paintBlame(stage);
  },
  describe({ trace, setting: { covered } }) {
    const loudness = Array.from({ length: trace.steps }, (_, t) => trace.x[t * trace.inputs] ?? Number.NaN);
    const loudest = `It is loudest at step ${largestOf(loudness) + 1}`;
    return covered ? `${loudest}.` : `${loudest}; the answer blames step ${largestOf(blameShares(trace)) + 1} most.`;
  },
  read({ trace, setting: { covered } }, { step }) {
    const [loudness = Number.NaN, ...outline] = trace.x.subarray(step * trace.inputs, (step + 1) * trace.inputs);
    const most = largestOf(outline.map(Math.abs));
    const heard = `loud ${signed(loudness, 1)}, c${most + 1} ${signed(outline[most] ?? Number.NaN, 1)}`;
    return covered ? heard : `${heard}, blame ${fixed(100 * (blameShares(trace)[step] ?? 0), 0)} %`;
  },
  legend: divergingLegend,
};

function paintBlame({ context, trace, width, height: bottom, palette }: Stage): void {
  const axis = { steps: trace.steps, width };
  const gap = columnWidth(axis) >= 4 ? 1 : 0;
  context.fillStyle = css(palette.ink('line'));
  context.fillRect(0, bottom - 1, width, 1);
  context.fillStyle = css(palette.ink('blame'));
  blameShares(trace).forEach((share, t) => {
    const height = share * (BAND - 1);
    if (height > 0) context.fillRect(leftOf(axis, t) + gap / 2, bottom - 1 - height, Math.max(1, columnWidth(axis) - gap), height);
  });
}

/** ‖∂L/∂xₜ‖ over the largest of them; 0 where it is not a number or all of it has vanished. */
function blameShares({ norms, steps }: Pick<Trace, 'norms' | 'steps'>): readonly number[] {
  const sizes = Array.from({ length: steps }, (_, t) => norms['x']?.[t] ?? 0).map((size) => (Number.isFinite(size) ? size : 0));
  const most = Math.max(...sizes);
  return sizes.map((size) => (most > 0 ? size / most : 0));
}
