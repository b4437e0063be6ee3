import type { Update } from '../core/analysis/explosion.ts';
import type { HorizonColumn } from '../core/analysis/horizonColumn.ts';
import type { Inside } from '../core/analysis/inside.ts';
import type { BlameMatrix, OwnSequence } from '../core/analysis/own.ts';
import type { Score } from '../core/analysis/score.ts';
import type { BackendName, EngineInfo, SelfCheck } from '../core/backend.ts';
import type { Experiment, ExperimentKey } from '../core/experiment.ts';
import type { Forecasted, Forecasting } from '../core/forecast/forecasted.ts';
import type { LinesRecord, Place } from '../core/history/lines.ts';
import type { Taken } from '../core/laboratory/index.ts';
import type { FigureName } from '../core/laboratory/names.ts';
import type { Net, NetDifferentiation } from '../core/net.ts';
import type { States } from '../core/network.ts';
import type { Undone } from '../core/operate/operated.ts';
import type { Spectrum, Trace } from '../core/trace.ts';

/** What the page looks at: only this is measured beyond what training itself needs. Steps and layers count from 0. */
export interface Look {
  readonly sequence: number;
  readonly layer: number;
  /** null takes the last scored step. */
  readonly step: number | null;
  /** Unit whose numbers stand in the equations; null takes the one with the largest blame. */
  readonly unit: number | null;
  /** Matrix whose spectrum is wanted; null where the figure is closed. */
  readonly spectrum: string | null;
  /** A sequence that a person gave, on show in the place of the probe's; one that does not fit the run is passed over. */
  readonly own?: OwnSequence | null;
  /** Whether the blame of each scored step by each input is wanted. */
  readonly matrix?: boolean;
  /** Figures of the laboratory that are open. */
  readonly laboratory?: readonly FigureName[];
}

/** What an iteration is made under, beside the experiment's own: what may change while the network runs. `do` is what is done to it, as its link has it. */
export interface Conditions {
  readonly rate: number;
  readonly clip: number;
  readonly batch: number;
  readonly do: string;
}

/** A place that a run can go on from, on any backend. `moments` are the optimiser's, flat, as many as it has. */
export interface Snapshot {
  readonly iteration: number;
  /** Updates that the optimiser has made since it started afresh: Adam's bias correction counts them. */
  readonly updates: number;
  readonly parameters: Float32Array;
  readonly moments: readonly Float32Array[];
  /** What is done to the network that has these weights, and what connections that are cut weighed, by their place in the layout. Nothing where it is missing. */
  readonly done?: { readonly list: string; readonly resting: ReadonlyMap<number, number> };
}

/** Why training stopped by itself. Steps count from 0. */
export interface Explosion {
  /** The iteration that stays on show: the last at which everything was finite. */
  readonly iteration: number;
  readonly what: 'loss' | 'gradient' | 'weights';
  readonly value: number;
  /** Step and quantity at which it first left the finite, where that could be found. */
  readonly step: number | null;
  readonly quantity: string | null;
  /** The last update, which led there and is taken back; null where there was none. */
  readonly update?: Update | null;
  readonly text: string;
}

/**
 * Which line of a run is on show, by its number, and which was left, with the iteration up to which both are the same. Every
 * line has a number of its own, and keeps it when it is left and returned to.
 */
export interface Branch {
  readonly line: number;
  readonly left: { readonly line: number; readonly from: number } | null;
}

/** All that is kept of a run: its snapshots, under what it learned, its losses of the last iterations, the last gradient's norm. */
export interface History {
  readonly lines: LinesRecord<Kept, Conditions>;
  readonly recent: readonly number[];
  readonly gradientNorm: number;
  /** Losses that the page has not seen; they lead to the end. */
  readonly unseen: readonly number[];
}

/** A snapshot with all that the iterations after it depend on, and what the verdict looks back at. */
export interface Kept extends Place {
  /** null stands for the experiment's first weights, which are computed anew. */
  readonly snapshot: Snapshot | null;
  /** The states that the next iteration goes on from, null where from none; undefined where they are not known, and are found by training again from a place before. */
  readonly ends: States | null | undefined;
  readonly recent: Float64Array;
  readonly gradientNorm: number;
}

/** A run on its way to another engine. */
export interface Handed {
  readonly snapshot: Snapshot;
  readonly history: History;
}

/** What of a run one can go back to. */
export interface Past {
  /** The iteration that it began from: 0, or where it was opened anew from a snapshot, since an engine had died with what it had kept. */
  readonly first: number;
  /** The iteration that it has got to; the one on show may lie before it. */
  readonly end: number;
  /** Iterations with a snapshot, ascending. The others are reached by training again from one before them. */
  readonly kept: Float64Array;
  /** What all snapshots take, and may take at most. */
  readonly bytes: number;
  readonly most: number;
  /** The branch that was left: where it parts from this one, and how far it had got. */
  readonly left: { readonly from: number; readonly end: number } | null;
}

/** Where going to another iteration led; a frame of it came before. */
export interface Went {
  readonly iteration: number;
  /** Under what the next iteration learned, and would again. */
  readonly conditions: Conditions;
  /** Why it is another iteration than the one asked for; null where it is that one. */
  readonly note: string | null;
}

/** How far guessing has come. */
export interface Guessed {
  readonly trials: number;
  /** The largest share of a check's sequences that a guess got right. */
  readonly best: number;
  /** The trial that got all of two checks right; null where none did yet. */
  readonly solved: number | null;
}

/** Symbols that the network reads, and how it then goes on. */
export interface Conversation {
  readonly prompt: readonly number[];
  /** 0 takes the likeliest symbol each time; 1 draws by the network's own probabilities. */
  readonly temperature: number;
  readonly seed: number;
  readonly longest: number;
}

export interface Conversed {
  readonly iteration: number;
  /** What it answered, with the end where there is one. */
  readonly symbols: readonly number[];
  /** The network's own probability of each. */
  readonly probabilities: Float32Array;
}

/** The page's requests: name → what it sends and what comes back. Every one settles. */
export interface Calls {
  /** `lifeline` names the lock that the engine holds while it lives. */
  start: { send: { backend: BackendName | null; passedOver: EngineInfo['passedOver']; lifeline: string }; receive: EngineInfo };
  /** Data for tasks that need them, by the name that the task gives them. */
  supply: { send: { name: string; bytes: Uint8Array }; receive: null };
  /** The network as it is, run on its own answers. */
  converse: { send: Conversation; receive: Conversed };
  /** What the network as it is says will follow data that were held out. */
  forecast: { send: Forecasting; receive: Forecasted };
  /** Rewinds to the first weights, or goes on from a snapshot; compiles all that training needs and checks the cell. */
  open: {
    send: { experiment: Experiment; snapshot: Snapshot | null; history?: History | null; look: Look };
    receive: { frame: Frame; selfCheck: SelfCheck };
  };
  /**
   * The running network goes on so. Where something else is done to it than was, it is measured before and after at the same
   * iteration, and what came after that is a branch that was left; else null. `do` is then the list with the iteration at
   * which each of it really began.
   */
  learning: { send: Conditions; receive: { before: Trace; after: Trace; do: string } | null };
  /** Exactly so many iterations, then pauses. `milliseconds` are those that the iterations took, pictures not counted. */
  train: { send: { iterations: number }; receive: { iteration: number; loss: number; milliseconds?: number } };
  /** As fast as `speed` iterations a second; Infinity for flat out. */
  play: { send: { speed: number }; receive: null };
  /** Answered as soon as the engine reads its messages: it does not while it is in the middle of a long iteration. */
  ping: { send: null; receive: null };
  pause: { send: null; receive: { iteration: number } };
  /** What is looked at from here on; a frame of it comes before the answer. */
  look: { send: Look; receive: null };
  /** The iteration on show, as training arrived there: a place to go on from. */
  snapshot: { send: null; receive: Snapshot };
  /** All that is kept of the run, and the iteration on show; it cannot be gone back to here afterwards. */
  handOver: { send: null; receive: Handed };
  /** The weights as they stand, flat by the layout. */
  parameters: { send: null; receive: Float32Array };
  /** Puts another iteration of the run on show; training goes on from there, and what came after is a branch that was left. */
  goTo: { send: { iteration: number }; receive: Went };
  /** The branch that was left is the run again, at its end, and the run the branch that was left. */
  exchange: { send: null; receive: Went };
  /** Flat parameters by the layout; the optimiser starts afresh. */
  setParameters: { send: { parameters: Float32Array }; receive: null };
  differentiate: { send: { net: Net }; receive: NetDifferentiation };
  /** What the backend holds now; constant from iteration to iteration. */
  memory: { send: null; receive: { buffers: number; bytes: number } };
  /** Milliseconds of one iteration of an experiment on a backend, in an engine that was not started; rejects with why it is not there. */
  time: { send: { experiment: Experiment; backend: BackendName }; receive: { milliseconds: number } };
  /** Goes on guessing weights for an experiment, from the first where it is another, in an engine that was not started. Answers after a moment with how far it is. */
  guess: { send: { experiment: Experiment; range: number; trials: number }; receive: Guessed };
  /** For tests of the recovery: loses the device under the backend as a driver would. */
  loseDevice: { send: null; receive: null };
}
export type CallName = keyof Calls;

/** One picture of the run: what changed since the last one that was sent. */
export interface Frame {
  readonly trace: Trace;
  /** Training losses since the last frame; the first is of iteration `lossesFrom` + 1. They lead to the end of the run, which may lie after the iteration on show. */
  readonly losses: Float32Array;
  readonly lossesFrom: number;
  /** Norms by lag since the last frame, for the picture of the horizon. */
  readonly columns: readonly HorizonColumn[];
  readonly inside: Inside | null;
  readonly spectrum: Spectrum | null;
  /** ‖∂L_s/∂x_t‖ of the sequence on show, where it was wanted. */
  readonly blame: BlameMatrix | null;
  /** What was measured anew for the laboratory. */
  readonly laboratory: Partial<Taken> | null;
  /** How the run does on held-out sequences, where that was asked anew. */
  readonly score: Score | null;
  /** Iterations a second over the last moments; 0 while paused. */
  readonly speed: number;
  /** Flat parameters of this iteration, where the run may have to go on from here; kept small by being rare. */
  readonly snapshot: Snapshot | null;
  /** Of which line of the run all this is. */
  readonly branch: Branch;
  /** What can be gone back to, where that has changed. */
  readonly past: Past | null;
}

export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
}

export type ToWorker =
  | {
      readonly [N in CallName]: { readonly type: 'call'; readonly id: number; readonly call: N; readonly send: Calls[N]['send'] };
    }[CallName]
  /** The page has painted the last frame: the next one may come. */
  | { readonly type: 'painted' };

export type ToPage =
  | { readonly type: 'settled'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'settled'; readonly id: number; readonly ok: false; readonly failure: Failure }
  /** A backend is being started: what dies now died of it. */
  | { readonly type: 'trying'; readonly backend: BackendName }
  | { readonly type: 'frame'; readonly frame: Frame }
  /** Shaders are being compiled, weights drawn: what the bar says meanwhile; null when done. */
  | { readonly type: 'busy'; readonly text: string | null }
  | { readonly type: 'exploded'; readonly explosion: Explosion; readonly frame: Frame }
  /** What of the list of what is done could not be done to the weights as they were: the engine has taken it from the list. */
  | { readonly type: 'undone'; readonly undone: readonly Undone[] }
  /**
   * The device under the backend is gone; the page starts the engine anew from what is handed over, or its last snapshot. Where
   * `unfit` names parts of the experiment, the backend does not do for them and is passed over as long as they stay.
   */
  | { readonly type: 'lost'; readonly reason: string; readonly handed: Handed | null; readonly unfit: readonly ExperimentKey[] };
