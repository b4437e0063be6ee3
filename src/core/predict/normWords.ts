import { factorText, powerOfTen, stepsText } from '../analysis/words.ts';
import type { Course, NormScore } from './scoreNorms.ts';
import { apartText, NEAR, upper, valueText } from './words.ts';

const COURSES = { fades: 'fades', grows: 'grows', level: 'hardly changes' } as const satisfies Record<Course, string>;

/** From so many decades over all steps on it is worth telling what the factors of the single steps multiply to. */
const MULTIPLIED = 2;

/** What a drawn norm was right and wrong about, in sentences; all from the numbers of the score. */
export function normWords(score: NormScore): readonly string[] {
  return [headline(score), pace(score), halves(score), horizon(score), hidden(score), broken(score)].filter((text) => text !== '');
}

/** Direction, and how far off where most. */
function headline(score: NormScore): string {
  const { drawnCourse, course, first, last } = score;
  const off = offText(score);
  if (first === last) return upper(`${off}.`);
  const right = drawnCourse === course;
  if (right) return `You were right about the direction: on its way back the norm ${COURSES[course]}. ${upper(off)}.`;
  return `You drew a norm that ${COURSES[drawnCourse]} on its way back, and it ${COURSES[course]}. ${upper(off)}.`;
}

function offText({ worst }: NormScore): string {
  if (worst === null) return 'there is no finite norm to compare with';
  const { step, drawn, measured, by } = worst;
  const place = `at step ${step + 1}`;
  if (Number.isNaN(measured) && by > 0)
    return `you were off by at least ${apartText(by)} ${place}, where you drew ${valueText(drawn)} and it is below the floor`;
  if (Math.abs(by) < NEAR) return 'you were nowhere off by more than a factor of 1.5';
  return `you were off by ${apartText(by)} ${place}, where you drew ${valueText(drawn)} and it is ${valueText(measured)}`;
}

/** What half of the steps are off by, where that is much less than the worst. */
function halves({ worst, median, steps }: NormScore): string {
  if (steps < 4 || worst === null || Math.abs(worst.by) < 1 || median > Math.abs(worst.by) / 3) return '';
  return `At half of the steps you were within ${apartText(Math.max(median, NEAR))}.`;
}

/** Factors a step back, as drawn and as measured, and what those multiply to. */
function pace({ first, last, drawnFade, fade, drawnCourse, course, hidden, infinite }: NormScore): string {
  const span = last - first;
  if (span < 2 || hidden + infinite > 0 || Number.isNaN(fade) || (drawnCourse === 'level' && course === 'level')) return '';
  const [drawn, measured] = [factorText(drawnFade), factorText(fade)];
  const much = span * Math.abs(Math.log10(fade)) >= MULTIPLIED ? ` Over ${span} steps that multiplies to ${powerOfTen(fade ** span)}.` : '';
  if (drawn === measured) return `You had its pace: ${measured} a step back.${much}`;
  return `You drew ${drawn} a step back; it is ${measured}.${much}`;
}

function horizon({ drawnHorizon, horizon: measured, open }: NormScore): string {
  if (drawnHorizon === null || measured === null) return '';
  if (drawnHorizon === measured && !open) return `You had the horizon right: ${reach(measured)}.`;
  return `By your line the horizon would be ${open ? 'at least ' : ''}${reach(drawnHorizon)}; it is ${reach(measured)}.`;
}

const reach = (steps: number): string => (steps === 0 ? 'not one step back' : `${stepsText(steps)} back`);

/** What the backend cannot hold. */
function hidden({ hidden: steps, foreseen, floor }: NormScore): string {
  if (steps === 0) return '';
  const told = `At ${stepsText(steps)} the norm is below the floor of ${powerOfTen(floor)}, the smallest number that this backend holds`;
  if (foreseen === 0) return `${told}.`;
  return `${told}${foreseen === steps ? ', as you drew' : `, as you drew at ${foreseen} of them`}.`;
}

function broken({ infinite, lost }: NormScore): string {
  const told = [infinite > 0 ? `infinite at ${stepsText(infinite)}` : '', lost > 0 ? `not a number at ${stepsText(lost)}` : ''];
  const words = told.filter((text) => text !== '');
  return words.length === 0 ? '' : `The norm is ${words.join(' and ')}, beyond any drawing.`;
}
