import { expect, test } from 'vitest';
import { measureSingularValues } from '../../../core/laboratory/singularValues.ts';
import { subjectOf } from '../../../core/laboratory/subject.test.helper.ts';
import type { Subject } from '../../../core/laboratory/subject.ts';
import { layoutOf } from '../../../core/network.ts';
import type { Setting } from '../../lanes/lane.ts';
import { PALETTE, recordingContext } from '../../paint/recorder.test.helper.ts';
import type { Scene } from './figure.ts';
import { singularValues } from './singularValues.ts';

const sceneOf = (subject: Subject): Scene<'singular-values'> => ({
  taken: measureSingularValues(subject),
  trace: subject.trace,
  setting: {} as Setting,
  cursor: subject.step,
  chosen: null,
});

/** A cell of one matrix U with so many on its diagonal and 0 elsewhere: ‖U‖₂ is that number. */
function diagonal(cell: string, value: number): Subject {
  const subject = subjectOf({ cell, units: 4 });
  const parameters = subject.parameters.slice();
  const slot = layoutOf(subject.network).slots.find(({ name }) => name === 'U');
  for (let i = 0; slot !== undefined && i < 16; i++) parameters[slot.offset + i] = i % 5 === 0 ? value : 0;
  return { ...subject, parameters };
}

test.each([
  ['rnn', 0.9, '‖U‖₂ is below 1/γ = 1.0: with these weights it must vanish, whatever the slopes (sufficient).'],
  ['rnn', 1, '‖U‖₂ is 1/γ = 1.0: nothing can explode'],
  ['rnn', 1.5, '‖U‖₂ is above 1/γ = 1.0, as it must be to explode (necessary)'],
  ["h' = sigmoid(W x + U h)", 3.5, '‖U‖₂ is below 1/γ = 4.0: with these weights it must vanish'],
  ["h' = sigmoid(W x + U h)", 4.5, '‖U‖₂ is above 1/γ = 4.0'],
  ["h' = 2 * tanh(W x + U h)", 0.5, 'the slopes that were measured stand in for γ'],
])('of %s with ‖U‖₂ = %d it says what the bound says, and no more', (cell, weights, wanted) => {
  const sentence = singularValues.describe(sceneOf(diagonal(cell, weights)));
  expect(sentence).toContain(wanted);
  expect(sentence).toContain(`‖U‖₂ ${weights.toPrecision(2)} = `);
});

test('of a gated cell it says that the bound speaks of one way, and names each', () => {
  const sentence = singularValues.describe(sceneOf(subjectOf({ cell: 'gru' })));
  expect(sentence).toMatch(
    /here 4 add up, each slope × weights: through z [\d.·⁻\d²³]+ × [\d.]+, through r .*, through n .*, carry path [\d.]+\.$/,
  );
  expect(sentence).not.toContain('γ');
});

test('directions that are lost are counted', () => {
  const dead = { ...subjectOf({ cell: 'relu', units: 6 }) };
  const { values } = measureSingularValues(dead).products[0] ?? { values: new Float64Array() };
  expect(values.length).toBeLessThan(6);
  expect(singularValues.describe(sceneOf(dead))).toContain(`, ${6 - values.length} of 6 are 0 to rounding, at most slope`);
});

test('of a large state it says that the largest alone is measured', () => {
  const sentence = singularValues.describe(sceneOf(subjectOf({ cell: 'lstm', steps: 4, units: 66, size: 1, sequence: 0 })));
  expect(sentence).toContain('(of 132 it alone is measured)');
});

test('where the wire is cut it says so, and marks it', () => {
  const subject = subjectOf({ cell: 'lstm' });
  const network = { ...subject.network, interventions: { still: [], clipValue: 0, cuts: [4] } };
  const scene = sceneOf({ ...subject, network });
  expect(singularValues.describe(scene)).toMatch(/ The wire is cut at step 5: no blame passes there, though the state does\.$/);
  const { context, named } = recordingContext();
  singularValues.paint({ ...scene, context, width: 400, height: 180, palette: PALETTE });
  expect(named('fillText').map(({ arguments: [text] }) => text)).toContain('wire cut');
});

test('from the first step there is nothing to take apart', () => {
  expect(singularValues.describe(sceneOf(subjectOf({ cell: 'rnn', step: 0 })))).toContain('Step 1 has no step before it');
});

test('a place is read as the nearest product that was taken apart', () => {
  const scene = sceneOf(subjectOf({ cell: 'lstm', steps: 40, units: 3 }));
  const at = (t: number): string => singularValues.read(scene, { x: (t + 0.5) / 40, y: 0.5 });
  expect(at(38)).toMatch(/^s₃₉: [\d.]+ to /);
  expect(at(34)).toBe(at(35));
  expect(at(39)).toBe('s₄₀ by itself: 1');
});

test('every value of the step at the cursor gets a tick', () => {
  const scene = sceneOf(subjectOf({ cell: 'rnn', steps: 2, units: 5 }));
  const { context, named } = recordingContext();
  singularValues.paint({ ...scene, context, width: 300, height: 180, palette: PALETTE });
  expect(named('fillRect').filter(({ arguments: [, , , height] }) => height === 1)).toHaveLength(5);
});
