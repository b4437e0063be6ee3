/** Which of the windows that were held out, from 0, and how often the network is fed with its own answers from there on. */
export interface Forecasting {
  readonly sequence: number;
  readonly turns: number;
}

/** How far forecasts are off: root mean square over the values of many windows, in the data's unit. */
export interface Off {
  /** Over the values that are said at once. */
  readonly once: number;
  /** Over all that is said in a row, fed with its own answers, as far as it is known what followed. */
  readonly rolled: number;
}

/** How the network does beside somebody who forecasts the same windows without it, in what it says at once; level where it may be luck. */
export type Standing = 'better' | 'level' | 'worse';

export interface Errors {
  /** Windows on which all were measured. */
  readonly windows: number;
  readonly network: Off;
  readonly baselines: readonly (Off & { readonly label: string; readonly standing: Standing })[];
}

/** What the network says will follow a window, and how far such forecasts are off on the whole part that was held out. */
export interface Forecasted {
  readonly iteration: number;
  readonly sequence: number;
  /** In the data's unit, `turns + 1` answers in a row; the first is what it says at once. */
  readonly values: Float64Array;
  readonly errors: Errors;
  /** How long it took to compute. */
  readonly milliseconds: number;
}
