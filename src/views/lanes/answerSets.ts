import { givenMost, isAbove } from '../../core/analysis/allowed.ts';
import { listed } from '../../core/words.ts';
import { classesLane, paintRows } from './answerClasses.ts';
import type { AnswerLane } from './answerLane.ts';
import type { Scene } from './lane.ts';
import { answersAt, scoredSteps } from './target.ts';
import { counted, fixed } from './words.ts';

/** Several outputs that may be right at once: a row each, and a mark on every one that is right where it counts. */
export const setsLane: AnswerLane = {
  ...classesLane,
  sentence: 'what it gives to each answer at each step; all that are right are marked',
  explanation:
    'What the network would answer after each step: one row a possible answer, the deeper the nearer to 1. Any number of them may be right at once: each has a frame, or a line below it where steps are narrow, and a target of 1; all others have a target of 0.',
  paint: (stage) => paintRows(stage, (step) => rightAt(stage, step)),
  describe(scene) {
    const { trace } = scene;
    const scored = scoredSteps(trace);
    const hits = scored.filter((step) => isRight(scene, step)).length;
    return `At step ${trace.scored + 1} ${toldAt(scene, trace.scored)}. At ${hits} of ${counted(scored.length, 'scored step')} it gives most to those that are right.`;
  },
  read: (scene, { step }) => (scene.trace.mask[step] === 1 ? toldAt(scene, step) : `${largestAt(scene, step, 1)}; not scored`),
};

/** Outputs whose target is 1. */
const rightAt = ({ trace: { y, outputs } }: Pick<Scene, 'trace'>, step: number): readonly number[] =>
  Array.from({ length: outputs }, (_, o) => o).filter((o) => y[step * outputs + o] === 1);

function isRight(scene: Scene, step: number): boolean {
  const right = rightAt(scene, step);
  return isAbove(answersAt(scene.trace, step), (output) => right.includes(output));
}

const nameOf = ({ setting: { drawing } }: Scene, output: number): string => drawing.outputs[output] ?? String(output + 1);

function largestAt(scene: Scene, step: number, count: number): string {
  const given = answersAt(scene.trace, step);
  return listed(
    givenMost(given, count).map((output) => `${nameOf(scene, output)} ${fixed(given[output] ?? Number.NaN, scene.setting.drawing.digits)}`),
  );
}

function toldAt(scene: Scene, step: number): string {
  const right = rightAt(scene, step);
  const verb = right.length === 1 ? 'is' : 'are';
  return `${listed(right.map((output) => nameOf(scene, output)))} ${verb} right; it gives most to ${largestAt(scene, step, right.length)}`;
}
