import { type ByLag, measureByLag } from './byLag.ts';
import { type Forgetting, measureForgetting } from './forgetting.ts';
import type { FigureName } from './names.ts';
import type { Subject } from './subject.ts';
import { measureTriangle, type Triangle } from './triangle.ts';

/** What each figure of the laboratory measures. */
export interface Taken {
  readonly triangle: Triangle;
  readonly 'by-lag': ByLag;
  readonly forgetting: Forgetting;
}

type Measures = { readonly [N in FigureName]: (subject: Subject) => Promise<Taken[N]> | Taken[N] };

/** How each figure is measured: a new one is a file, its result in `Taken`, and a line here. */
export const MEASURES: Measures = {
  triangle: measureTriangle,
  'by-lag': measureByLag,
  forgetting: measureForgetting,
};
