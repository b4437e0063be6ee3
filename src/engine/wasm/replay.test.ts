import { expect, test } from 'vitest';
import { decodeLink } from '../../core/link.ts';
import { Run } from '../run.ts';
import { DIGESTS, digestOf, exactLink, ITERATIONS } from './digests.test.helper.ts';
import { createWasmMaker } from './executor.ts';

test.each(DIGESTS)('$link gives the losses that it gave before, to the bit', async ({ link, digest }) => {
  const { experiment, notices } = decodeLink(exactLink(link));
  expect(notices).toEqual([]);
  const run = await Run.open(experiment, createWasmMaker().make, { floor: 2 ** -149, exact: experiment.exact }, null);
  const losses: number[] = [];
  for (let k = 0; k < ITERATIONS; k++) losses.push((await run.iterate()).loss);
  run.dispose();
  expect(losses.every(Number.isFinite)).toBe(true);
  expect(digestOf(losses)).toBe(digest);
});
