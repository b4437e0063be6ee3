import type { Inside } from '../../core/analysis/inside.ts';
import type { Trace } from '../../core/trace.ts';
import { factor, magnitude } from './words.ts';

type Around = Pick<Trace, 'layers' | 'mask'>;

/**
 * How much blame a step hands to the step before. The measured norm there is more than that where the layer above, or
 * the loss of that step itself, adds to it.
 */
export function carries({ ratio, blame, step, layer, isCut, isBoosted }: Inside, { layers, mask }: Around): string {
  if (step === 0) return `the first step: its blame of ${magnitude(blame)} reaches only the empty memory before it`;
  if (Number.isNaN(ratio)) return `no blame arrives at step ${step + 1}, so there is none to carry further`;
  if (isCut) return `the wire is cut here: nothing of its blame goes to step ${step}`;
  if (isBoosted) return `hands ${factor(ratio)} × its blame on to step ${step}, where what is small is boosted`;
  const others = [...(layer < layers - 1 ? ['the layer above'] : []), ...(mask[step - 1] === 1 ? ['the loss of that step'] : [])];
  if (others.length === 0)
    return `‖∂L/∂s‖ at ${step} = ${factor(ratio)} × that at ${step + 1}: what this step carries one step further back`;
  return `hands ${factor(ratio)} × its blame on to step ${step}; there ${others.join(' and ')} ${others.length === 1 ? 'adds' : 'add'} to it`;
}
