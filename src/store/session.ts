import type { StoreApi } from 'zustand/vanilla';
import type { HorizonColumn } from '../core/analysis/horizonColumn.ts';
import type { Inside } from '../core/analysis/inside.ts';
import type { BlameMatrix, OwnSequence } from '../core/analysis/own.ts';
import type { Score } from '../core/analysis/score.ts';
import type { BackendName, EngineInfo } from '../core/backend.ts';
import type { Cell } from '../core/cell/cell.ts';
import type { Experiment } from '../core/experiment.ts';
import type { Forecasted, Forecasting } from '../core/forecast/forecasted.ts';
import type { Taken } from '../core/laboratory/index.ts';
import type { RaceKeys } from '../core/link.ts';
import type { Net, NetDifferentiation } from '../core/net.ts';
import type { Material } from '../core/tasks/material.ts';
import type { Options } from '../core/tasks/task.ts';
import type { Spectrum, Trace } from '../core/trace.ts';
import type { View } from '../core/view.ts';
import type { Conversation, Conversed, Explosion, Past, Snapshot } from '../protocol/messages.ts';
import type { Address } from './address.ts';
import type { Guessed, Guessing } from './guessing.ts';
import type { Wait } from './materials.ts';
import type { Progress } from './tableReading.ts';

export type { Conversation, Conversed, Past };

/** Something the page has to say, until it is put away. Text is plain; it never becomes markup. */
export interface Notice {
  readonly id: number;
  readonly kind: 'note' | 'warning' | 'error';
  readonly text: string;
  /** A link to copy by hand, where the clipboard refused. */
  readonly link?: string;
}

/** What one iteration takes on a backend, in milliseconds; `over` where it was cut off after so many; else why there is none. */
export type Timing = { readonly milliseconds: number } | { readonly over: number } | { readonly reason: string };

export interface Timings {
  /** What was timed. */
  readonly experiment: Experiment;
  readonly of: Readonly<Partial<Record<BackendName, Timing>>>;
  /** The backend that is being timed; null when all are. */
  readonly running: BackendName | null;
}

/** What React renders; changes at the rate of a person, or a few times a second while training. */
export interface State {
  readonly experiment: Experiment;
  /** The parse of the experiment's cell. */
  readonly cell: Cell;
  readonly view: View;
  /** Source of a cell that a link carried and that does not parse; the editor shows it with its fault. */
  readonly draft: string | null;
  /** What the link says of a race, as it stands there; null where no other network is compared with this one. */
  readonly race: RaceKeys | null;
  readonly notices: readonly Notice[];
  /** `starting`: no engine yet. `wanting`: the task's data are not here (`wait`). `failed`: none could be had; `failure` says why. */
  readonly phase: 'starting' | 'wanting' | 'ready' | 'training' | 'failed';
  readonly failure: string | null;
  /** What is being waited for, in words; null when nothing is. */
  readonly busy: string | null;
  readonly engine: EngineInfo | null;
  /** The task's data, while they are not here. */
  readonly wait: Wait | null;
  /** A sequence that a person gave, on show in the place of the probe's. */
  readonly own: OwnSequence | null;
  /** Counts the networks that were opened: what was done to one was not done to the next. */
  readonly network: number;
  readonly iteration: number;
  /** Training loss of the last iteration; null before the first. */
  readonly loss: number | null;
  /** Iterations a second, measured. */
  readonly speed: number;
  /** Iterations a second wanted; Infinity for as fast as it goes. */
  readonly pace: number;
  readonly explosion: Explosion | null;
  /** What can be gone back to; its end may be a moment old while training. */
  readonly past: Past | null;
  /** The task's options as a control is being turned, before they are meant; null while none is. */
  readonly preview: Options | null;
  /** What one iteration takes on each backend, once that was asked. */
  readonly timings: Timings | null;
}

/** What canvases paint from; replaced as a whole at each frame and never read by a React render. */
export interface Picture {
  readonly trace: Trace | null;
  readonly inside: Inside | null;
  readonly spectrum: Spectrum | null;
  /** Training loss of every iteration: `losses[k]` of iteration k + 1. */
  readonly losses: readonly number[];
  /** One column an observed iteration, oldest first; the denser the earlier. */
  readonly columns: readonly HorizonColumn[];
  /** ‖∂L_s/∂x_t‖ of the sequence on show, where that figure is open. */
  readonly blame: BlameMatrix | null;
  /** What the figures of the laboratory that are open measured last; none has anything before its first measurement. */
  readonly laboratory: Partial<Taken>;
  /** How the run does on sequences that were held out, last; and the numbers of every time before, oldest first. */
  readonly score: Score | null;
  readonly scores: readonly Pick<Score, 'iteration' | 'loss' | 'value'>[];
  /** The number of the line of the run that all this is of. */
  readonly line: number;
  /** The line that was left, after `from`, up to which both are the same. Its number is null where its engine is gone, and with it the way back. */
  readonly was: ({ readonly from: number; readonly line: number | null } & Pick<Picture, 'losses' | 'columns' | 'scores'>) | null;
}

export const EMPTY_PICTURE: Picture = {
  trace: null,
  inside: null,
  spectrum: null,
  losses: [],
  columns: [],
  blame: null,
  laboratory: {},
  score: null,
  scores: [],
  line: 0,
  was: null,
};

/** What was measured of one iteration before and after something was done to the network. */
export interface Changed {
  readonly before: Trace;
  readonly after: Trace;
  /** The list of what is done, with the iteration at which each of it really began, where the engine says so. */
  readonly do?: string;
}

/** Where exact training ended, and the milliseconds that its iterations took by the engine's own measure, pictures not counted. */
export interface Trained {
  readonly iteration: number;
  readonly loss: number;
  readonly milliseconds?: number;
}

/** The one object the views talk to. Views read `state` and `picture`, and change anything only through these methods. */
export interface Session {
  readonly state: StoreApi<State>;
  readonly picture: StoreApi<Picture>;
  /**
   * A change of rate, clip or batch applies to the running network, another backend goes on from where it is, any other
   * change rewinds and says so. `options` are merged into those there are. Makes a step in the browser's history.
   * False where the change is not valid; a notice says why and nothing changes.
   */
  change(change: Partial<Experiment>): boolean;
  /** Shows where the clues would lie with other options of the task, while a control is turned. */
  preview(options: Options | null): void;
  /** Changes what is looked at; the network goes on. */
  look(change: Partial<View>): void;
  /** What is to be done whenever training is about to begin, and waited for; null where nothing is. The last one given counts. */
  beforeTraining(prepare: () => Promise<unknown> | null): void;
  play(): Promise<void>;
  pause(): Promise<void>;
  /** Exactly so many iterations, then pauses. Goes on from the last snapshot where the engine dies on the way. */
  train(iterations: number): Promise<Trained>;
  rewind(): Promise<void>;
  /**
   * Puts another iteration of the run on show, and pauses: the network as it was, and the rate, clipping and batch under which
   * it went on. Training goes on from there; what came after is then a branch that was left. Rejects with why it cannot.
   */
  goTo(iteration: number): Promise<{ iteration: number; loss: number }>;
  /** The branch that was left is the run again, at its end, and the run the branch that was left. */
  exchange(): Promise<void>;
  setPace(iterationsPerSecond: number): void;
  /** Times one iteration of the experiment on every backend; training pauses meanwhile. Another change or wish ends it early. */
  timeBackends(): Promise<void>;
  stopTiming(): void;
  /** Copies the link of what is on show; false where the clipboard refused, in which case a notice carries the link. */
  share(): Promise<boolean>;
  /** Lets the network as it is answer a prompt, reading its own answers. */
  converse(conversation: Conversation): Promise<Conversed>;
  /** What the network as it is says will follow data that were held out; rejects where the task is not about what comes next. */
  forecast(asked: Forecasting): Promise<Forecasted>;
  /** Puts a sequence that a person gave on show, measured as the probe's are; null goes back to those. */
  showOwn(own: OwnSequence | null): void;
  /** Guesses weights for the experiment on show in an engine of its own, until some are right, so many were tried, or it is stopped. */
  guess(guessing: Guessing, progress: (now: Guessed) => void, signal: AbortSignal): Promise<Guessed>;
  /** Reads a table of a person's in a thread of its own, packed; rejects with a sentence, or when it is stopped. */
  readTable(file: Blob, progress: (now: Progress) => void, signal: AbortSignal): Promise<Uint8Array>;
  /** Data that a person gave, under the name that the task has for them; kept on this device. */
  give(name: string, bytes: Uint8Array): void;
  /** Has data of the page at hand without a word; rejects where they do not come. */
  provide(material: Material): Promise<void>;
  /** Fetches the task's data again. */
  retryMaterial(): void;
  stopMaterial(): void;
  /** Writes what is compared with this network into the link, with or without a step in the browser's history; null ends the race. */
  setRace(race: RaceKeys | null, step: boolean): void;
  /** Another session on an engine of its own, whose link lies elsewhere; `blind` where its pictures are not drawn. */
  sibling(address: Address, blind?: boolean): Session;
  /** Each shows the run that the other had, as it is, with its engine, its experiment and all that can be gone back to. The links are left to whoever asks. */
  exchangeRun(other: Session): void;
  /** Ends the engine; nothing can be asked for afterwards. */
  end(): void;
  notify(kind: Notice['kind'], text: string, link?: string): void;
  dismiss(id: number): void;

  /** Settles when the experiment on show is open on an engine; rejects with what is wrong where none runs. */
  ready(): Promise<void>;
  /** Opens a link's hash or parts of an experiment; rejects with what is wrong and changes nothing then. */
  open(experiment: Partial<Experiment> | string): Promise<void>;
  /** What is on show, measured now. */
  refreshed(): Promise<{ trace: Trace; losses: readonly number[] }>;
  snapshot(): Promise<Snapshot>;
  /** The weights as they stand, flat by the layout. */
  parameters(): Promise<Float32Array>;
  setParameters(parameters: Float32Array): Promise<void>;
  differentiate(net: Net): Promise<NetDifferentiation>;
  /**
   * The list of what is done to the network (`core/operate`), applied to it as it runs; rejects with what is wrong with it. Where
   * the iteration on show is before the end, what came after is left. Makes a step in the browser's history. Null where nothing
   * runs, or something else was asked for meanwhile.
   */
  operate(list: string): Promise<Changed | null>;
  memory(): Promise<{ buffers: number; bytes: number }>;
  loseDevice(): Promise<void>;
}
