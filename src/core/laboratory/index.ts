import { type ByLag, measureByLag } from './byLag.ts';
import { type Forgetting, measureForgetting } from './forgetting.ts';
import { type GateHistograms, measureGateHistograms } from './gateHistograms.ts';
import type { Chained } from './jacobian/chain.ts';
import type { FigureName } from './names.ts';
import { measureSingularValues, type SingularValues } from './singularValues.ts';
import { measureStateSpace, type StateSpace } from './stateSpace.ts';
import { measureTriangle, type Triangle } from './triangle.ts';
import { measureWaterfall, type Waterfall } from './waterfall.ts';

export { sharedBy } from './jacobian/chain.ts';

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

/** What is looked at, of which a figure may depend: the sequence on show, the layer on show, the step under the cursor. */
export type Aspect = 'sequence' | 'layer' | 'step';

/** How a figure is measured. */
interface Measure<T> {
  /** What it depends on beside the network with its weights: where none of it changes, the figure stays as it is. */
  readonly of: readonly Aspect[];
  /** Whether it takes the chain of Jacobians, as others do: they are measured together. */
  readonly isChained?: boolean;
  /** It may go on from what it gave the last time, of which typed arrays were handed over to the page and are empty. */
  take(subject: Chained, last: T | null): Promise<T> | T;
}

/** A new figure is a file, its result in `Taken`, and a line here. */
export const MEASURES: { readonly [N in FigureName]: Measure<Taken[N]> } = {
  triangle: { of: ['sequence', 'layer'], take: measureTriangle },
  'by-lag': { of: ['sequence', 'layer'], take: measureByLag },
  forgetting: { of: ['sequence', 'layer', 'step'], take: measureForgetting },
  'state-space': { of: ['sequence', 'layer', 'step'], take: measureStateSpace },
  'gate-histograms': { of: ['layer'], take: measureGateHistograms },
  waterfall: { of: ['sequence', 'layer', 'step'], isChained: true, take: measureWaterfall },
  'singular-values': { of: ['sequence', 'layer', 'step'], isChained: true, take: measureSingularValues },
};
