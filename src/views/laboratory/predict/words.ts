import { lossWords } from '../../../core/predict/lossWords.ts';
import { normWords } from '../../../core/predict/normWords.ts';
import { curveOf, type Prediction } from '../../../core/predict/prediction.ts';
import { scoreLoss } from '../../../core/predict/scoreLoss.ts';
import { scoreNorms } from '../../../core/predict/scoreNorms.ts';
import type { Baseline } from '../../../core/tasks/task.ts';
import type { Picture } from '../../../store/session.ts';
import type { Setting } from '../../lanes/lane.ts';
import { fits, layerOf, normsOf } from '../../lanes/scene.ts';

/** The prediction of the norm against the line on show: the layer, the norm and the sequence that the lane draws. Empty where there is nothing to compare. */
export function normComparison(prediction: Prediction, { trace }: Pick<Picture, 'trace'>, setting: Setting): readonly string[] {
  if (trace === null || !fits(trace, setting)) return [];
  const scene = { trace, setting, subject: '' };
  const { steps, scored, floor, mask, horizons } = trace;
  const isOne = mask.reduce((sum, mark) => sum + mark, 0) === 1 && (setting.norm === 'all' || trace.norms[setting.norm] === undefined);
  const horizon = isOne ? (horizons[layerOf(scene)] ?? null) : null;
  const score = scoreNorms(curveOf(prediction, steps), { norms: normsOf(scene), scored, floor, horizon });
  const words = score === null ? ['Nothing of it can be compared: no step has both your line and a number.'] : normWords(score);
  return prediction.length === steps ? words : [...words, otherLength(prediction, steps)];
}

const otherLength = ({ length }: Prediction, steps: number): string =>
  `It was drawn for ${length} steps; over these ${steps} it keeps its distance from the last one.`;

/** The prediction of the loss against the losses so far. */
export function lossComparison(
  prediction: Prediction,
  { losses }: Pick<Picture, 'losses'>,
  baselines: readonly Baseline[],
): readonly string[] {
  const score = scoreLoss(prediction, losses, baselines);
  return score === null ? [] : lossWords(score);
}
