import { describe, expect, test } from 'vitest';
import { subjectOf } from '../../../core/laboratory/subject.test.helper.ts';
import { measureWaterfall } from '../../../core/laboratory/waterfall.ts';
import type { Interventions } from '../../../core/network.ts';
import type { Setting } from '../../lanes/lane.ts';
import { PALETTE, recordingContext } from '../../paint/recorder.test.helper.ts';
import type { Scene } from './figure.ts';
import { waterfall } from './waterfall.ts';

type Given = Parameters<typeof subjectOf>[0];

function sceneOf(given: Given, clues: readonly number[] = [2], interventions: Partial<Interventions> = {}): Scene<'waterfall'> {
  const made = subjectOf(given);
  const network = { ...made.network, interventions: { still: [], clipValue: 0, cuts: [], ...interventions } };
  const subject = { ...made, network };
  return {
    taken: measureWaterfall(subject),
    trace: { ...subject.trace, clues },
    setting: {} as Setting,
    cursor: subject.step,
    chosen: null,
  };
}

/** Numbers as the sentence writes them. */
const numbers = (text: string): number[] =>
  Array.from(text.matchAll(/= ([\d.]+)|is ([\d.]+) by|(plus|minus) ([\d.]+) through/g), (found) => {
    const size = Number(found[1] ?? found[2] ?? found[4]);
    return found[3] === 'minus' ? -size : size;
  });

describe('the sentence of the waterfall', () => {
  test.each(['lstm', 'gru'])('of a %s names the parts, which add to the whole', (cell) => {
    const scene = sceneOf({ cell, steps: 6, units: 4 });
    const sentence = waterfall.describe(scene);
    const [whole = 0, kept = 0, rest = 0] = numbers(sentence);
    expect(sentence).toMatch(/^Back to the clue at step 3: ‖∂s₆\/∂s₃‖ = /);
    expect(whole).toBeCloseTo(10 ** (scene.taken.whole[2] ?? 0), 1);
    expect(Math.abs(kept + rest - whole)).toBeLessThanOrEqual(0.06 * (Math.abs(kept) + Math.abs(rest)));
  });

  test('goes back to step 1 where no clue stands before the cursor, and says where no state is carried', () => {
    expect(waterfall.describe(sceneOf({ cell: 'rnn', step: 2 }, [2, 5]))).toMatch(
      /^Back to step 1: ‖∂s₃\/∂s₁‖ .*no state has a carry path\.$/,
    );
  });

  test('says that step 1 has none before it', () => {
    expect(waterfall.describe(sceneOf({ cell: 'gru', step: 0 }))).toContain('Step 1 has no step before it');
  });

  test('says where the wire is cut, which the state goes over and the blame does not', () => {
    const said = (interventions: Partial<Interventions>) => waterfall.describe(sceneOf({ cell: 'gru', step: 6 }, [], interventions));
    const cut = 'no blame passes there, though the state does.';
    expect(said({})).not.toContain('cut');
    expect(said({ cuts: [4] })).toContain(`The wire is cut at step 5: ${cut}`);
    expect(said({ cuts: [2, 4, 6] })).toContain(`The wire is cut at steps 3, 5 and 7: ${cut}`);
    expect(said({ cuts: [7] })).not.toContain('cut');
    expect(said({ boost: true })).toContain('Small blame is boosted on its way and does not shrink as this does.');
  });

  test('says how far it went where it could not go all the way', () => {
    const scene = sceneOf({ cell: 'gru', steps: 60, units: 96, size: 1, sequence: 0 }, []);
    const { from, first } = scene.taken;
    expect(waterfall.describe(scene)).toContain(`Back to step ${first + 1}:`);
    expect(waterfall.describe(scene)).toContain(`Only the last ${from - first} steps:`);
    expect(waterfall.read(scene, { x: 0.001, y: 0 })).toBe('not measured');
  });
});

test('a place is read as its step, and what is after the cursor is named so', () => {
  const scene = sceneOf({ cell: 'lstm', steps: 8, step: 5 });
  const at = (t: number): string => waterfall.read(scene, { x: (t + 0.5) / 8, y: 0.5 });
  expect(at(1)).toMatch(/^s₂: [\d.·⁻¹²³]+ ≤ [\d.·⁻¹²³]+, carry [\d.·⁻¹²³]+, step ×[\d.]+$/);
  expect(at(5)).toBe('s₆ by itself: 1');
  expect(at(7)).toBe('step 8 comes after the cursor');
});

test('what is 0 gets a dot in the strip, and every factor a bar', () => {
  const scene = sceneOf({ cell: 'feedforward', steps: 6 });
  const { context, named } = recordingContext();
  waterfall.paint({ ...scene, context, width: 300, height: waterfall.height(scene), palette: PALETTE });
  expect(named('arc').length).toBeGreaterThanOrEqual(5);
  const lstm = sceneOf({ cell: 'lstm', steps: 6 });
  const drawn = recordingContext();
  waterfall.paint({ ...lstm, context: drawn.context, width: 300, height: waterfall.height(lstm), palette: PALETTE });
  expect(drawn.named('fillRect').filter(({ arguments: [, y] }) => y === 192)).toHaveLength(5);
});

test('a cut stands in the picture before its step, named', () => {
  const scene = sceneOf({ cell: 'gru', steps: 8, step: 6 }, [], { cuts: [2, 4] });
  const { context, named } = recordingContext();
  waterfall.paint({ ...scene, context, width: 400, height: waterfall.height(scene), palette: PALETTE });
  expect(named('fillText').map(({ arguments: [text] }) => text)).toContain('wire cut');
  const strokes = named('moveTo').map(({ arguments: [x, y] }) => [x, y]);
  expect(strokes).toContainEqual([100, 0]);
  expect(strokes).toContainEqual([200, 0]);
});

test('its marks lie within it, 0 among them', () => {
  const marks = waterfall.marks(sceneOf({ cell: 'lstm' }));
  for (const { at } of marks) expect(at >= 0 && at <= 1).toBe(true);
  expect(marks.map(({ text }) => text)).toEqual(expect.arrayContaining(['1', '0', '×1']));
});
