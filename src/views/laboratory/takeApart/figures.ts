import type { FigureName } from '../../../core/laboratory/names.ts';
import { byLag } from './byLag.ts';
import type { Figure } from './figure.ts';
import { forgetting } from './forgetting.ts';
import { gateHistograms } from './gateHistograms/figure.ts';
import { singularValues } from './singularValues.ts';
import { stateSpace } from './stateSpace/figure.ts';
import { triangle } from './triangle.ts';
import { waterfall } from './waterfall.ts';

/** How each figure is drawn: a new one is a file and a line here. */
export const FIGURES: { readonly [N in FigureName]: Figure<N> } = {
  triangle,
  waterfall,
  'singular-values': singularValues,
  'by-lag': byLag,
  forgetting,
  'state-space': stateSpace,
  'gate-histograms': gateHistograms,
};
