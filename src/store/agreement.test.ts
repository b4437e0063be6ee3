import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Run } from '../engine/run.ts';
import { createWasmMaker } from '../engine/wasm/executor.ts';
import { openReal } from './agreement.test.helper.ts';
import { fakeAddress } from './session.test.helper.ts';

const LINK = 'length=6&units=4&batch=3&cell=gru&backend=wasm';
const LISTS = [
  '',
  'freeze:Uz',
  'hold:z:0.5',
  'cut:Un:1:2,truncate:3',
  'hold:z:0.5,clip-value:0.01',
  'radius:Un:1.5',
  'freeze:Uz,radius:Ur:0.4@9',
];

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

type Real = ReturnType<typeof openReal>;

/** What a person may do, at any time; whether one waits for it is said beside it. */
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ what: fc.constant('train' as const), by: fc.integer({ min: 1, max: 7 }) }) },
  { weight: 4, arbitrary: fc.record({ what: fc.constant('goTo' as const), by: fc.integer({ min: 0, max: 100 }) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('exchange' as const), by: fc.constant(0) }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('operate' as const), by: fc.nat(LISTS.length - 1) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('rate' as const), by: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('play' as const), by: fc.integer({ min: 0, max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('pause' as const), by: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('back' as const), by: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('backend' as const), by: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ what: fc.constantFrom('crash' as const, 'lose' as const), by: fc.constant(0) }) },
);
const acts = fc.array(fc.tuple(act, fc.boolean()), { minLength: 3, maxLength: 14 });
type Act = (typeof act extends fc.Arbitrary<infer T> ? T : never) & { readonly what: string };

function done(real: Real, hashes: string[], { what, by }: Act): Promise<unknown> {
  const { session, address } = real;
  session.setPace(200);
  switch (what) {
    case 'train':
      return session.train(by);
    case 'goTo':
      return session.goTo(Math.round((session.picture.getState().losses.length * by) / 100));
    case 'exchange':
      return session.exchange();
    case 'operate':
      return session.operate(LISTS[by] ?? '').then(() => hashes.push(address.read()));
    case 'rate':
      session.change({ rate: by / 1000 });
      return session.ready();
    case 'play':
      return session.play().then(() => wait(by));
    case 'pause':
      return session.pause();
    case 'back':
      address.go(hashes[by % Math.max(1, hashes.length)] ?? LINK);
      return session.ready();
    case 'backend':
      session.change({ backend: session.state.getState().experiment.backend === 'cpu' ? 'wasm' : 'cpu' });
      return session.ready();
    case 'crash':
      real.crash();
      return session.ready();
    case 'lose':
      return session.loseDevice().then(() => wait(5));
    default:
      return what satisfies never;
  }
}

/** Every wish settles. */
const settled = (result: Promise<unknown>, what: string): Promise<unknown> =>
  Promise.race([
    result,
    new Promise((_, reject) => {
      setTimeout(() => reject(new Error(`it never settles: ${what}`)), 15_000).unref();
    }),
  ]);

/** Waits until nothing is on its way. */
async function settle({ session }: Real): Promise<void> {
  for (let k = 0; k < 3; k++) {
    await session.ready();
    await session.pause();
    await wait(3);
  }
  await session.refreshed();
}

/** Every iteration of the line on show, measured by going there, and made anew by a run that knows its conditions alone. */
async function expectOneLine({ session }: Pick<Real, 'session'>): Promise<void> {
  const { past } = session.state.getState();
  const { losses } = session.picture.getState();
  if (past === null) throw new Error('nothing is known of the past');
  expect(losses).toHaveLength(past.end);
  await session.goTo(past.first);
  const start = await session.snapshot();
  const { experiment } = session.state.getState();
  const run = await Run.open(experiment, createWasmMaker().make, { floor: 2 ** -149, exact: false }, start);
  try {
    for (let k = past.first; k <= past.end; k++) {
      await session.goTo(k);
      const { iteration, experiment: now } = session.state.getState();
      expect(iteration).toBe(k);
      expect(session.picture.getState().trace?.iteration).toBe(k);
      await run.under({ rate: now.rate, clip: now.clip, batch: now.batch, do: now.do });
      expect(await session.parameters(), `parameters of iteration ${k}`).toEqual((await run.executor.weights()).parameters);
      if (k < past.end) expect(losses[k], `loss of iteration ${k + 1}`).toBe((await run.iterate()).loss);
    }
  } finally {
    run.dispose();
  }
}

async function expectAgreement(real: Real): Promise<void> {
  const { session } = real;
  const { past, iteration } = session.state.getState();
  const { was, trace, losses } = session.picture.getState();
  expect(trace?.iteration).toBe(iteration);
  expect(losses).toHaveLength(past?.end ?? Number.NaN);
  if (was?.line === null) expect(past?.left).toBeNull();
  else expect(past?.left ?? null).toEqual(was === null ? null : { from: was.from, end: was.from + was.losses.length });
  await expectOneLine(real);
  if (past?.left == null) return;
  await session.goTo(past.end);
  await session.exchange();
  expect(session.picture.getState().losses).toHaveLength(past.left.end);
  await expectOneLine(real);
  await session.goTo(past.left.end);
  await session.exchange();
  expect(session.picture.getState().losses).toEqual(losses);
}

async function expectAgreementAfter(wanted: readonly (readonly [Act, boolean])[]): Promise<void> {
  const real = openReal(LINK);
  const hashes: string[] = [];
  const pending: Promise<unknown>[] = [];
  try {
    await real.session.ready();
    for (const [each, waits] of wanted) {
      // What is interrupted says so, and what cannot be done; that page and engine agree all the same is what is tested.
      const result = done(real, hashes, each).catch(() => {});
      pending.push(result);
      if (waits) await settled(result, each.what);
      else await wait(1);
    }
    for (const [k, result] of pending.entries()) await settled(result, `${wanted[k]?.[0].what} (${k + 1} of ${pending.length})`);
    await settled(settle(real), 'the pause at the end');
    await expectAgreement(real);
  } finally {
    real.session.end();
  }
}

describe('page and engine', () => {
  test('agree on the line on show, the one that was left, and every iteration of both, whatever was asked in whatever order', async () => {
    await fc.assert(fc.asyncProperty(acts, expectAgreementAfter), { numRuns: Number(process.env['RUNS'] ?? 12), endOnFailure: true });
  }, 600_000);

  test('agree with another page that opens the link: what was done is done there at the same iterations', async () => {
    const { session: first, address } = openReal(LINK);
    await first.train(6);
    await first.operate('hold:z:0.5');
    await first.train(5);
    const changed = await first.operate('hold:z:0.5@6,radius:Uz:1.3');
    expect(changed?.after.iteration).toBe(11);
    await first.train(9);
    expect(address.read()).toContain('do=hold:z:0.5@6,radius:Uz:1.3@11');
    const { session: second } = openReal(address.read());
    await second.train(20);
    const all = ({ picture }: typeof first) => picture.getState().losses;
    expect(all(second)).toEqual(all(first));
    expect(await second.parameters()).toEqual(await first.parameters());
    first.end();
    second.end();
  }, 60_000);

  test('agree after two sessions have exchanged their runs, with all that can be gone back to in both', async () => {
    const { session: first } = openReal(LINK);
    const other = first.sibling(fakeAddress('length=6&units=3&batch=3&backend=wasm&seed=4'));
    try {
      await first.train(20);
      await first.goTo(8);
      await first.operate('freeze:Uz');
      await first.train(5);
      await other.train(11);
      await other.goTo(6);
      first.exchangeRun(other);
      const at = (session: typeof first) => {
        const { iteration, experiment, past } = session.state.getState();
        return { iteration, cell: experiment.cell, list: experiment.do, end: past?.end, left: past?.left?.end };
      };
      expect(at(first)).toEqual({ iteration: 6, cell: 'rnn', list: '', end: 11, left: undefined });
      expect(at(other)).toEqual({ iteration: 13, cell: 'gru', list: 'freeze:Uz@8', end: 13, left: 20 });
      await expectOneLine({ session: first });
      await expectOneLine({ session: other });
      await other.exchange();
      expect(at(other)).toEqual({ iteration: 20, cell: 'gru', list: '', end: 20, left: 13 });
      await expectOneLine({ session: other });
      await first.train(3);
      expect(at(first).iteration).toBe(14);
    } finally {
      first.end();
      other.end();
    }
  }, 60_000);
});
