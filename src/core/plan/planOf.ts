import type { Cell } from '../cell/cell.ts';
import type { Network } from '../network.ts';
import { type Frame, frameOf, type Rows } from './frame.ts';
import { normalise, type Values } from './normalise.ts';
import { parameterOrder, type Theta, thetaOf } from './parameters.ts';
import type { LayerPlan, Place, Plan, Stage } from './plan.ts';
import { type Rounds, roundsOf } from './rounds.ts';
import { outersOf, type Placed, rowAt, stagesOf, sumsOf } from './stages.ts';
import { PHASES, type Phase, type ValueId, valueAt } from './values.ts';

interface Drafted {
  readonly made: Values;
  readonly rounds: Rounds;
  readonly stored: ReadonlySet<ValueId>;
  readonly frame: Frame;
  readonly rows: Rows;
}

/** The plan of a network; it depends on nothing else. */
export function planOf(network: Network): Plan {
  const { cell, layers, units, inputs } = network;
  const drafts = Array.from({ length: layers }, (_, layer) =>
    draft(cell, { units, inputs: layer === 0 ? inputs : units, one: 1 }, layer > 0),
  );
  const theta = thetaOf(
    network,
    drafts.map(({ made, rounds }) => parameterOrder(made.values, rounds)),
  );
  const plans = drafts.map((drafted, layer) => layerPlan(cell, drafted, theta, layer));
  const h = plans.at(-1)?.definitions.get("h'");
  if (h === undefined) throw new Error('a network needs a layer whose cell has an output');
  return {
    network,
    cell,
    layers: plans,
    head: { V: theta.offsetOf(null, 'V'), a: theta.offsetOf(null, 'a'), h: h.row },
    moves: theta.moves,
    parameters: theta.size,
  };
}

function draft(cell: Cell, rows: Rows, below: boolean): Drafted {
  const made = normalise(cell, below);
  const { rounds, stored } = roundsOf(made);
  return { made, rounds, stored, rows, frame: frameOf(made, rounds, stored, rows) };
}

function layerPlan(cell: Cell, { made, rounds, stored, frame, rows }: Drafted, theta: Theta, layer: number): LayerPlan {
  const placed: Placed = { cell, made, frame, rows, offsetOf: (name) => theta.offsetOf(layer, name) };
  const place = (id: ValueId): Place => ({ row: rowAt(placed, id), rows: rows[valueAt(made.values, id).width] });
  const places = (ids: ReadonlyMap<string, ValueId>) => new Map([...ids].map(([name, id]) => [name, place(id)]));
  const stages = Object.fromEntries(PHASES.map((phase) => [phase, stagesOf(placed, rounds[phase])])) as unknown as Record<Phase, Stage[]>;
  return {
    inputs: rows.inputs,
    values: made.values,
    frame: frame.frame,
    kept: frame.kept,
    constants: frame.constants,
    stages,
    outers: outersOf(placed),
    sums: sumsOf(placed),
    recurs: { forward: stages.forward.length > 0, backward: made.carry.size > 0 },
    definitions: places(made.definitions),
    blame: places(made.blame),
    carry: places(made.carry),
    input: made.input === null ? null : place(made.input),
    noise: places(noiseIn(made)),
    names: namesOf(made, stored, frame, rows),
  };
}

const noiseIn = ({ values }: Values): ReadonlyMap<string, ValueId> =>
  new Map(values.flatMap((value, id) => (value.op === 'noise' ? [[value.state, id] as const] : [])));

/** What lies in each place, several names where it is shared. */
function namesOf(made: Values, stored: ReadonlySet<ValueId>, { rowOf }: Frame, rows: Rows): LayerPlan['names'] {
  const called = new Map<ValueId, string>();
  const call = (names: ReadonlyMap<string, ValueId>, write: (name: string) => string): void => {
    for (const [name, id] of names) called.set(id, called.has(id) ? `${called.get(id)}, ${write(name)}` : write(name));
  };
  call(made.definitions, (name) => name);
  call(made.blame, (name) => `∂${name}'`);
  call(made.carry, (name) => `∂${name}`);
  call(made.vectors, (name) => `∂${name}`);
  call(noiseIn(made), (state) => `noise on ${state}`);
  if (made.input !== null) call(new Map([['∂x', made.input]]), (name) => name);
  const byRow = new Map<number, { row: number; rows: number; names: Set<string> }>();
  for (const id of [...stored].sort((a, b) => a - b)) {
    const value = valueAt(made.values, id);
    const row = rowOf.get(id);
    if (value.phase === 'constant' || row === undefined) continue;
    const entry = byRow.get(row) ?? { row, rows: rows[value.width], names: new Set<string>() };
    const name = called.get(id);
    if (name !== undefined) entry.names.add(name);
    byRow.set(row, entry);
  }
  return [...byRow.values()]
    .sort((a, b) => a.row - b.row)
    .map(({ row, rows: count, names }) => ({ row, rows: count, name: names.size === 0 ? `r${row}` : [...names].join(', ') }));
}
