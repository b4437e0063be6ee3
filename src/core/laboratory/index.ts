import type { FigureName } from './names.ts';
import { measureSingularValues, type SingularValues } from './singularValues.ts';
import type { Subject } from './subject.ts';
import { measureTriangle, type Triangle } from './triangle.ts';
import { measureWaterfall, type Waterfall } from './waterfall.ts';

/** What each figure of the laboratory measures. */
export interface Taken {
  readonly triangle: Triangle;
  readonly waterfall: Waterfall;
  readonly 'singular-values': SingularValues;
}

type Measures = { readonly [N in FigureName]: (subject: Subject) => Promise<Taken[N]> | Taken[N] };

/** How each figure is measured: a new one is a file, its result in `Taken`, and a line here. */
export const MEASURES: Measures = {
  triangle: measureTriangle,
  waterfall: measureWaterfall,
  'singular-values': measureSingularValues,
};
