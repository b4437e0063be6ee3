/** What somebody says will follow, value by value, in the data's unit. */
export interface Continuation {
  readonly label: string;
  readonly values: readonly number[];
}

/** A window of the data that was held out, what followed it, and what the baselines say would. Values are in the data's unit. */
export interface Origin {
  /** What the network is asked, (t, i): the window in the form of the task's sequences. */
  readonly x: Float32Array;
  /** The series that is asked for, over the window. */
  readonly past: readonly number[];
  /** What followed, as far as the data go: `ahead` values at least, `horizon` at most. */
  readonly truth: readonly number[];
  /** `horizon` values each, fed with their own answers as the network is; those that know nothing here are left out. */
  readonly baselines: readonly Continuation[];
  /** Where it is, in words. */
  readonly caption: string;
  /** What value k after the window is called: 0 is the first that is asked for, −1 the last that was seen. */
  label(k: number): string;
  /** Answers in a row, each of (o), as the values that they say. */
  values(answers: readonly ArrayLike<number>[]): readonly number[];
}

/** How a task's answers are forecasts: made once, or going on from their own answers, on data that were held out. */
export interface Forecast {
  /** Empty where there is none. */
  readonly unit: string;
  /** Decimals worth showing. */
  readonly digits: number;
  /** Values after which the series begins to repeat itself; null where it does not. */
  readonly season: number | null;
  /** Values that one answer says. */
  readonly ahead: number;
  /** Values to roll to: a multiple of `ahead`, and no more than that where answers cannot be fed back. */
  readonly horizon: number;
  /** Names of inputs that nobody forecasts: they stay at their last value while answers are fed back. */
  readonly held: readonly string[];
  /** How many windows were held out. */
  readonly places: number;
  /** Whether they are windows of one series, each a value later than the one before: then every `ahead`th tiles it with answers. */
  readonly consecutive: boolean;
  /** The window at one of them, from 0. @throws {RangeError} */
  at(place: number): Origin;
  /** The window (t, i) that follows once its answer (o) counts as seen: what the network is asked next. */
  next(x: Float32Array, answer: ArrayLike<number>): Float32Array;
}
