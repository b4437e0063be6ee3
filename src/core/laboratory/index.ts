import { type ByLag, measureByLag } from './byLag.ts';
import { type Forgetting, measureForgetting } from './forgetting.ts';
import { type GateHistograms, measureGateHistograms } from './gateHistograms.ts';
import type { FigureName } from './names.ts';
import { measureSingularValues, type SingularValues } from './singularValues.ts';
import { measureStateSpace, type StateSpace } from './stateSpace.ts';
import type { Subject } from './subject.ts';
import { measureTriangle, type Triangle } from './triangle.ts';
import { measureWaterfall, type Waterfall } from './waterfall.ts';

/** What each figure of the laboratory measures. */
export interface Taken {
  readonly triangle: Triangle;
  readonly 'by-lag': ByLag;
  readonly forgetting: Forgetting;
  readonly 'state-space': StateSpace;
  readonly 'gate-histograms': GateHistograms;
  readonly waterfall: Waterfall;
  readonly 'singular-values': SingularValues;
}

/** A measure may go on from what it gave the last time, of which typed arrays were handed over to the page and are empty. */
type Measures = { readonly [N in FigureName]: (subject: Subject, last: Taken[N] | null) => Promise<Taken[N]> | Taken[N] };

/** How each figure is measured: a new one is a file, its result in `Taken`, and a line here. */
export const MEASURES: Measures = {
  triangle: measureTriangle,
  'by-lag': measureByLag,
  forgetting: measureForgetting,
  'state-space': measureStateSpace,
  'gate-histograms': measureGateHistograms,
  waterfall: measureWaterfall,
  'singular-values': measureSingularValues,
};
