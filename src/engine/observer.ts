import { type HorizonColumn, horizonColumn } from '../core/analysis/horizonColumn.ts';
import { insideOf } from '../core/analysis/inside.ts';
import { type BlameMatrix, type OwnSequence, ownOf } from '../core/analysis/own.ts';
import { type Probe, probeOf } from '../core/analysis/probe.ts';
import { spectrumOf } from '../core/analysis/spectrum.ts';
import { stepOf } from '../core/analysis/step.ts';
import type { Forecasted, Forecasting } from '../core/forecast/forecasted.ts';
import type { Subject } from '../core/laboratory/subject.ts';
import { type Batch, type Differentiation, layoutOf, type Network } from '../core/network.ts';
import { makeTrace, type Spectrum, type Trace } from '../core/trace.ts';
import type { Frame, Look, Snapshot } from '../protocol/messages.ts';
import { hasColumn } from './columns.ts';
import type { Iteration } from './executor/executor.ts';
import { Forecaster } from './forecaster.ts';
import type { TimeMachine } from './history/machine.ts';
import { Laboratory } from './laboratory.ts';
import { fits, measureOwn } from './own.ts';
import { Pacer, Speedometer } from './pacer.ts';
import type { Run } from './run.ts';
import { Scorer } from './scorer.ts';

/** A spectrum is taken at most this often, and at most a fiftieth of the time is spent on it. */
const SPECTRUM_MS = 250;
/** A snapshot goes with a frame at most this often while training. */
const SNAPSHOT_MS = 1000;

interface Shown {
  readonly trace: Trace;
  readonly blame: BlameMatrix | null;
  /** Of the probe. */
  readonly differentiation: Differentiation;
}

/** Measures a run on its probe and gathers what the page has not seen yet. */
export class Observer {
  readonly pacer = new Pacer();
  /** With the noise that the network has, where it has any: another when something else is done to it. */
  private known: { readonly network: Network; readonly probe: Probe } | null = null;
  private readonly scorer: Scorer;
  private readonly forecaster: Forecaster;
  private readonly laboratory = new Laboratory();
  private readonly speedometer = new Speedometer();
  /** Losses that the page has not seen; they lead to the end of the run. */
  private losses: number[];
  private columns: HorizonColumn[] = [];
  private spectrumDue = 0;
  private spectrumOf = '';
  private snapshotDue = 0;

  constructor(
    private readonly run: Run,
    private readonly floor: number,
    private readonly machine: TimeMachine,
    unseen: readonly number[] = [],
  ) {
    this.losses = [...unseen];
    this.scorer = new Scorer(run, this.probe.batch.size);
    this.forecaster = new Forecaster(run, this.probe.batch.size);
  }

  private get probe(): Probe {
    const { network } = this.run;
    if (this.known?.network !== network) this.known = { network, probe: probeOf(this.run.probe()) };
    return this.known.probe;
  }

  /** Compiles what a picture needs. @throws {KernelError} */
  prepare(): Promise<void> {
    return this.run.executor.prepare(this.probe.batch.steps, this.probe.batch.size);
  }

  iterated({ loss }: Iteration): void {
    this.losses.push(loss);
    this.speedometer.tick();
  }

  /** Training has come to rest. */
  rested(): void {
    this.speedometer.reset();
    this.snapshotDue = 0;
    this.spectrumDue = 0;
    this.machine.hurry();
  }

  /** So many iterations were taken back; what was seen of them is forgotten. */
  rewound(iterations: number): void {
    this.losses.length = Math.max(0, this.losses.length - iterations);
    this.columns = this.columns.filter(({ iteration }) => iteration <= this.run.iteration);
    this.changed();
  }

  /** Another network is on show than was measured last. */
  changed(): void {
    this.scorer.forget();
    this.forecaster.forget();
    this.rested();
  }

  /** Losses that the page has not seen. */
  get unseen(): readonly number[] {
    return this.losses;
  }

  /** Training goes on from an iteration that was gone back to, or on another line: what the page has not seen was of the one that was left. */
  departed(): void {
    this.losses = [];
    this.columns = [];
    this.snapshotDue = 0;
  }

  /** What an iteration owes to the pictures: a frame where the page can take one, else a column where one is due. */
  async glance(look: Look): Promise<Frame | null> {
    if (!this.pacer.isDue()) {
      if (hasColumn(this.run.iteration)) this.addColumn(await this.run.executor.differentiate(this.probe.batch));
      return null;
    }
    const start = performance.now();
    const frame = await this.picture(look, false);
    this.pacer.sent(performance.now() - start);
    return this.scorer.isDue() ? { ...frame, score: await this.scorer.score() } : frame;
  }

  /** A picture of where the run has come to rest, with its score. */
  async still(look: Look): Promise<Frame> {
    this.scorer.hurry();
    // Judged first, so that the verdict of the picture knows of it.
    const score = this.scorer.isDue() ? await this.scorer.score() : null;
    return { ...(await this.picture(look)), score };
  }

  /** What the network says will follow a window that was held out. */
  forecast(asked: Forecasting): Promise<Forecasted> {
    return this.forecaster.forecast(asked);
  }

  /** Everything the page shows, measured now; where it trains on, of the laboratory what is due. */
  async picture(look: Look, atRest = true): Promise<Frame> {
    const { trace, blame, differentiation } = await this.shown(look);
    const snapshot = await this.run.snapshot();
    const laboratory = await this.takenApart(look, { trace, differentiation, parameters: snapshot.parameters }, atRest);
    const spectrum = this.spectrum(look, snapshot);
    const [losses, columns, lossesFrom] = [Float32Array.from(this.losses), this.columns, this.machine.end - this.losses.length];
    this.losses = [];
    this.columns = [];
    return {
      trace,
      losses,
      lossesFrom,
      columns,
      inside: this.inside(look, trace, snapshot),
      spectrum,
      blame,
      laboratory,
      score: null,
      speed: this.speedometer.perSecond(),
      snapshot: await this.dueSnapshot(),
      branch: this.machine.branch,
      past: this.machine.news(),
    };
  }

  /** The sequence on show, and its blame by each input where that is wanted. */
  private async shown(look: Look): Promise<Shown> {
    const { run, probe } = this;
    const differentiation = await run.executor.differentiate(probe.batch);
    if (hasColumn(run.iteration)) this.addColumn(differentiation);
    const own = look.own ?? null;
    if (own !== null && fits(own, run)) return { ...(await this.own(own)), differentiation };
    const trace = this.traceOf(probe, differentiation, look.sequence);
    return { trace, differentiation, blame: look.matrix ? (await this.own(ownOf(trace))).blame : null };
  }

  private async takenApart(look: Look, measured: Pick<Subject, 'trace' | 'differentiation' | 'parameters'>, atRest: boolean) {
    const { run, probe } = this;
    const { laboratory = [] } = look;
    if (laboratory.length === 0) return null;
    const { layers, steps, scored } = measured.trace;
    const place = { layer: Math.min(look.layer, layers - 1), step: Math.min(look.step ?? scored, steps - 1) };
    const differentiate = (batch: Batch): Promise<Differentiation> => run.executor.differentiate(batch);
    return this.laboratory.measure(laboratory, { network: run.network, probe, differentiate, ...place, ...measured }, atRest);
  }

  private async own(own: OwnSequence): Promise<{ readonly trace: Trace; readonly blame: BlameMatrix }> {
    const { batch, differentiation, blame } = await measureOwn(this.run, own, this.probe.batch.size);
    return { trace: this.traceOf(batch.probe, differentiation, 0), blame };
  }

  private traceOf(probe: Probe, differentiation: Differentiation, sequence: number): Trace {
    const { run, floor } = this;
    const { recent, gradientNorm } = this.machine.losses;
    return makeTrace({
      network: run.network,
      probe,
      differentiation,
      sequence,
      iteration: run.iteration,
      floor,
      gradientNorm,
      recentLoss: recent.reduce((sum, loss) => sum + loss, 0) / recent.length,
      baselines: run.task.baselines(run.options),
      heldOut: this.scorer.standing,
      init: run.experiment.init,
    });
  }

  private addColumn(differentiation: Differentiation): void {
    const { iteration } = this.run;
    this.columns = this.columns.filter((column) => column.iteration < iteration);
    this.columns.push({ iteration, ...horizonColumn(this.probe, differentiation) });
  }

  private inside(look: Look, trace: Trace, { parameters }: Snapshot): Frame['inside'] {
    const layer = Math.min(look.layer, trace.layers - 1);
    const step = Math.min(look.step ?? trace.scored, trace.steps - 1);
    const inside = insideOf(stepOf(this.run.network, trace, parameters, { layer, step, unit: look.unit }));
    const { cuts = [], boost = false } = this.run.network.interventions ?? {};
    return cuts.includes(step) ? { ...inside, isCut: true, carried: 0, ratio: 0, paths: [] } : { ...inside, isBoosted: boost };
  }

  private spectrum({ spectrum: matrix, layer }: Look, { iteration, parameters }: Snapshot): Spectrum | null {
    const key = `${matrix} ${layer}`;
    if (matrix === null || (performance.now() < this.spectrumDue && key === this.spectrumOf)) return null;
    const slot = layoutOf(this.run.network).slots.find((each) => each.name === matrix && each.layer === layer);
    if (slot === undefined || slot.rows !== slot.columns) return null;
    const start = performance.now();
    const eigenvalues = spectrumOf(parameters.subarray(slot.offset, slot.offset + slot.rows * slot.columns), slot.rows);
    const end = performance.now();
    this.spectrumDue = end + Math.max(SPECTRUM_MS, 50 * (end - start));
    this.spectrumOf = key;
    return { iteration, layer, matrix, ...eigenvalues };
  }

  private async dueSnapshot(): Promise<Snapshot | null> {
    if (performance.now() < this.snapshotDue) return null;
    this.snapshotDue = performance.now() + SNAPSHOT_MS;
    return this.run.arrived();
  }
}
