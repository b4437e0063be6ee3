import { countedPlaces, errorsBeside, type Other, squaresOf, worthOf } from '../core/forecast/errors.ts';
import type { Forecast, Origin } from '../core/forecast/forecast.ts';
import type { Errors, Forecasted, Forecasting } from '../core/forecast/forecasted.ts';
import { rollTogether } from '../core/forecast/roll.ts';
import type { Batch } from '../core/network.ts';
import type { Run } from './run.ts';

/**
 * Lets a run forecast windows of the data that were held out. Windows are asked about side by side, in batches of the
 * probe's shape, whose kernels are there.
 */
export class Forecaster {
  private counted: readonly Origin[] | null = null;
  /** What the baselines are off by, by the number of turns. */
  private readonly others = new Map<number, readonly Other[]>();
  /** The errors that were measured last, and of what. */
  private measured: { readonly of: string; readonly errors: Errors } | null = null;

  constructor(
    private readonly run: Run,
    private readonly size: number,
  ) {}

  /** The weights were replaced or taken back. */
  forget(): void {
    this.measured = null;
  }

  /** @throws {TypeError} where the task is not about what comes next. @throws {RangeError} for a window or turns that are not there. */
  async forecast({ sequence, turns }: Forecasting): Promise<Forecasted> {
    const start = performance.now();
    const { iteration } = this.run;
    const forecast = this.known();
    requireTurns(forecast, turns);
    const origin = forecast.at(sequence);
    const of = `${iteration} ${turns}`;
    const counted = this.measured?.of === of ? [] : this.countedOf(forecast);
    const [values = [], ...said] = await this.rolled(forecast, [origin, ...counted], turns);
    if (counted.length > 0) this.measured = { of, errors: this.errors(forecast, counted, said, turns) };
    const { errors } = this.measured as { errors: Errors };
    return { iteration, sequence, values: Float64Array.from(values), errors, milliseconds: performance.now() - start };
  }

  private known(): Forecast {
    const { task, options } = this.run;
    if (task.forecast === undefined) throw new TypeError(`${task.title}: what the network answers there is not what comes next`);
    return task.forecast(options);
  }

  private countedOf(forecast: Forecast): readonly Origin[] {
    this.counted ??= countedPlaces(forecast.places).map((place) => forecast.at(place));
    return this.counted;
  }

  /** What the network says after each window, in the data's unit. */
  private async rolled(forecast: Forecast, origins: readonly Origin[], turns: number): Promise<readonly (readonly number[])[]> {
    const windows = origins.map(({ x }) => x);
    const answers = await rollTogether(forecast, windows, (asked) => this.answers(asked), turns + 1);
    return origins.map((origin, w) => origin.values(answers[w] ?? []));
  }

  private async answers(windows: readonly Float32Array[]): Promise<readonly Float32Array[]> {
    const { steps, outputs } = this.run.task.sizes(this.run.options);
    const said: Float32Array[] = [];
    for (let from = 0; from < windows.length; from += this.size) {
      const asked = windows.slice(from, from + this.size);
      const { outputs: all } = await this.run.executor.differentiate(this.batchOf(asked, steps, outputs));
      const last = (steps - 1) * this.size * outputs;
      asked.forEach((_, b) => {
        said.push(Float32Array.from({ length: outputs }, (_, o) => all[last + b * outputs + o] as number));
      });
    }
    return said;
  }

  /** Windows (t, i) as a batch (t, b, i); what it would learn is not asked. */
  private batchOf(windows: readonly Float32Array[], steps: number, outputs: number): Batch {
    const { size } = this;
    const { inputs } = this.run.network;
    const x = new Float32Array(steps * size * inputs);
    for (const [b, window] of windows.entries())
      for (let t = 0; t < steps; t++) x.set(window.subarray(t * inputs, (t + 1) * inputs), (t * size + b) * inputs);
    const batch = { steps, size, x, y: new Float32Array(steps * size * outputs), weights: new Float32Array(steps * size) };
    return this.run.disturbed(batch, ['forecast']);
  }

  private errors(forecast: Forecast, counted: readonly Origin[], said: readonly (readonly number[])[], turns: number): Errors {
    const truths = counted.map(({ truth }) => truth);
    return errorsBeside(squaresOf(said, truths, forecast.ahead), this.othersOf(forecast, counted, turns), worthOf(forecast));
  }

  private othersOf({ ahead }: Forecast, counted: readonly Origin[], turns: number): readonly Other[] {
    const known = this.others.get(turns) ?? othersOf(counted, ahead, turns);
    this.others.set(turns, known);
    return known;
  }
}

function requireTurns({ horizon, ahead }: Forecast, turns: number): void {
  const most = horizon / ahead - 1;
  if (Number.isInteger(turns) && turns >= 0 && turns <= most) return;
  throw new RangeError(`fed with its own answers ${turns} times: must be a whole number from 0 to ${most}`);
}

/** The baselines that know something at every window, so that all are measured on the same ones. */
function othersOf(counted: readonly Origin[], ahead: number, turns: number): readonly Other[] {
  const truths = counted.map(({ truth }) => truth);
  const labels = counted[0]?.baselines.map(({ label }) => label) ?? [];
  return labels.flatMap((label) => {
    const said = counted.flatMap(({ baselines }) => baselines.filter((each) => each.label === label).map(({ values }) => values));
    if (said.length < counted.length) return [];
    const rows = said.map((values) => values.slice(0, (turns + 1) * ahead));
    return [{ label, ...squaresOf(rows, truths, ahead) }];
  });
}
