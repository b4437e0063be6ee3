import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeProblem, type Problem } from '../words.ts';
import { curveOf, MOST_KNOTS, NO_PREDICTIONS, predictionOf, type Quantity, valueAt } from './prediction.ts';
import { readPredictions, writePredictions } from './text.ts';

const LENGTHS = { norm: 40, loss: 1000 };

const read = (text: string) => {
  const problems: Problem[] = [];
  return { read: readPredictions(text, LENGTHS, problems), told: problems.map(describeProblem) };
};

const lines = (of: Quantity) =>
  fc.integer({ min: 2, max: 500 }).chain((length) =>
    fc
      .uniqueArray(fc.tuple(fc.integer({ min: 1, max: length }), fc.integer({ min: -6000, max: 6000 })), {
        minLength: 1,
        maxLength: MOST_KNOTS,
        selector: ([at]) => at,
      })
      .map((knots) =>
        predictionOf(
          of,
          length,
          knots.map(([at, log]) => ({ at, log: log / 100 })),
        ),
      ),
  );

describe('a prediction in a link', () => {
  test('is the same after it was written and read', () => {
    const asked = fc.option(fc.record({ of: fc.constantFrom<Quantity>('norm', 'loss'), length: fc.integer({ min: 1, max: 5000 }) }));
    fc.assert(
      fc.property(fc.option(lines('norm')), fc.option(lines('loss')), asked, (norm, loss, wanted) => {
        const all = { norm: wanted?.of === 'norm' ? null : norm, loss: wanted?.of === 'loss' ? null : loss, asked: wanted };
        const { read: again, told } = read(writePredictions(all));
        expect(told).toEqual([]);
        expect(again).toEqual(all);
      }),
    );
  });

  test('is short and can be read and written by hand', () => {
    const norm = predictionOf(
      'norm',
      40,
      [1, 20, 40].map((at, k) => ({ at, log: [-8, -4.5, -1][k] as number })),
    );
    expect(writePredictions({ ...NO_PREDICTIONS, norm })).toBe('norm:40,1:-8,20:-4.5,40:-1');
    expect(read('norm,40:-1,1:-8,20:-4.5').read.norm).toEqual(norm);
    expect(read('norm,1:0,40:0,loss').read.asked).toEqual({ of: 'loss', length: 1000 });
  });

  test.each([
    ['nonsense', 'predict=nonsense is neither norm nor loss, with which a prediction begins; it is ignored.'],
    ['norm,1:-8,20:x,40:-1', 'predict=20:x is no step with a logarithm, as 20:-3; it is ignored.'],
    ['norm,1:-8,41:0,40:-1', 'predict=41:0 stands at no step from 1 to 40; it is ignored.'],
    ['loss,1:-1,1001:0', 'predict=1001:0 stands at no iteration from 1 to 1000; it is ignored.'],
    ['norm,1:-8,1:-9,40:-1', 'predict=1:-9 is a second value at step 1; it is ignored.'],
    ['norm,1:-99,40:-1', 'predict=1:-99 is not between the powers -60 and 60 of ten; -60 is used instead.'],
    ['norm:0,1:-8,40:-1', 'predict=norm:0 is not over a whole number from 1 to 1000000; 40 is used instead.'],
    ['norm,1:-8,norm,2:-1', 'predict=… speaks of the norm a second time; it is ignored.'],
    ['norm,loss,1:0,9:0', 'predict=norm has no point and is not the last word, which would ask for a drawing; it is ignored.'],
    [`norm,${'1:0,'.repeat(600)}40:1`, 'predict=… has 2409 characters, more than 2000; it is ignored.'],
  ])('%s is told in a sentence', (text, sentence) => {
    expect(read(text).told).toEqual([sentence]);
  });

  test('with many faults is told in a few sentences, and what is whole is kept', () => {
    const { read: predictions, told } = read(`norm,1:-8,${'a,'.repeat(9)}40:-1`);
    expect(told).toHaveLength(5);
    expect(told.at(-1)).toBe('predict=… has 5 more faults of this kind; all are passed over.');
    expect(predictions.norm?.knots).toHaveLength(2);
  });

  test('never throws, whatever the text, and what it gives is valid', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^((norm|loss|\d{1,3})(:-?\d{1,3}(\.\d)?)?,?){0,12}$/)), (text) => {
        for (const of of ['norm', 'loss'] as const) {
          const line = read(text).read[of];
          const places = line?.knots.map(({ at }) => at) ?? [];
          expect(places.toSorted((a, b) => a - b)).toEqual(places);
          expect(places.every((at) => at >= 1 && at <= (line?.length ?? 0))).toBe(true);
        }
      }),
    );
  });
});

describe('a drawn line', () => {
  const line = predictionOf('norm', 5, [
    { at: 4, log: 2 },
    { at: 2, log: -2 },
  ]);

  test('is straight between its points and nowhere else', () => {
    expect([1, 2, 3, 4, 5].map((at) => valueAt(line, at))).toEqual([Number.NaN, -2, 0, 2, Number.NaN]);
  });

  test('keeps its distance from the last step where the sequence has another length; a loss keeps its iterations', () => {
    expect([...curveOf(line, 7)]).toEqual([Number.NaN, Number.NaN, Number.NaN, -2, 0, 2, Number.NaN]);
    expect([...curveOf(line, 3)]).toEqual([0, 2, Number.NaN]);
    expect([...curveOf({ ...line, of: 'loss' }, 3)]).toEqual([Number.NaN, -2, 0]);
  });
});
