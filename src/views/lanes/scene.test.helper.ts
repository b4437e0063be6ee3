import type { Cell } from '../../core/cell/cell.ts';
import { parseCell } from '../../core/cell/parse.ts';
import type { Drawing } from '../../core/tasks/task.ts';
import type { Trace } from '../../core/trace.ts';
import { PALETTE, recordingContext } from '../paint/recorder.test.helper.ts';
import type { Lane, Scene, Setting, Stage } from './lane.ts';

const DRAWING: Drawing = { input: 'bars', channel: 0, outputs: ['sum'], scale: 1, offset: 0, unit: '', digits: 2 };

export function cellOfSource(source: string): Cell {
  const parsed = parseCell(source);
  if (!parsed.ok) throw new Error(parsed.faults[0]?.message ?? 'no cell');
  return parsed.cell;
}

export const RNN = cellOfSource("h' = tanh(W x + U h + b)");

/** Ten steps of two units; the norm halves with every step back from 1 at the last one, which alone is scored. */
export function traceOf(change: Partial<Trace> = {}): Trace {
  const { steps = 10, units = 2, layers = 1, inputs = 1, outputs = 1 } = change;
  const norms = Float64Array.from({ length: layers * steps }, (_, k) => 0.5 ** (steps - 1 - (k % steps)));
  const each = (of: (t: number) => number): Float32Array =>
    Float32Array.from({ length: layers * steps * units }, (_, k) => of(Math.floor(k / units) % steps));
  const mask = new Uint8Array(steps);
  mask[steps - 1] = 1;
  return {
    iteration: 5,
    steps,
    units,
    layers,
    inputs,
    outputs,
    sequence: 0,
    probe: 32,
    caption: '',
    loss: 0.25,
    probeLoss: 0.25,
    x: Float32Array.from({ length: steps * inputs }, (_, t) => (t + 1) / steps),
    y: new Float32Array(steps * outputs).fill(0.8),
    mask,
    clues: [2],
    answers: new Float32Array(steps * outputs).fill(0.5),
    states: { h: each((t) => (t % 2 === 0 ? 0.5 : -0.5)) },
    gates: {},
    stateGradients: { h: each((t) => 0.5 ** (steps - 1 - t) / Math.sqrt(units)) },
    inputGradients: new Float32Array(steps * inputs).fill(0.1),
    norms: { all: norms, h: norms, x: norms.slice(0, steps) },
    median: norms,
    low: norms.map((norm) => norm / 2),
    high: norms.map((norm) => norm * 2),
    lastNorms: norms,
    scored: steps - 1,
    horizons: new Array<number>(layers).fill(6),
    fades: new Array<number>(layers).fill(0.5),
    floor: 1e-38,
    verdict: { tone: 'neutral', text: '' },
    gradientNorm: 1,
    ...change,
  } as Trace;
}

export const settingOf = (change: Partial<Setting> = {}): Setting => ({
  cell: RNN,
  drawing: DRAWING,
  loss: 'mse',
  layer: 0,
  state: 'h',
  norm: 'all',
  own: false,
  covered: false,
  ...change,
});

export const sceneOf = (trace: Partial<Trace> = {}, setting: Partial<Setting> = {}, subject = ''): Scene => ({
  trace: traceOf(trace),
  setting: settingOf(setting),
  subject,
});

export const drawingOf = (change: Partial<Drawing>): Drawing => ({ ...DRAWING, ...change });

/** What a lane draws over 400 × 100 pixels. */
export function painted(
  lane: Lane,
  scene: Scene,
  change: Partial<Pick<Stage, 'blame' | 'cursor' | 'width' | 'domain'>> = {},
): ReturnType<typeof recordingContext> & { readonly texts: readonly string[]; readonly stage: Stage } {
  const recording = recordingContext();
  const stage = { ...scene, context: recording.context, width: 400, height: 100, domain: lane.domain(scene), palette: PALETTE, ...change };
  lane.paint(stage);
  return { ...recording, stage, texts: recording.named('fillText').map((call) => String(call.arguments[0])) };
}
