import { classesLane } from './answerClasses.ts';
import type { AnswerLane } from './answerLane.ts';
import { lettersLane } from './answerLetters.ts';
import { numberLane } from './answerNumber.ts';
import { seriesLane } from './answerSeries.ts';
import { setsLane } from './answerSets.ts';
import type { Lane, Setting } from './lane.ts';

/** From so many classes on, a row a class is too thin to be read. */
const MANY = 13;

function laneOf({ loss, drawing }: Setting): AnswerLane {
  if (loss === 'crossEntropy') return drawing.outputs.length < MANY ? classesLane : lettersLane;
  if (drawing.sets) return setsLane;
  return drawing.outputs.length > 1 ? seriesLane : numberLane;
}

export const answer: Lane = {
  subjects: () => [''],
  onDemand: false,
  title: () => 'Answer',
  sentence: (setting) => laneOf(setting).sentence,
  explanation: (setting) => laneOf(setting).explanation,
  formula: ({ loss }) => (loss === 'crossEntropy' ? 'softmax(V hₜ + a)' : 'V hₜ + a'),
  size: (trace, setting) => laneOf(setting).size(trace, setting),
  units: false,
  insets: [4, 4],
  domain: (scene) => laneOf(scene.setting).domain(scene),
  ticks: (domain, setting, trace) => laneOf(setting).ticks(domain, setting, trace),
  paint: (stage) => laneOf(stage.setting).paint(stage),
  describe: (scene) => laneOf(scene.setting).describe(scene),
  read: (scene, point) => laneOf(scene.setting).read(scene, point),
};
