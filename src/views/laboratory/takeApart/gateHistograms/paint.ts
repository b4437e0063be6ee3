import type { Histogram } from '../../../../core/laboratory/gateHistograms.ts';
import { fixed } from '../../../lanes/words.ts';
import { css } from '../../../paint/ink.ts';
import { type Label, writeLabel } from '../../../paint/label.ts';
import { strokeLine } from '../../../paint/strokes.ts';
import type { Stage } from '../figure.ts';
import { percent } from '../percent.ts';
import { sharesOf } from './words.ts';

/** Of one histogram, in CSS pixels, with the words above its bars and the numbers under them. */
export const ROW = 84;
const [ABOVE, UNDER] = [18, 16];
/** The top of the bars is the smallest of these shares that holds them, so that it seldom changes. */
const TOPS = [0.1, 0.2, 0.5, 1] as const;

export function paintGateHistograms(stage: Stage<'gate-histograms'>): void {
  for (const [k, histogram] of stage.taken.histograms.entries()) paintHistogram(stage, histogram, k * ROW);
}

function paintHistogram({ context, width, palette }: Stage<'gate-histograms'>, histogram: Histogram, y: number): void {
  const { name, low, high, bins } = histogram;
  const [top, bottom] = [y + ABOVE, y + ROW - UNDER];
  const [ink, muted, paper] = [palette.ink('ink'), palette.ink('muted'), palette.ink('paper')];
  const most = Math.max(...bins);
  const scale = TOPS.find((each) => each >= most) ?? 1;
  const wide = width / bins.length;
  for (const [k, share] of bins.entries()) {
    const saturated = isSaturated(histogram, k);
    context.fillStyle = css(palette.ink('sunk'), saturated ? 1 : 0.35);
    context.fillRect(k * wide, top, wide + 0.5, bottom - top);
    const tall = Math.min(1, share / scale) * (bottom - top);
    context.fillStyle = css(palette.ink(saturated ? 'accent' : 'bars'));
    context.fillRect(k * wide + 1, bottom - tall, Math.max(1, wide - 2), tall);
  }
  strokeLine(
    context,
    [
      [0, bottom + 0.5],
      [width, bottom + 0.5],
    ],
    css(muted),
    1,
  );
  writeLabel(context, width, { text: name, x: 0, y: y + 9, colour: ink, paper, weight: 600 });
  writeLabel(context, width, { text: sharesOf(histogram), x: width, y: y + 9, align: 'right', colour: ink, paper });
  writeLabel(context, width, { text: percent(scale), ...clearOf(bins, width), y: top + 7, colour: muted, paper });
  for (const share of [0, 0.5, 1]) {
    const text = fixed(low + share * (high - low), high - low > 20 ? 0 : 1);
    writeLabel(context, width, { text, x: share * width, y: bottom + 9, align: 'center', colour: muted, paper });
  }
}

/** At the left, in the middle or at the right, wherever the bars below are lowest. */
function clearOf(bins: readonly number[], width: number): Pick<Label, 'x' | 'align'> {
  const third = Math.ceil(bins.length / 4);
  const middle = Math.floor((bins.length - third) / 2);
  const most = (from: number): number => Math.max(...bins.slice(from, from + third));
  const places = [
    { most: most(0), x: 4, align: 'left' },
    { most: most(middle), x: width / 2, align: 'center' },
    { most: most(bins.length - third), x: width - 4, align: 'right' },
  ] as const;
  const { x, align } = places.reduce((best, place) => (place.most < best.most ? place : best));
  return { x, align };
}

/** Bins that lie wholly where the slope is small; of what is rectified the one of 0. */
function isSaturated({ kind, bins, low, high }: Histogram, k: number): boolean {
  const [from, to] = [low + ((high - low) * k) / bins.length, low + ((high - low) * (k + 1)) / bins.length];
  if (kind === 'gate') return to <= 0.1 + 1e-9 || from >= 0.9 - 1e-9;
  if (kind === 'candidate') return to <= -0.9 + 1e-9 || from >= 0.9 - 1e-9;
  return kind === 'rectified' && k === 0;
}
