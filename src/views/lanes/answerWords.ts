import type { Point, Scene } from './lane.ts';
import { answersAt, largestOf, scoredSteps } from './target.ts';
import { counted, fixed } from './words.ts';

/** Classes in words. Of a sequence that a person gave nobody knows the right answer: what the network answered stands in its place. */
export function describeClasses(scene: Scene): string {
  const { trace } = scene;
  const { right, likeliest, isRight } = answerAt(scene, trace.scored);
  const at = `At step ${trace.scored + 1}`;
  if (scene.setting.own) return `${at} the network gives most to ${likeliest}.`;
  const scored = scoredSteps(trace);
  const hits = scored.filter((step) => largestOf(answersAt(trace, step)) === trace.y[step]).length;
  const rate = scored.length > 1 ? ` ${hits} of ${counted(scored.length, 'scored step')} are right.` : '';
  if (isRight) return `${at} the network gives most to ${likeliest}, which is right.${rate}`;
  return `${at} the right answer is ${right}; the network gives most to ${likeliest}.${rate}`;
}

export function readClass(scene: Scene, { step }: Point): string {
  const { right, likeliest, isRight } = answerAt(scene, step);
  if (scene.trace.mask[step] !== 1) return `${likeliest}; not scored`;
  if (scene.setting.own) return isRight ? `${likeliest}, as it answered` : `${likeliest}; it answered ${right}`;
  return isRight ? `${likeliest}, which is right` : `${likeliest}; right is ${right}`;
}

/** The right and the likeliest answer at a step, each with its probability. */
function answerAt({ trace, setting: { drawing } }: Scene, step: number): { right: string; likeliest: string; isRight: boolean } {
  const probabilities = answersAt(trace, step);
  const said = (index: number): string =>
    `${drawing.outputs[index] ?? String(index + 1)} at ${fixed(100 * (probabilities[index] ?? Number.NaN), 0)} %`;
  const [target, most] = [trace.y[step] ?? 0, largestOf(probabilities)];
  return { right: said(target), likeliest: said(most), isRight: target === most };
}
