import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Forecast, Origin } from '../../../core/forecast/forecast.ts';
import type { Errors, Standing } from '../../../core/forecast/forecasted.ts';
import { defaultOptions, taskOf } from '../../../core/tasks/index.ts';
import { css } from '../../paint/ink.ts';
import { PALETTE, recordingContext } from '../../paint/recorder.test.helper.ts';
import { answersToChoose, choiceOf, choosing, mostAnswers } from './choice.ts';
import { DASHES, forecastPainter, ROLLED } from './paintForecast.ts';
import { acrossOf, domainOf, placeAt, placeTicks, sceneOf, valueTicks } from './scene.ts';
import { describeForecast, readingOf, standingText } from './words.ts';

const forecastOf = (name: string): Forecast => {
  const task = taskOf(name);
  return task.forecast?.(defaultOptions(task)) as Forecast;
};
const co2 = forecastOf('co2');

/** Six values seen, 10 … 15; 16, 17, … came; last value and a line that is one too high. */
const origin: Origin = {
  x: new Float32Array(6),
  past: [10, 11, 12, 13, 14, 15],
  truth: [16, 17, 18],
  baselines: [
    { label: 'last', values: [15, 15, 15, 15] },
    { label: 'linear', values: [17, 18, 19, 20] },
  ],
  caption: 'May to October, the last at 15.0 ppm',
  label: (k) => `month ${k}`,
  values: (answers) => answers.flatMap((answer) => Array.from(answer)),
};
const shape = { ahead: 2, unit: 'ppm', digits: 1, places: 9, horizon: 4, season: null, held: [], consecutive: true };
const made = { ...shape, at: () => origin, next: (x: Float32Array) => x } satisfies Forecast;
const scene = (said: number[] | null = [15.5, 16.5, 17.5, 18.5]) => sceneOf(origin, made, 2, said);

describe('what is chosen', () => {
  const limits = { places: 90, horizon: 96, ahead: 12 };

  test('stands in the link, and nothing where it is usual', () => {
    expect(choiceOf([], limits)).toEqual({ window: 0, answers: 4 });
    expect(choosing(['gate:f'], { window: 0, answers: 4 }, limits)).toEqual(['gate:f']);
    expect(choosing(['gate:f', 'held-out-3'], { window: 11, answers: 8 }, limits)).toEqual(['gate:f', 'held-out-12', 'answers-8']);
  });

  test('is read back as it was written, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 89 }), fc.integer({ min: 1, max: 8 }), (window, answers) => {
        expect(choiceOf(choosing(['spectrum:U'], { window, answers }, limits), limits)).toEqual({ window, answers });
      }),
    );
  });

  test('is fitted to what there is', () => {
    expect(choiceOf(['held-out-500', 'answers-99'], limits)).toEqual({ window: 89, answers: 8 });
    expect(choiceOf(['held-out-0', 'answers-0'], limits)).toEqual({ window: 0, answers: 1 });
    expect(choiceOf(['held-out-x', 'held-out'], limits)).toEqual({ window: 0, answers: 4 });
    expect(choiceOf([], { ...limits, horizon: 12 })).toEqual({ window: 0, answers: 1 });
    expect(choiceOf([], { ...limits, ahead: 1 })).toEqual({ window: 0, answers: 12 });
  });

  test('is one of a few numbers of answers, the most among them', () => {
    expect(answersToChoose(limits)).toEqual([1, 2, 3, 4, 6, 8]);
    expect(answersToChoose({ ...limits, ahead: 1 })).toEqual([1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96]);
    expect(mostAnswers({ horizon: 24, ahead: 24 })).toBe(1);
  });
});

describe('the axes', () => {
  test('hold all that happened, and of what was said no more than that span on either side', () => {
    const { low, high } = domainOf(scene([15, 1e9, Number.NaN, -1e9]));
    expect(low).toBeLessThanOrEqual(10 - 8);
    expect(low).toBeGreaterThan(-20);
    expect(high).toBeGreaterThanOrEqual(18 + 8);
    expect(high).toBeLessThan(50);
    const calm = domainOf(scene());
    expect(calm.low).toBeLessThanOrEqual(10);
    expect(calm.high).toBeGreaterThanOrEqual(20);
  });

  test('show as much of the window as there is, and no more than twice what comes after it', () => {
    expect(scene()).toMatchObject({ before: 6, after: 4 });
    const long = { ...origin, past: Array.from({ length: 240 }, (_, k) => k) };
    expect(sceneOf(long, made, 2, null).before).toBe(24);
    expect(sceneOf(long, { ahead: 24 }, 4, null).before).toBe(192);
  });

  test('are read at the value that is nearest', () => {
    fc.assert(
      fc.property(fc.integer({ min: -6, max: 3 }), (k) => {
        expect(placeAt(scene(), acrossOf(scene(), k))).toBe(k);
      }),
    );
    expect([placeAt(scene(), -1), placeAt(scene(), 1), placeAt(scene(), 2)]).toEqual([-6, 3, 3]);
  });

  test('name months a whole number of years apart', () => {
    const at = co2.at(0);
    const names = placeTicks(sceneOf(at, co2, 4, null), co2, at.label, 460).map(({ label }) => label);
    expect(names.length).toBeGreaterThanOrEqual(3);
    expect(new Set(names.map((name) => name.split(' ')[0])).size).toBe(1);
  });

  test.each(['sines', 'random-walk'])('count the steps of %s from the end of the window', (name) => {
    const forecast = forecastOf(name);
    const at = forecast.at(0);
    const names = placeTicks(sceneOf(at, forecast, 4, null), forecast, at.label, 460).map(({ label }) => label);
    expect(names).toContain('−20');
    expect(names).toContain('+20');
  });

  test('have no more names than there is room for', () => {
    const places = fc.record({ past: fc.integer({ min: 4, max: 400 }), answers: fc.integer({ min: 1, max: 8 }), week: fc.boolean() });
    fc.assert(
      fc.property(places, fc.constantFrom(290, 460), ({ past, answers, week }, room) => {
        const shown = sceneOf({ ...origin, past: new Array(past).fill(0) }, { ahead: 5 }, answers, null);
        const names = placeTicks(shown, { ...made, season: week ? 7 : null }, (k) => `${100 + k} of October`, room);
        expect(names.length).toBeGreaterThanOrEqual(1);
        expect(names.length * 6 * 14).toBeLessThan(room + 90);
      }),
    );
  });

  test('have between two and eight labels of values that differ', () => {
    const ends = fc.tuple(fc.double({ min: -1000, max: 1000, noNaN: true }), fc.double({ min: 0.5, max: 1000, noNaN: true }));
    fc.assert(
      fc.property(ends, ([low, span]) => {
        const labels = valueTicks({ low, high: low + span }, 1).map(({ label }) => label);
        expect(labels.length).toBeGreaterThanOrEqual(2);
        expect(labels.length).toBeLessThanOrEqual(8);
        expect(new Set(labels).size).toBe(labels.length);
      }),
    );
  });
});

describe('the picture', () => {
  const draw = (said?: number[] | null) => {
    const recording = recordingContext();
    forecastPainter(scene(said), { low: 10, high: 20 }, () => PALETTE)(recording.context, 100, 100, {} as never);
    return recording;
  };
  type Stroke = { readonly points: readonly (readonly number[])[]; readonly stroke: unknown; readonly dash: readonly number[] };
  const strokes = ({ calls }: ReturnType<typeof recordingContext>): readonly Stroke[] => {
    const found: Stroke[] = [];
    let points: number[][] = [];
    let dash: readonly number[] = [];
    for (const { name, arguments: values, stroke } of calls) {
      if (name === 'beginPath') points = [];
      if (name === 'moveTo' || name === 'lineTo') points.push((values as number[]).map(Math.round));
      if (name === 'setLineDash') dash = values[0] as number[];
      if (name === 'stroke') found.push({ points, stroke, dash });
    }
    return found;
  };
  const ink = css(PALETTE.ink('ink'));

  test('draws the first answer solid and the ones to its own answers dashed, from the last value that was seen', () => {
    const network = strokes(draw()).filter(({ stroke }) => stroke === ink);
    expect(network.map(({ dash }) => dash)).toEqual([[], ROLLED]);
    expect(network[0]?.points).toEqual([
      [55, 50],
      [65, 45],
      [75, 35],
    ]);
    expect(network[1]?.points).toEqual([
      [75, 35],
      [85, 25],
      [95, 15],
    ]);
  });

  test('draws what came as far as it is known, and the window before it', () => {
    const good = strokes(draw()).find(({ stroke }) => stroke === css(PALETTE.ink('good')));
    expect(good?.points.map(([x]) => x)).toEqual([55, 65, 75, 85]);
    const past = strokes(draw()).find(({ points, dash }) => dash.length === 0 && points.length === 6);
    expect(past?.points.map(([, y]) => y)).toEqual([100, 90, 80, 70, 60, 50]);
  });

  test('draws each baseline in dashes of its own', () => {
    const muted = strokes(draw()).filter(({ stroke, points }) => stroke === css(PALETTE.ink('muted')) && points.length === 5);
    expect(muted.map(({ dash }) => dash)).toEqual([DASHES[0], DASHES[1]]);
    expect(muted[1]?.points.map(([, y]) => y)).toEqual([50, 30, 20, 10, 0]);
    expect(new Set(DASHES.map(String)).size).toBe(DASHES.length);
  });

  test('draws no network before it was asked', () => {
    expect(strokes(draw(null)).some(({ stroke }) => stroke === ink)).toBe(false);
    expect(sceneOf(origin, made, 2, [1, 2]).network).toBeNull();
  });

  test('draws nothing outside itself, however far the network is off', () => {
    const { calls } = draw([1e9, -1e9, 1e9, 0]);
    const clip = calls.findIndex(({ name }) => name === 'clip');
    expect(calls[clip - 1]).toMatchObject({ name: 'rect', arguments: [0, 0, 100, 100] });
    expect(calls.findIndex(({ stroke, name }) => name === 'stroke' && stroke === ink)).toBeGreaterThan(clip);
  });
});

const errorsOf = (standings: readonly Standing[]): Errors => ({
  windows: 90,
  network: { once: 1, rolled: 2.25 },
  baselines: standings.map((standing, k) => ({
    ...{ label: 'abc'[k] ?? '', standing, rolled: 3 },
    once: standing === 'better' ? 2 + k : standing === 'level' ? 1 : 0.5,
  })),
});

describe('the words', () => {
  test('say at a place what was seen, or what came and what was said', () => {
    const read = (k: number) => readingOf(scene(), made, origin, k).split('\n');
    expect(read(-1)).toEqual(['month -1', 'seen 15.0\u00a0ppm']);
    expect(read(0)).toEqual(['month 0', 'came 16.0\u00a0ppm', 'network 15.5\u00a0ppm', 'last 15.0\u00a0ppm', 'linear 17.0\u00a0ppm']);
    expect(read(2)[2]).toBe('network, on its own answers 17.5\u00a0ppm');
    expect(read(3)[1]).toBe('what came is not known');
  });

  test('say what the network is better than, and what nothing beats', () => {
    expect(standingText(errorsOf(['better', 'better']), 90)).toBe('On 90 held-out windows the network is better than “a” and “b”.');
    expect(standingText(errorsOf(['better', 'level']), 90)).toBe(
      'On 90 held-out windows the network is better than “a”, level with “b”. Nothing here beats “b”.',
    );
    expect(standingText(errorsOf(['better', 'level', 'worse']), 90)).toBe(
      'On 90 held-out windows the network is better than “a”, level with “b”, worse than “c”. Nothing here beats “c”.',
    );
  });

  test('say where an error is smaller or larger and it may be luck, and not that nothing beats the larger', () => {
    const told = (network: number, other: number) =>
      standingText(
        { windows: 14, network: { once: network, rolled: 1 }, baselines: [{ label: 'linear', standing: 'level', once: other, rolled: 1 }] },
        14,
      );
    expect(told(0.1, 0.7)).toBe('On 14 held-out windows the network is off by less than “linear” (on too few windows to be sure).');
    expect(told(0.7, 0.1)).toBe(
      'On 14 held-out windows the network is off by more than “linear” (on too few windows to be sure). Nothing here beats “linear”.',
    );
    expect(told(0.95, 1)).toBe('On 14 held-out windows the network is level with “linear”.');
    expect(told(1, 0.95)).toBe('On 14 held-out windows the network is level with “linear”. Nothing here beats “linear”.');
  });

  test('say on how many of the windows that can be stepped through errors are measured', () => {
    expect(standingText(errorsOf(['better']), 213)).toBe('On 90 of 213 held-out windows the network is better than “a”.');
  });

  test('describe it all to those who do not see it', () => {
    const words = describeForecast(scene(), made, origin, 4, errorsOf(['better']));
    expect(words).toContain('Held-out window 5 of 9, May to October, the last at 15.0 ppm.');
    expect(words).toContain('For month 3 the network says 18.5\u00a0ppm, which is not known yet.');
    expect(words).toContain(
      'next 2 values and, fed with its own answers, 4: network 1.00\u00a0ppm, in a row 2.25\u00a0ppm; a 2.00\u00a0ppm',
    );
    expect(words).toContain('better than “a”');
    expect(describeForecast(scene(null), made, origin, 4, null)).toContain('is being measured');
  });
});
