import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUILTIN, cellOf } from './cell/builtin.ts';
import { LONGEST_SOURCE } from './cell/parse.ts';
import { differenceOf, EXPERIMENT_KEYS, type Experiment, makeExperiment } from './experiment.ts';
import { experimentsOf } from './experiments.test.helper.ts';
import { decodeLink, encodeLink } from './link.ts';
import { createRng } from './rng.ts';
import { PROBE, TASK_NAMES, TASKS, taskOf } from './tasks/index.ts';
import type { View } from './view.ts';
import { DEFAULT_VIEW, VIEW_KEYS } from './view.ts';
import { listed } from './words.ts';

const noticesOf = (hash: string): readonly string[] => decodeLink(hash).notices;

const TYPED = [
  "h' = tanh(W x + 0.5 * U h + b) # 100 % & more = #1",
  "σ1 = σ(W x + b)\nh' = tanh(U (σ1 ∘ h)) * σ1",
  "f = sigmoid(Wf x + bf)\n\tc' = f * c + W x\r\nh' = tanh(c')",
  "# 日本語 🙂 <script>alert(1)</script> +%2B%\nh' = W x + h",
];

const experiments = experimentsOf(
  fc.oneof(
    fc.constantFrom(...Object.keys(BUILTIN), ...TYPED),
    fc.string({ unit: 'binary', maxLength: 30 }).map((text) => `h' = tanh(W x + U h) #${text.replaceAll(/[\n\r\u2028\u2029]/g, '')}`),
  ),
);

const viewsOf = (experiment: Experiment): fc.Arbitrary<View> => {
  const cell = cellOf(experiment.cell);
  const { steps } = taskOf(experiment.task).sizes(experiment.options);
  const figures = ['spectrum', 'loss', 'inside', ...cell.gates.map((name) => `gate:${name}`)];
  return fc.record({
    t: fc.option(fc.integer({ min: 0, max: steps - 1 })),
    unit: fc.option(fc.integer({ min: 0, max: experiment.units - 1 })),
    sequence: fc.integer({ min: 0, max: PROBE - 1 }),
    layer: fc.integer({ min: 0, max: experiment.layers - 1 }),
    state: fc.constantFrom(...cell.states),
    norm: fc.constantFrom('all', 'x', ...cell.states),
    open: fc.subarray(figures),
    predict: fc.constantFrom('norm:40,1:-8,20:-4.5,40:-1', 'loss:1000', '憶 & %2C=1'),
    shared: fc.constant(true),
  });
};

const linked = experiments.chain((experiment) => viewsOf(experiment).map((view) => ({ experiment, view })));

describe('a link', () => {
  it('says nothing where everything is as the page starts', () => {
    expect(encodeLink({ experiment: makeExperiment(), view: DEFAULT_VIEW })).toBe('');
    expect(decodeLink('')).toEqual({ experiment: makeExperiment(), view: DEFAULT_VIEW, notices: [], draft: null, race: null });
  });

  it('can be read and written by hand', () => {
    const { experiment, view, notices } = decodeLink('#task=adding&length=40&cell=gru&units=24&seed=1&t=7&open=gate:z,spectrum');
    expect(notices).toEqual([]);
    expect(experiment).toEqual(makeExperiment({ cell: 'gru' }));
    expect(view).toEqual({ ...DEFAULT_VIEW, t: 6, open: ['gate:z', 'spectrum'] });
    expect(encodeLink({ experiment, view })).toBe('cell=gru&t=7&open=gate:z,spectrum');
  });

  it('holds what was predicted only where a person shares it', () => {
    const drawn = { ...DEFAULT_VIEW, predict: 'norm:40,1:-8,40:-1' };
    const experiment = makeExperiment();
    expect(encodeLink({ experiment, view: drawn })).toBe('');
    expect(encodeLink({ experiment, view: { ...drawn, shared: true } })).toBe('predict=norm:40,1:-8,40:-1');
    expect(decodeLink('predict=norm:40,1:-8,40:-1').view).toEqual({ ...drawn, shared: true });
    expect(decodeLink('predict=5').view.predict).toBe('5');
    expect(decodeLink('predict=')).toEqual(decodeLink(''));
    expect(() => encodeLink(decodeLink('predict=\ud800'))).not.toThrow();
  });

  it('keeps its order whatever the order in which it was asked for', () => {
    const hash =
      'task=co2&window=24&cell=lstm&units=8&layers=2&radius=0.9&rate=0.0000015&seed=0&backend=cpu&t=3&unit=4&sequence=2&layer=2&state=c&norm=x';
    const shuffled = hash.split('&').reverse().join('&');
    expect(decodeLink(shuffled).notices).toEqual([]);
    expect(encodeLink(decodeLink(shuffled))).toBe(hash);
  });

  it('asks for the same bits everywhere in one word, and the backend is understood', () => {
    const { experiment, notices } = decodeLink('exact=true');
    expect(notices).toEqual([]);
    expect(experiment).toEqual(makeExperiment({ exact: true, backend: 'wasm' }));
    expect(encodeLink({ experiment, view: DEFAULT_VIEW })).toBe('exact=true');
    expect(decodeLink('backend=wasm&exact=true')).toEqual(decodeLink('exact=true'));
    expect(decodeLink('exact=false')).toEqual(decodeLink(''));
  });

  it('reads back every experiment and view that it writes', () => {
    fc.assert(
      fc.property(linked, (value) => {
        expect(decodeLink(encodeLink(value))).toEqual({ ...value, notices: [], draft: null, race: null });
      }),
      { numRuns: 500 },
    );
  }, 60_000);

  it('has room for the longest cell, in whatever script its comments are', () => {
    const start = "h' = W x #";
    const experiment = makeExperiment({ cell: start + '憶'.repeat(LONGEST_SOURCE - start.length) });
    expect(decodeLink(encodeLink({ experiment, view: DEFAULT_VIEW }))).toEqual({
      experiment,
      view: DEFAULT_VIEW,
      notices: [],
      draft: null,
      race: null,
    });
  });

  it('is written with characters that survive mail and chat', () => {
    fc.assert(fc.property(linked, (value) => /^[\w.~:,=&%-]*$/.test(encodeLink(value))));
  });

  it('gives no two keys the same name', () => {
    const options = TASK_NAMES.flatMap((name) => TASKS[name].options.map((option) => option.name));
    const fixed = ['v', ...EXPERIMENT_KEYS, ...VIEW_KEYS];
    expect(new Set(fixed).size).toBe(fixed.length);
    expect(options.filter((name) => (fixed as string[]).includes(name) || name in Object.prototype)).toEqual([]);
  });
});

describe('a malformed link', () => {
  it.each([
    ['units=０', 'units=０ is not a whole number from 1 to 256; 24 is used instead.'],
    ['units=0x10', 'units=0x10 is not a whole number from 1 to 256; 24 is used instead.'],
    ['units=', 'units= is not a whole number from 1 to 256; 24 is used instead.'],
    ['units', 'units= is not a whole number from 1 to 256; 24 is used instead.'],
    ['units=-5', 'units=-5 is not a whole number from 1 to 256; 24 is used instead.'],
    ['rate=-1', 'rate=-1 is not a number from 0.000001 to 10; 0.003 is used instead.'],
    ['units=+5', 'units=+5 is not a whole number from 1 to 256; 24 is used instead.'],
    ['units=1_0', 'units=1_0 is not a whole number from 1 to 256; 24 is used instead.'],
    ['units=%205', 'units= 5 is not a whole number from 1 to 256; 24 is used instead.'],
    ['units=%E0%A4', 'units=%E0%A4 is not a whole number from 1 to 256; 24 is used instead.'],
    ['units=2.4e1.', 'units=2.4e1. is not a whole number from 1 to 256; 24 is used instead.'],
    ['units=300', 'units=300 is not a whole number from 1 to 256; 256 is used instead.'],
    ['rate=1e309', 'rate=1e309 is not a number from 0.000001 to 10; 0.003 is used instead.'],
    ['rate=NaN', 'rate=NaN is not a number from 0.000001 to 10; 0.003 is used instead.'],
    ['radius=null', 'radius=null is not a number from 0 to 5; no value is used instead.'],
    ['length=4', 'length=4 is not a whole number from 5 to 400; 5 is used instead.'],
    ['window=24', 'window=24 is an option of co2, not of adding; it is ignored.'],
    ['task=Adding', `task=Adding is none of ${listed(TASK_NAMES)}; adding is used instead.`],
    ['backend=cuda', 'backend=cuda is none of webgpu, webgl, wasm and cpu; the first that is there is used instead.'],
    ['exact=1', 'exact=1 is neither true nor false; false is used instead.'],
    ['exact', 'exact= is neither true nor false; false is used instead.'],
    ['backend=cpu&exact=true', 'backend=cpu does not give the same bits everywhere, as exact=true asks; wasm is used instead.'],
    ['options=1', 'options=1 is no key of a link; it is ignored.'],
    ['__proto__=1', '__proto__=1 is no key of a link; it is ignored.'],
    ['constructor=x', 'constructor=x is no key of a link; it is ignored.'],
    ['task=toString', `task=toString is none of ${listed(TASK_NAMES)}; adding is used instead.`],
    ['=5', '=5 is no key of a link; it is ignored.'],
    ['seed=1&seed=2', 'seed=2 stands a second time; the first is used.'],
    ['t=41', 't=41 is not a whole number from 1 to 40; 40 is used instead.'],
    ['t=0', 't=0 is not a whole number from 1 to 40; 1 is used instead.'],
    ['state=c', 'state=c is none of h; h is used instead.'],
    ['open=gate:f', 'open=gate:f names no figure; it is ignored.'],
    ['open=', 'open= names no figure; it is ignored.'],
    ['open=loss,loss', 'open=loss is open already; it is ignored.'],
    ['v=2', 'v=2 is a newer kind of link than this page knows; it is read as v=1.'],
    ['v=one', 'v=one is no version of a link; it is read as v=1.'],
  ])('%s is told: %s', (hash, notice) => {
    expect(noticesOf(hash)).toEqual([notice]);
  });

  it('is told where the link is older than itself in nothing', () => {
    expect(noticesOf('v=1')).toEqual([]);
  });

  it('keeps a cell that does not parse as a draft, with its fault', () => {
    const { experiment, draft, notices } = decodeLink(`cell=${encodeURIComponent("h' = sigmod(W x)")}`);
    expect(experiment.cell).toBe('rnn');
    expect(draft).toBe("h' = sigmod(W x)");
    expect(notices).toEqual([expect.stringMatching(/^cell: line 1, column 6: .*sigmod.*rnn is used instead\.$/i)]);
    expect(decodeLink('cell=%E0%A4').draft).toBe('%E0%A4');
  });

  it('shows script as the text that it is', () => {
    expect(noticesOf('task=%3Cscript%3Ealert(1)%3C/script%3E')[0]).toContain('task=<script>alert(1)</script> is none of');
  });

  it('of a megabyte opens the page at once, with one notice', () => {
    const start = performance.now();
    const { experiment, notices } = decodeLink('units=8&'.repeat(125_000));
    expect(experiment).toEqual(makeExperiment());
    expect(notices).toEqual(['The link has 1000000 characters, more than 40000; the page opens as if it had none.']);
    expect(performance.now() - start).toBeLessThan(50);
  });

  it('with thousands of faults tells the first and the number of the rest', () => {
    const notices = noticesOf('a=1&'.repeat(4000));
    expect(notices).toHaveLength(12);
    expect(notices.at(-1)).toBe('The link has 3989 more faults of this kind, all passed over.');
  });

  it('leaves no trace on the prototypes', () => {
    decodeLink('__proto__=1&constructor=2&prototype.units=3&__proto__[units]=4');
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)['units']).toBeUndefined();
  });
});

/** One edit of a text: a character replaced, put in, taken out; its end cut off; two of its pairs or keys swapped. */
function mutate(hash: string, seed: number): string {
  const rng = createRng('mutant', seed);
  const at = rng.integer(hash.length + 1);
  const character = rng.integer(4) === 0 ? String.fromCharCode(rng.integer(0x10000)) : String.fromCharCode(32 + rng.integer(95));
  const pairs = hash.split('&');
  const [one, other] = [rng.integer(pairs.length), rng.integer(pairs.length)];
  const swapped = (swap: (a: string, b: string) => string): string =>
    pairs.map((pair, k) => (k === one ? swap(pair, pairs[other] ?? '') : pair)).join('&');
  const edits = [
    () => hash.slice(0, at) + character + hash.slice(at + 1),
    () => hash.slice(0, at) + character + hash.slice(at),
    () => hash.slice(0, at) + hash.slice(at + 1 + rng.integer(5)),
    () => hash.slice(0, at),
    () => hash.slice(at),
    () => swapped((_, b) => b),
    () => swapped((a, b) => `${b.split('=')[0]}=${a.split('=')[1]}`),
    () => `${hash}&${hash.slice(at)}`,
  ];
  return edits[rng.integer(edits.length)]?.() ?? hash;
}

describe('ten thousand mutated links', () => {
  it('all decode to an experiment and a view that exist', () => {
    const seeds = fc.sample(linked, { numRuns: 100, seed: 3 }).map(encodeLink);
    let changed = 0;
    for (let k = 0; k < 10_000; k++) {
      const hash = mutate(mutate(seeds[k % seeds.length] ?? '', 2 * k), 2 * k + 1);
      const { experiment, view, notices } = decodeLink(hash);
      if (notices.length > 0) changed++;
      expect(differenceOf(makeExperiment(experiment), experiment)).toEqual([]);
      const link = encodeLink({ experiment, view });
      const again = decodeLink(link);
      expect(JSON.stringify(again)).toBe(JSON.stringify({ experiment, view, notices: [], draft: null, race: null }));
      expect(encodeLink(again)).toBe(link);
    }
    expect(changed).toBeGreaterThan(3000);
  }, 60_000);

  it('as do texts that were never links', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => makeExperiment(decodeLink(text).experiment) !== null));
  });
});
