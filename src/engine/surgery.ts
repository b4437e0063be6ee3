import { spectralRadius } from '../core/initialise.ts';
import { layoutOf, type Slot } from '../core/network.ts';
import { withEigenvalue, withSpectralRadius } from '../core/operate/eigen.ts';
import type { Surgery } from '../core/operate/surgery.ts';
import type { Trace } from '../core/trace.ts';
import type { Calls, Frame, Look } from '../protocol/messages.ts';
import type { Open } from './ready.ts';

/**
 * Puts other numbers in the place of a recurrent matrix, measured before and after at the same iteration. The optimiser
 * goes on with the moments and the age that it has: they speak of the gradient, which changes with the weights only little
 * by little.
 */
export async function operateOn(
  { run, observer, machine }: Open,
  surgery: Surgery,
  look: Look,
  show: (measuring: Promise<Frame>) => Promise<Trace>,
): Promise<Calls['surgery']['receive']> {
  const slot = slotOf(run.network, surgery);
  const end = slot.offset + slot.rows * slot.columns;
  const inside = run.cuts.some((index) => index >= slot.offset && index < end);
  if (inside && surgery.kind === 'eigenvalue')
    throw new Error(`A connection of ${surgery.matrix} is cut, and to move an eigenvalue would bring it back: take the cut away first.`);
  const before = await show(observer.picture(look));
  const weights = await run.executor.weights();
  const former = weights.parameters.slice(slot.offset, end);
  const parameters = weights.parameters.slice();
  parameters.set(operated(surgery, former, slot.rows), slot.offset);
  if (machine.isBack) observer.departed();
  await machine.replace({ ...weights, parameters });
  observer.changed();
  return { before, after: await show(observer.still(look)), former, radius: spectralRadius(former, slot.rows) };
}

function slotOf(network: Parameters<typeof layoutOf>[0], { matrix, layer }: Surgery): Slot {
  const slot = layoutOf(network).slots.find((each) => each.name === matrix && each.layer === layer);
  if (slot === undefined || slot.rows !== slot.columns) throw new Error(`Layer ${layer + 1} has no square matrix ${matrix}.`);
  return slot;
}

function operated(surgery: Surgery, former: Float32Array, size: number): Float32Array {
  switch (surgery.kind) {
    case 'radius':
      return withSpectralRadius(former, size, surgery.radius);
    case 'eigenvalue':
      return withEigenvalue(former, size, surgery.from, surgery.to);
    case 'values':
      if (surgery.values.length === former.length) return surgery.values;
      throw new RangeError(`${surgery.values.length} numbers do not fit ${surgery.matrix}, which has ${former.length}.`);
  }
}
