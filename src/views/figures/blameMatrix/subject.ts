import type { Picture } from '../../../store/session.ts';
import type { Setting } from '../../lanes/lane.ts';
import { fits } from '../../lanes/scene.ts';
import type { Subject } from './words.ts';

/** What the picture holds of the matrix; null while it is not measured, or is still that of what was on show before. */
export function subjectOf({ trace, blame }: Pick<Picture, 'trace' | 'blame'>, setting: Setting): Subject | null {
  if (trace === null || blame === null || blame.steps !== trace.steps || !fits(trace, setting)) return null;
  if (blame.scored.length === 0 || blame.scored.some((step) => trace.mask[step] !== 1)) return null;
  return { matrix: blame, trace, drawing: setting.drawing, named: setting.loss === 'crossEntropy' };
}
