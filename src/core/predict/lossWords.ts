import { RECENT } from '../analysis/standing.ts';
import { lossText } from '../analysis/words.ts';
import type { LossScore } from './scoreLoss.ts';
import { apartText, NEAR, upper } from './words.ts';

/** Two times that differ by no more than this share of the later one are called the same. */
const SAME_TIME = 0.1;
/** A plateau is spoken of from so many iterations on. */
const PLATEAU = RECENT;

/** What a drawn loss was right and wrong about so far, in sentences; all from the numbers of the score. */
export function lossWords(score: LossScore): readonly string[] {
  return [arrival(score), now(score), most(score), plateau(score), broken(score)].filter((text) => text !== '');
}

const whole = (count: number): string => count.toLocaleString('en');
const iterationsText = (count: number): string => `${whole(count)} iteration${count === 1 ? '' : 's'}`;

/** Whether and when it gets below the first baseline. */
function arrival({ baseline, drawnBelow, below, at, length }: LossScore): string {
  if (baseline === null) return '';
  const line = `“${baseline.label}” (${lossText(baseline.loss)})`;
  if (drawnBelow === null) {
    if (below !== null) return `You drew a loss that does not get below ${line}; it did at iteration ${whole(below)}.`;
    if (at < length)
      return `You drew a loss that does not get below ${line} in ${iterationsText(length)}; so far, after ${whole(at)}, you are right.`;
    return `You were right: within ${iterationsText(length)} the loss does not get below ${line}.`;
  }
  const drawn = `You drew a loss that gets below ${line} at iteration ${whole(drawnBelow)}`;
  if (below !== null) {
    const same = Math.abs(below - drawnBelow) <= SAME_TIME * Math.max(below, drawnBelow);
    return same
      ? `You were right that it gets below ${line}, and about when: you drew iteration ${whole(drawnBelow)}, it was ${whole(below)}.`
      : `You were right that it gets below ${line}: ${below < drawnBelow ? 'sooner' : 'later'} than you drew, at iteration ${whole(below)} and not ${whole(drawnBelow)}.`;
  }
  if (at < drawnBelow) return `${drawn}; it is at ${whole(at)}, and not below it yet.`;
  return `${drawn}; after ${iterationsText(at)} it is not below it${at < length ? ' yet' : ''}.`;
}

/** Where it stands against the line now. */
function now({ at, drawn, measured }: LossScore): string {
  const mean = at === 1 ? 'the loss is' : `the mean of the last ${Math.min(at, RECENT)} losses is`;
  const both = `At iteration ${whole(at)} you drew ${lossText(10 ** drawn)} and ${mean} ${lossText(10 ** measured)}`;
  const by = drawn - measured;
  if (Math.abs(by) < NEAR) return `${both}: within a factor of 1.5.`;
  return `${both}: off by ${Number.isFinite(by) ? apartText(by) : 'more than any factor'}.`;
}

function most({ worst, at, drawn, measured }: LossScore): string {
  if (worst === null || worst.at === at || !Number.isFinite(worst.by)) return '';
  if (Math.abs(worst.by) < NEAR || Math.abs(worst.by) < 1.5 * Math.abs(drawn - measured)) return '';
  return `You were furthest off at iteration ${whole(worst.at)}: by ${apartText(worst.by)}.`;
}

/** How long it stays at the baseline. */
function plateau({ baseline, drawnPlateau, plateau: measured, below }: LossScore): string {
  if (baseline === null || (drawnPlateau < PLATEAU && measured < PLATEAU)) return '';
  const drawn = drawnPlateau < PLATEAU ? 'no plateau there' : `a plateau of ${iterationsText(drawnPlateau)} there`;
  const there = measured < PLATEAU ? 'hardly one' : `one of ${whole(measured)}`;
  return upper(`you drew ${drawn}; ${below === null ? 'so far there is' : 'there was'} ${there}.`);
}

function broken({ broken: iteration }: LossScore): string {
  return iteration === null ? '' : `From iteration ${whole(iteration)} on the loss is no finite number, and nothing can be compared.`;
}
