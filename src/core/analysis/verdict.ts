import type { Initialiser } from '../choices.ts';
import type { Baseline } from '../tasks/task.ts';
import { isBelowFloor } from './floor.ts';
import { paceText } from './pace.ts';
import { isBelow, isLearned, RECENT, standingAt, standingText } from './standing.ts';
import { lossText, partText, stepsText, timesText } from './words.ts';

/** How the sentence is meant; it chooses a mark and a colour, never the words. */
export type Tone = 'above' | 'near' | 'learning' | 'learned' | 'memorised' | 'vanished' | 'exploding' | 'broken' | 'neutral';

/** One plain sentence or two on what the gradient can and cannot teach now. Strong words stand between asterisks: `**back 7 steps**`. */
export interface Verdict {
  readonly tone: Tone;
  readonly text: string;
}

/** What was measured, and all that a verdict may speak of. Steps count from 0. */
export interface Findings {
  readonly iteration: number;
  /** Mean training loss of the last iterations, or the probe's where there were none. */
  readonly loss: number;
  /** Loss of the sequence on show. */
  readonly sequenceLoss: number;
  /** As the task lists them, since the first is the one that learning has to pass; none where the task has none. */
  readonly baselines: readonly Baseline[];
  /** How it did last on sequences that it never learned from; null where that was not measured yet. */
  readonly heldOut?: {
    readonly loss: number;
    readonly baselines: readonly Baseline[];
    /** Share of sequences that are answered wholly right, where that is what the task asks for, NaN while it is not known; else null. */
    readonly whole?: number | null;
  } | null;
  /** ‖∂L/∂s_t‖ of the first layer by the loss of the last scored step. */
  readonly norms: ArrayLike<number>;
  readonly scored: number;
  readonly horizon: number;
  readonly fade: number;
  readonly floor: number;
  /** Steps of the clues; none where every step matters. */
  readonly clues: readonly number[];
  readonly layers: number;
  /** Whether a step of the cell reads the step before. */
  readonly recurrent: boolean;
  /** Whether blame has an element-wise way back, as through a forget gate. */
  readonly gated: boolean;
  /** Steps, from 0, at which the wire is cut by hand: they hand no blame to the step before. */
  readonly cuts?: readonly number[];
  /** Whether small blame is boosted by hand, so that it is the gradient of no loss. */
  readonly boosted?: boolean;
  readonly init: Initialiser;
}

/** So many times its size at the scored step and the gradient counts as exploding: the mirror of the horizon's 1 %. */
const EXPLODING = 100;

/** So many times the training loss, and the loss of what is held out is no matter of chance: over 64 sequences it wavers by an eighth. */
const APART = 1.5;

/** Words that a verdict may have. */
const WORDS = 45;
/** What is left out where there is no room, the first of it first: how a bent fade began, the next baseline, and what is held out. */
const SPARED = [
  /, (fast|slowly) at first,/,
  / and (just )?(below|at|above) “[^”]*” \([^)]*\)/,
  /; on held-out sequences it is [^ ]+(?=\.$)/,
  /, and \d+ % of held-out answers are wholly right/,
];

/** One plain sentence or two, true of what was measured and of nothing else. At most 45 words. */
export function verdictOf(findings: Findings): Verdict {
  const { tone, text } = memorised(findings) ?? judged(findings);
  return { tone, text: SPARED.reduce((kept, part) => (kept.split(' ').length > WORDS ? kept.replace(part, '') : kept), text) };
}

function judged(findings: Findings): Verdict {
  return (
    broken(findings) ??
    feedforward(findings) ??
    silent(findings) ??
    overflowing(findings) ??
    exploding(findings) ??
    untrained(findings) ??
    clueless(findings) ??
    reaching(findings) ??
    vanished(findings)
  );
}

/** What is trained on is answered better than by a baseline, and what is held out is not. */
function memorised(findings: Findings): Verdict | null {
  const { heldOut = null } = findings;
  if (heldOut === null || !Number.isFinite(heldOut.loss) || heldOut.baselines.length === 0) return null;
  const verdict = judged(findings);
  if ((verdict.tone !== 'learned' && verdict.tone !== 'learning') || !isBelowBaseline(findings)) return null;
  const hardest = (baselines: readonly Baseline[]): number => Math.min(...baselines.map(({ loss }) => loss));
  const [learned, other] = [findings.loss / hardest(findings.baselines), heldOut.loss / hardest(heldOut.baselines)];
  // By baselines of their own, since what is held out may be harder or easier.
  if (other < APART * learned || heldOut.baselines.some(({ loss }) => heldOut.loss < loss)) return null;
  const text = `${travel(findings)}. It learns its sequences **by heart**: there the loss is ${lossText(findings.loss)}, and on held-out ones ${lossText(heldOut.loss)}, no better than a baseline. Try fewer units, or stop earlier.`;
  return { tone: 'memorised', text };
}

const at = ({ norms, scored }: Findings, lag: number): number => norms[scored - lag] ?? 0;
const lagsOf = ({ clues, scored }: Findings): number[] => clues.map((clue) => scored - clue).filter((lag) => lag >= 0);
const farthest = (findings: Findings): number => Math.max(...lagsOf(findings));
const allLags = ({ scored }: Findings): number[] => Array.from({ length: scored + 1 }, (_, lag) => lag);

function broken(findings: Findings): Verdict | null {
  const lossBroke = !Number.isFinite(findings.loss);
  if (Number.isFinite(at(findings, 0)) && !lossBroke) return null;
  const what = lossBroke ? 'loss' : 'gradient at the scored step';
  return {
    tone: 'broken',
    text: `The ${what} is **no longer a finite number**, so no update can be computed from it. Try a smaller learning rate, a lower clipping bound, or a smaller spectral radius.`,
  };
}

function feedforward(findings: Findings): Verdict | null {
  if (findings.recurrent) return null;
  const far = Math.max(0, ...lagsOf(findings));
  const clue = far === 0 ? '' : ` ${clueName(findings)} is ${far} back and never reaches it.`;
  const ending = isBelowBaseline(findings) ? ` Yet ${lossPhrase(findings)}.` : clue;
  return {
    tone: isBelowBaseline(findings) ? toneOfLoss(findings) : 'vanished',
    text: `This cell reads **no earlier step**: the gradient ends in the step where it starts, and what came before cannot change the answer.${ending}`,
  };
}

function silent(findings: Findings): Verdict | null {
  const last = at(findings, 0);
  if (!isBelowFloor(last, findings.floor)) return null;
  if (findings.sequenceLoss === 0) {
    return { tone: 'learned', text: 'This sequence is answered **exactly**: its loss is 0, so no gradient sets out from the scored step.' };
  }
  const size = last === 0 ? 'zero, or below what this backend can represent' : 'below what this backend can represent';
  return {
    tone: 'vanished',
    text: `Already at the scored step the gradient is **${size}**: nothing can be read from the steps before it. The loss of this sequence is ${lossText(findings.sequenceLoss)}.`,
  };
}

function overflowing(findings: Findings): Verdict | null {
  const lag = allLags(findings).find((candidate) => !Number.isFinite(at(findings, candidate)));
  if (lag === undefined) return null;
  const growth = findings.fade > 1 ? `${paceText(findings, [lag - 1])} and ` : '';
  return {
    tone: 'exploding',
    text: `${subject(findings)} ${growth}is **no longer finite ${stepsText(lag)} back**. Try a smaller spectral radius or a shorter length; clipping needs a finite gradient.`,
  };
}

function exploding(findings: Findings): Verdict | null {
  const peak = allLags(findings).reduce((best, lag) => (at(findings, lag) > at(findings, best) ? lag : best), 0);
  const times = at(findings, peak) / at(findings, 0);
  if (times < EXPLODING) return null;
  const growth = findings.fade > 1 ? paceText(findings, [peak]).replace(/,$/, '') : 'swells on its way back';
  const advice = isBelowBaseline(findings) ? `Yet ${lossPhrase(findings)}.` : 'Try clipping or a smaller spectral radius.';
  return {
    tone: 'exploding',
    text: `${subject(findings)} ${growth}: **${stepsText(peak)} back** it is ${timesText(times)} its size at the scored step. ${advice}`,
  };
}

function untrained(findings: Findings): Verdict | null {
  if (findings.iteration > 0) return null;
  const clue = lagsOf(findings).length === 0 ? '' : `; ${lower(clueName(findings))} is ${placeOf(farthest(findings))}`;
  return { tone: 'neutral', text: `Before training, ${lower(travel(findings))}${clue}. Press Train to see whether this changes.` };
}

function clueless(findings: Findings): Verdict | null {
  if (lagsOf(findings).length > 0) return null;
  return { tone: toneOfLoss(findings), text: `${travel(findings)}. ${upper(lossPhrase(findings))}.` };
}

function reaching(findings: Findings): Verdict | null {
  const far = farthest(findings);
  if (far > findings.horizon) return null;
  const join = isBelowBaseline(findings) ? ', and' : ';';
  return {
    tone: toneOfLoss(findings),
    text: `${travel(findings)}. ${clueName(findings)} is ${placeOf(far)}, within reach${join} ${lossPhrase(findings)}.`,
  };
}

function vanished(findings: Findings): Verdict {
  const ending = isBelowBaseline(findings) ? `, yet ${lossPhrase(findings)}.` : `. ${adviceOf(findings)}`;
  const tone = isBelowBaseline(findings) ? toneOfLoss(findings) : 'vanished';
  return { tone, text: `${travel(findings)}. ${arrival(findings)}${ending}` };
}

/** What is left of the gradient at the first clue, and which nearer one it does cover. */
function arrival(findings: Findings): string {
  const far = farthest(findings);
  const covered = Math.max(...lagsOf(findings).filter((lag) => lag > 0 && lag <= findings.horizon));
  const left = isBelowFloor(at(findings, far), findings.floor)
    ? endOf(findings, far)
    : `arrives at ${partText(at(findings, far) / at(findings, 0))} of its size`;
  return covered > 0
    ? `It covers the clue ${covered} back; at the first, ${far} back, it ${left}`
    : `${clueName(findings)} is ${far} back: there it ${left}`;
}

/** "The gradient shrinks **×0.50** each step and reaches **back 7 steps**" */
function travel(findings: Findings): string {
  const pace = paceText(findings, [findings.horizon, findings.horizon + 1]);
  return `${subject(findings)} ${pace === '' ? '' : `${pace} and `}reaches **${reach(findings)}**${stop(findings)}`;
}

function subject({ layers, boosted = false }: Findings): string {
  const gradient = boosted ? 'boosted gradient' : 'gradient';
  return layers > 1 ? `The first layer’s ${gradient}` : `The ${gradient}`;
}

const reach = ({ horizon }: Findings): string => (horizon === 0 ? 'not one step back' : `back ${stepsText(horizon)}`);

/** What ends it there, where that is not that it fades. */
const stop = ({ cuts = [], scored, horizon }: Findings): string => (cuts.includes(scored - horizon) ? ', to where you cut the wire' : '');

const clueName = (findings: Findings): string => (lagsOf(findings).length > 1 ? 'The first clue' : 'The clue');
const placeOf = (lag: number): string => (lag === 0 ? 'at the scored step itself' : `${lag} back`);

const isBelowBaseline = ({ iteration, loss, baselines }: Findings): boolean =>
  iteration > 0 && baselines.some((baseline) => isBelow(loss, baseline));

/** From this share of whole answers on a task that asks for them counts as learned. */
const WHOLE = 0.9;

const isWhole = ({ heldOut }: Findings): boolean => (heldOut?.whole ?? 1) >= WHOLE;

/** What is held out is answered as well, as far as that was measured. */
const isGeneral = ({ heldOut }: Findings): boolean =>
  !Number.isFinite(heldOut?.loss) || !heldOut?.baselines.length || isLearned(heldOut.loss, heldOut.baselines);

/** Where the loss stands against the first baseline. The mean of fewer losses than `RECENT` may be the luck of the draw. */
function toneOfLoss(findings: Findings): Tone {
  const { iteration, loss, baselines } = findings;
  const [first] = baselines;
  if (first === undefined || iteration < RECENT) return 'neutral';
  if (isLearned(loss, baselines) && isWhole(findings) && isGeneral(findings)) return 'learned';
  if (isBelow(loss, first)) return 'learning';
  return standingAt(loss, first) === 'above' ? 'above' : 'near';
}

function lossPhrase(findings: Findings): string {
  const { loss, baselines, heldOut = null } = findings;
  const standing = standingText(loss, baselines);
  const whole = heldOut?.whole ?? null;
  if (whole !== null && !Number.isNaN(whole)) return `${standing}, and ${Math.round(100 * whole)} % of held-out answers are wholly right`;
  const isAlone = isLearned(loss, baselines) && !isGeneral(findings);
  return heldOut !== null && isAlone ? `${standing}; on held-out sequences it is ${lossText(heldOut.loss)}` : standing;
}

function adviceOf({ gated, init }: Findings): string {
  if (gated) return 'Try a shorter length or more iterations.';
  const isIsometric = init === 'orthogonal' || init === 'identity';
  return isIsometric ? 'Try a GRU or LSTM, or a shorter length.' : 'Try a GRU or LSTM, a shorter length, or an orthogonal start.';
}

const lower = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
const upper = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

/** Why nothing is left of it so many steps back: the wire was cut on the way, or it is too small. */
function endOf({ cuts = [], scored }: Findings, lag: number): string {
  const cut = cuts.findLast((step) => step <= scored && step > scored - lag);
  return cut === undefined ? 'is below what this backend can represent' : `is **cut off**: you cut the wire at step ${cut + 1}`;
}
