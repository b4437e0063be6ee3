import type { Cell } from '../../core/cell/cell.ts';
import { diverging, divergingLegend } from './diverging.ts';
import { balancedDomain, extentOf } from './domain.ts';
import { equationOf } from './equation.ts';
import type { Lane, Scene } from './lane.ts';
import { cellOf, columnOf, gridOf, unitsSize, unitTicks } from './scene.ts';
import { counted, fixed, signed } from './words.ts';

const gateGrid = (scene: Scene) => gridOf(scene, scene.trace.gates[scene.subject]);

/** What a gate is called, where its name is the field's. */
const ROLES: Readonly<Record<string, string>> = {
  f: 'forget gate: how much of c is kept',
  i: 'input gate: how much of the new content is written',
  o: 'output gate: how much of c is shown as h',
  g: 'new content that is offered to c',
  z: 'update gate: how much of h is kept',
  r: 'reset gate: how much of h the new content sees',
  n: 'new content that is offered to h',
};

export const gate: Lane = {
  subjects: (cell) => cell.gates.filter((name) => hasUnits(cell, name)),
  onDemand: true,
  title: (_setting, name) => `Gate ${name}`,
  sentence: (_setting, name) => ROLES[name] ?? `${name} of each unit`,
  explanation: (_setting, name) =>
    `The value of ${name} for each unit at each step. Pale is near 0, where it lets nothing through; deep blue is 1, where it lets everything through.`,
  formula: ({ cell }, name) => equationOf(cell, name),
  size: (trace) => unitsSize(trace, 140),
  units: true,
  domain: (scene) => {
    const { values, offset, columns, rows } = gateGrid(scene);
    return balancedDomain(extentOf((values as Float32Array).subarray(offset, offset + columns * rows)));
  },
  ticks: (_domain, _setting, trace) => unitTicks(trace),
  paint(stage) {
    if (stage.trace.gates[stage.subject] !== undefined) diverging(stage, gateGrid(stage));
  },
  describe(scene) {
    const { trace, subject } = scene;
    const at = (step: number): string => fixed(mean(Array.from(columnOf(gateGrid(scene), step))), 2);
    return `Gate ${subject}: ${counted(trace.units, 'unit')} over ${counted(trace.steps, 'step')}. Its mean is ${at(0)} at step 1 and ${at(trace.scored)} at step ${trace.scored + 1}.`;
  },
  read: (scene, point) => signed(cellOf(gateGrid(scene), point)),
  legend: divergingLegend,
};

function hasUnits({ graph, definitions }: Cell, name: string): boolean {
  const id = definitions.get(name);
  return id !== undefined && graph[id]?.width === 'units';
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
