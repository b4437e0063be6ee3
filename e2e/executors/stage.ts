import type { BackendName } from '../../src/core/backend.ts';
import { cellOf } from '../../src/core/cell/builtin.ts';
import { differentiate } from '../../src/core/cell/interpret.ts';
import { type Batch, type Differentiation, layoutOf, type Network, type States } from '../../src/core/network.ts';
import { createRng } from '../../src/core/rng.ts';
import type { Opened } from '../../src/engine/backends/backend.ts';
import { BACKEND } from '../../src/engine/backends/index.ts';
import { boostedErrors } from '../../src/engine/executor/boosted.test.helper.ts';
import { interventionErrors } from '../../src/engine/executor/interventions.test.helper.ts';
import { noiseErrors } from '../../src/engine/executor/noise.test.helper.ts';
import { largestDifference } from '../../src/engine/selfCheck.ts';

/* A page that runs executors themselves, without an engine around them. */

export interface Job {
  readonly backend: BackendName;
  readonly cell: string;
  readonly units: number;
  readonly layers: number;
  readonly steps: number;
  readonly size: number;
}

/** Largest differences from float64, relative to each array's largest value. */
export interface Carried {
  /** Losses of windows that are learned from one after the other, each from where the one before ended. */
  readonly losses: number[];
  /** Everything that is measured of the second window and of the third, from where the one before ended. */
  readonly windows: number[];
  /** From states that are given; from zero after that; and from zero since the weights were replaced. */
  readonly given: number;
  readonly plain: number;
  readonly forgotten: number;
  /** Buffers after one round of windows, and after three more. */
  readonly held: readonly [number, number];
  /** What the device reported. */
  readonly refusal: string | null;
}

const STILL = { rate: 0, clip: 0 };
const WINDOWS = [0, 1, 2];
const opened = new Map<BackendName, Promise<Opened>>();

function open(backend: BackendName): Promise<Opened> {
  const known = opened.get(backend) ?? BACKEND[backend]().then((start) => start(true));
  opened.set(backend, known);
  return known;
}

/** Three windows, what float64 makes of each from where the one before ended, and where each begins. */
function problemOf({ cell, units, layers, steps, size }: Job) {
  const rng = createRng('windows', cell);
  const draw = (length: number, bound = 1) => Float32Array.from({ length }, () => bound * (2 * rng.uniform() - 1));
  const network: Network = { cell: cellOf(cell), inputs: 3, units, layers, outputs: 2, loss: 'mse' };
  const parameters = draw(layoutOf(network).size, 1 / Math.sqrt(units));
  const rows = steps * size;
  const weights = () => draw(rows).map((weight) => Math.max(0, weight) / rows);
  const windows = WINDOWS.map((): Batch => ({ steps, size, x: draw(rows * 3), y: draw(rows * 2), weights: weights() }));
  const exactly = (batch: Batch) => differentiate(network, Float64Array.from(parameters), batch);
  const exact: Differentiation[] = [];
  const starts: States[] = [new Map()];
  for (const [k, window] of windows.entries()) {
    const made = exactly({ ...window, start: starts[k] ?? new Map() });
    exact.push(made);
    starts.push(endOf(made, steps));
  }
  return { network, parameters, windows, exact, starts, exactly };
}

function endOf({ states }: Differentiation, steps: number): States {
  const last = (values: ArrayLike<number>) => Float32Array.from(Array.from(values).slice((values.length / steps) * (steps - 1)));
  return new Map([...states].map(([name, layers]) => [name, layers.map(last)]));
}

async function carry(job: Job): Promise<Carried> {
  const { network, parameters, windows, exact, starts, exactly } = problemOf(job);
  const backend = await open(job.backend);
  const executor = await backend.make(network, 'sgd', parameters, { floor: 2 ** -24, exact: false });
  const [first, second] = windows as [Batch, Batch, Batch];
  const other = { ...first, steps: job.steps - 1, size: job.size + 2 };
  const apart = async (batch: Batch, wanted = exactly(batch)) => largestDifference(await executor.differentiate(batch), wanted);
  const round = async () => {
    const [losses, measured]: [number[], number[]] = [[], []];
    for (const [k, window] of windows.entries()) {
      if (k > 0) {
        await executor.differentiate(fitted(other, network));
        measured.push(await apart({ ...window, continues: true }, exact[k]));
      }
      const { loss } = await executor.iterate({ ...window, continues: k > 0 }, STILL);
      losses.push(Math.abs(loss / (exact[k]?.loss ?? 0) - 1));
    }
    return { losses, windows: measured };
  };
  const carried = await round();
  const held = backend.memory().buffers;
  for (let k = 0; k < 3; k++) await round();
  const after = backend.memory().buffers;
  const given = await apart({ ...second, start: starts[2] ?? new Map() });
  const plain = await apart(second);
  await executor.iterate(first, STILL);
  executor.setWeights({ parameters });
  const forgotten = await apart({ ...second, continues: true }, exactly(second));
  executor.dispose();
  return { ...carried, given, plain, forgotten, held: [held, after], refusal: backend.refused() };
}

/** A batch of these sizes, of zeros. */
function fitted({ steps, size }: Batch, { inputs, outputs }: Network): Batch {
  const rows = steps * size;
  return { steps, size, x: new Float32Array(rows * inputs), y: new Float32Array(rows * outputs), weights: new Float32Array(rows).fill(1) };
}

/** How far this backend is from float64 in what is done to a network, by what is done; and what the device reported. */
async function intervene(name: BackendName, cells: readonly string[], depths: readonly number[]) {
  const backend = await open(name);
  const errors = await interventionErrors(backend.make, cells, depths);
  return { errors, refusal: backend.refused() };
}

/** How far this backend is from float64 where noise is added to states; and what the device reported. */
async function disturb(name: BackendName, cells: readonly string[], depths: readonly number[]) {
  const backend = await open(name);
  const errors = await noiseErrors(backend.make, cells, depths);
  return { errors, refusal: backend.refused() };
}

/** The same where blame is boosted. */
async function boost(name: BackendName, cells: readonly string[], depths: readonly number[]) {
  const backend = await open(name);
  const errors = await boostedErrors(backend.make, cells, depths);
  return { errors, refusal: backend.refused() };
}

declare global {
  interface Window {
    carry: typeof carry;
    intervene: typeof intervene;
    disturb: typeof disturb;
    boost: typeof boost;
  }
}

Object.assign(window, { carry, intervene, disturb, boost });
