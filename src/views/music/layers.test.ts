import { describe, expect, test } from 'vitest';
import { ALPHABET, durationSymbol, END, encode, pitchSymbol, SYMBOL_NAMES } from '../../core/music/tokens.ts';
import { defaultOptions } from '../../core/tasks/index.ts';
import { music } from '../../core/tasks/music.ts';
import { makeRoom } from '../../core/tasks/task.ts';
import type { Trace } from '../../core/trace.ts';
import { PALETTE, recordingContext } from '../paint/recorder.test.helper.ts';
import { composedOf, describeComposed } from './composed.ts';
import { givenOf, isOfMelodies, predictedOf } from './layers.ts';
import { paintRoll } from './paintRoll.ts';
import { beatText, describeRoll, readAt, rightText } from './words.ts';

const WIDTH = ALPHABET.length;
const STEPS = 8;

/** A trace of symbols, the last of which is only said, with what the network answered at each step. */
function traceOf(symbols: readonly number[], answered: readonly number[]): Trace {
  const { x, y, mask } = makeRoom(STEPS, WIDTH, 1);
  const answers = new Float32Array(STEPS * WIDTH);
  for (let t = 0; t < symbols.length - 1; t++) {
    x[t * WIDTH + (symbols[t] ?? 0)] = 1;
    y[t] = symbols[t + 1] ?? 0;
    mask[t] = 1;
    answers[t * WIDTH + (answered[t] ?? 0)] = 0.6;
  }
  return { x, y, mask, answers, steps: STEPS, inputs: WIDTH, outputs: WIDTH, caption: 'A Tune, our own' } as unknown as Trace;
}

const [c, g, a, rest] = [60, 67, 69, null].map(pitchSymbol) as [number, number, number, number];
const [quarter, half] = [4, 8].map(durationSymbol) as [number, number];

const trace = traceOf([c, quarter, g, half, rest, quarter, a, half], [half, g, half, a, quarter, END, half]);
const given = givenOf(trace);
const predicted = predictedOf(trace, given);

describe('the layers of the roll', () => {
  test('give the tune on show with the steps of its notes, to the last that is to be said', () => {
    expect(given.map(({ pitch, duration, at, pitchAt }) => [pitch, duration, at, pitchAt])).toEqual([
      [60, 4, 0, 0],
      [67, 8, 4, 2],
      [null, 4, 12, 4],
      [69, 8, 16, 6],
    ]);
  });

  test('of a short tune stop at its end', () => {
    expect(givenOf(traceOf([c, quarter, END], [0, 0])).map(({ pitch }) => pitch)).toEqual([60]);
  });

  test('predict each note but the first where it stands: its pitch from all before, its length from its right pitch too', () => {
    expect(predicted.map(({ index, isRight }) => [index, isRight])).toEqual([
      [1, true],
      [2, false],
      [3, false],
    ]);
    expect(predicted[0]?.note).toEqual({ at: 4, pitch: 67, duration: 8 });
    expect(predicted[1]?.note).toEqual({ at: 12, pitch: 69, duration: 4 });
    expect(predicted[0]?.pitch.probability).toBeCloseTo(0.6, 6);
  });

  test('draw nothing where the likeliest is no pitch, and still tell it', () => {
    expect(predicted[2]?.note).toBeNull();
    expect(SYMBOL_NAMES[predicted[2]?.pitch.symbol ?? -1]).toBe('end');
    expect(readAt({ given, predicted, composed: null }, 17)).toBe('given A4/2; predicted end/2 (60 %, 60 %)');
  });

  test('are of every sequence of the task as many notes as it has', () => {
    const options = defaultOptions(music);
    expect(isOfMelodies({ inputs: 28, outputs: WIDTH })).toBe(false);
    expect(isOfMelodies(music.sizes(options))).toBe(true);
  });
});

const composed = composedOf([c, quarter, g, quarter], { iteration: 300, symbols: [half, a, half, c, quarter, END] }, END);

describe('what was composed', () => {
  test('is one tune with the notes that it began with, and counts what made no note', () => {
    expect(composed.notes.map(({ pitch, duration, at }) => [pitch, duration, at])).toEqual([
      [60, 4, 0],
      [67, 4, 4],
      [69, 8, 8],
      [60, 4, 16],
    ]);
    expect(composed).toMatchObject({ prompt: 2, ended: true, lost: 1, iteration: 300 });
    expect(describeComposed(composed)).toBe('2 notes of its own after iteration 300, ended by itself. 1 symbol out of turn made none.');
  });

  test('forgives a last pitch that was cut off from its length', () => {
    const cut = composedOf([c, quarter], { iteration: 0, symbols: [g, quarter, a] }, END);
    expect(cut).toMatchObject({ lost: 0, ended: false, prompt: 1 });
    expect(describeComposed(cut)).toBe('1 note of its own after iteration 0.');
  });

  test.each([
    ['nothing but lengths', [half, half, quarter], 3],
    ['pitches in a row', [g, a, c, quarter], 2],
    ['the end at once', [END], 0],
    ['nothing', [], 0],
  ])('of %s is told', (_, symbols, lost) => {
    expect(composedOf([c, quarter], { iteration: 0, symbols }, END).lost).toBe(lost);
  });
});

describe('the roll in words', () => {
  const layers = { given, predicted, composed };

  test('tells what lies at a moment, of each layer that has something there', () => {
    expect(readAt(layers, 0)).toBe('given C4/4; begun with C4/4');
    expect(readAt(layers, 5)).toBe('given G4/2; predicted G4/2, right (60 %, 60 %); begun with G4/4');
    expect(readAt(layers, 8)).toBe('given G4/2; predicted G4/2, right (60 %, 60 %); composed A4/2');
    expect(readAt(layers, 12)).toBe('given rest/4; predicted A4/4 (60 %, 60 %); composed A4/2');
    expect(readAt(layers, 99)).toBe('nothing');
  });

  test('counts beats from 1, with their quarters', () => {
    expect([0, 1, 6, 11].map(beatText)).toEqual(['beat 1', 'beat 1¼', 'beat 2½', 'beat 3¾']);
  });

  test('tells the whole for those who do not see it', () => {
    expect(rightText(predicted)).toBe('1 of 3 notes predicted right');
    expect(describeRoll(layers, 'A Tune, our own')).toBe(
      '4 notes of A Tune, our own: C4/4 G4/2 rest/4 A4/2. 1 of 3 notes predicted right. Composed: C4/4 G4/4 A4/2 C4/4.',
    );
    expect(describeRoll({ ...layers, composed: null }, '')).toContain('Nothing is composed yet.');
  });

  test('writes sharps as on the screen', () => {
    const sharp = givenOf(traceOf(encode([{ pitch: 66, duration: 4 }]), [0, 0]));
    expect(readAt({ given: sharp, predicted: [], composed: null }, 0)).toBe('given F♯4/4');
  });
});

describe('the drawing', () => {
  const recorder = recordingContext();
  paintRoll({ context: recorder.context, width: 320, height: 240, span: 32, palette: PALETTE }, { given, predicted, composed });
  const at = ({ arguments: [left, top] }: { readonly arguments: readonly unknown[] }) => [left, top];

  test('has a solid bar for each note that is given, in its place, and none for a rest', () => {
    const bars = recorder.named('fillRect').filter(({ fill }) => fill === 'rgb(92 99 112 / 0.62)');
    expect(bars.map(at)).toEqual([
      [0, 180],
      [40, 110],
      [160, 90],
    ]);
  });

  test('has a frame for each prediction that is a note, on the bar where it is right', () => {
    const frames = recorder.named('strokeRect');
    expect(frames).toHaveLength(2);
    expect(frames[0]?.arguments.slice(0, 2)).toEqual([40.75, 110.25]);
    expect(frames[0]?.stroke).toBe('rgb(44 95 148 / 1)');
  });

  test('has a round head for each note that is composed, hollow for those that it began with', () => {
    const heads = recorder.named('fill').map(({ fill }) => fill);
    expect(recorder.named('arc')).toHaveLength(4);
    expect(heads).toEqual(['rgb(251 250 247 / 1)', 'rgb(251 250 247 / 1)', 'rgb(217 122 31 / 1)', 'rgb(217 122 31 / 1)']);
  });
});
