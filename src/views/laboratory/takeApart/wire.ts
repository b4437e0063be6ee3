import type { Wire } from '../../../core/laboratory/jacobian/wire.ts';
import { leftOf } from '../../lanes/axis.ts';
import type { Box } from '../../lanes/labelRoom.ts';
import { css } from '../../paint/ink.ts';
import { textWidth, writeLabel } from '../../paint/label.ts';
import { strokeLine } from '../../paint/strokes.ts';
import type { Stage } from './figure.ts';

const LABEL = 'wire cut';
/** Half the height of the label. */
const HALF = 8;

/** What blame does otherwise than the figure shows, which is how the state goes forward; nothing where it follows. */
export function wireText({ cuts, isBoosted }: Wire): string {
  const steps = cuts.map((t) => t + 1);
  const last = steps.at(-1);
  const places = steps.length > 1 ? `steps ${steps.slice(0, -1).join(', ')} and ${last}` : `step ${last}`;
  const cut = steps.length === 0 ? '' : `The wire is cut at ${places}: no blame passes there, though the state does.`;
  const boosted = isBoosted ? 'Small blame is boosted on its way and does not shrink as this does.' : '';
  return [cut, boosted].filter((text) => text !== '').join(' ');
}

/** What is to be said of blame that was boosted, after what a figure says of it. */
export const boostText = ({ isBoosted }: Pick<Wire, 'isBoosted'>): string =>
  isBoosted ? ' Small blame is boosted on its way: this is no gradient.' : '';

/** A stroke before each step that hands no blame on, the last one named; returns what they take of the drawing. */
export function paintCuts(
  { context, width, palette, trace }: Pick<Stage<never>, 'context' | 'width' | 'palette' | 'trace'>,
  height: number,
  { cuts }: Wire,
): readonly Box[] {
  const boxes = cuts.map((t): Box => {
    const x = leftOf({ steps: trace.steps, width }, t);
    strokeLine(
      context,
      [
        [x, 0],
        [x, height],
      ],
      css(palette.ink('explode')),
      1.5,
      [6, 2, 1.5, 2],
    );
    return [x - 1, 0, x + 1, height];
  });
  const last = boxes.at(-1);
  if (last === undefined) return [];
  const wide = textWidth(context, LABEL, 600);
  const x = Math.max(2, Math.min(last[0] - wide - 4, width - wide - 2));
  writeLabel(context, width, { text: LABEL, x, y: HALF, colour: palette.ink('explode'), paper: palette.ink('paper'), weight: 600 });
  return [...boxes, [x, 0, x + wide, 2 * HALF]];
}
