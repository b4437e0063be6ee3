import { diverging, divergingLegend } from './diverging.ts';
import { balancedDomain, extentOf } from './domain.ts';
import { equationOf } from './equation.ts';
import type { Lane, Scene } from './lane.ts';
import { cellOf, columnOf, gridOf, layerOf, stateOf, unitsSize, unitTicks } from './scene.ts';
import { counted, signed } from './words.ts';

const memoryGrid = (scene: Scene) => gridOf(scene, scene.trace.states[stateOf(scene)]);
/** From here on a tanh lets less than a tenth of the blame through. */
const SATURATED = 0.95;

export const memory: Lane = {
  subjects: () => [''],
  onDemand: false,
  title: ({ cell, state }) => (cell.states.length > 1 ? `Memory ${state}` : 'Memory'),
  sentence: ({ state }) =>
    state === 'h' ? 'hidden state of each unit, travels forward →' : `state ${state} of each unit, travels forward →`,
  explanation: () =>
    'What each unit holds at each step: one row a unit, one column a step. Blue is positive, orange negative, pale is near 0.',
  formula: ({ cell, state }) => equationOf(cell, `${state}'`),
  size: (trace) => unitsSize(trace, 220),
  units: true,
  domain: (scene) => balancedDomain(extentOf(layerValues(scene))),
  ticks: (_domain, _setting, trace) => unitTicks(trace),
  paint: (stage) => diverging(stage, memoryGrid(stage)),
  describe(scene) {
    const { trace } = scene;
    const values = Array.from(columnOf(memoryGrid(scene), trace.scored));
    const extent = extentOf(values);
    const saturated = values.filter((value) => Math.abs(value) > SATURATED).length;
    const range =
      extent === null
        ? 'no finite value'
        : `values from ${signed(extent.low)} to ${signed(extent.high)}, ${saturated} of them beyond ±${SATURATED}`;
    const where = trace.layers > 1 ? `, layer ${layerOf(scene) + 1}` : '';
    return `State ${stateOf(scene)}${where}: ${counted(trace.units, 'unit')} over ${counted(trace.steps, 'step')}. Step ${trace.scored + 1} holds ${range}.`;
  },
  read: (scene, point) => signed(cellOf(memoryGrid(scene), point)),
  legend: divergingLegend,
};

function layerValues(scene: Scene): Float32Array {
  const { values, offset, columns, rows } = memoryGrid(scene);
  return (values as Float32Array).subarray(offset, offset + columns * rows);
}
