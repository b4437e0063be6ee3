import { readFileSync } from 'node:fs';
import { differentiate } from '../src/core/cell/interpret.ts';
import type { Net } from '../src/core/net.ts';
import { fromNet, toNet } from '../src/core/oracle.ts';
import { expect, test } from './page.ts';
import { losses, openAt, train } from './playground.ts';

const SMALL = 'length=6&units=4&batch=4&backend=wasm';

test('the README’s example prints the horizon of a tanh RNN and of a GRU', async ({ page, overheard }) => {
  overheard.allow(/console log: (rnn|gru) \d+ /);
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const example = /```js\n([\s\S]*?)```/.exec(readme)?.[1]?.replace('train(600)', 'train(3)') ?? '';
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await openAt(page, 'backend=wasm');
  await page.evaluate(`(async () => { ${example} })()`);
  expect(said).toHaveLength(2);
  expect(said[0]).toMatch(/^rnn \d+ \d\.\d\d \S/);
  expect(said[1]).toMatch(/^gru \d+ \d\.\d\d \S/);
});

test('parameters that are taken and set again give the same losses; one that does not fit is named', async ({ page }) => {
  await openAt(page, SMALL);
  const first = await page.evaluate(async () => JSON.stringify(await window.playground.parameters()));
  await train(page, 3);
  const before = await losses(page);
  await page.evaluate(async (given) => {
    await window.playground.reset();
    await window.playground.train(2);
    await window.playground.reset();
    await window.playground.setParameters(JSON.parse(given));
  }, first);
  await train(page, 3);
  expect(await losses(page)).toEqual(before);
  const refused = await page.evaluate(async (given) => {
    const wrong = JSON.parse(given);
    wrong.head.V = [[1, 2]];
    return window.playground.setParameters(wrong).then(
      () => 'taken',
      (error: Error) => error.message,
    );
  }, first);
  expect(refused).toContain('head.V');
});

test('a net with a typed cell is differentiated as the float64 interpreter does', async ({ page }) => {
  await openAt(page, SMALL);
  const net: Net = {
    cell: "r = sigmoid(W x + b)\nh' = tanh(r * (U h) + max(V x, 0.1))",
    parameters: [
      {
        W: [
          [0.3, -0.2],
          [0.5, 0.4],
        ],
        b: [0.1, -0.3],
        U: [
          [0.7, -0.5],
          [0.2, 0.9],
        ],
        V: [
          [0.6, 0.1],
          [-0.4, 0.8],
        ],
      },
    ],
    head: { V: [[0.5, -0.7]], a: [0.2] },
    loss: 'mse',
    x: [
      [
        [0.5, -1],
        [0.3, 0.8],
        [-0.6, 0.4],
      ],
    ],
    y: [[[0], [0], [0.7]]],
    mask: [[0, 0, 1]],
  };
  const { network, parameters, batch } = fromNet(net);
  const exact = toNet(network, batch, differentiate(network, parameters, batch));
  const measured = await page.evaluate(
    async (given) => JSON.stringify(await window.playground.differentiate(JSON.parse(given))),
    JSON.stringify(net),
  );
  const [left, right] = [numbersOf(JSON.parse(measured)), numbersOf(exact)];
  expect(left).toHaveLength(right.length);
  left.forEach((value, k) => {
    expect(value).toBeCloseTo(right[k] ?? Number.NaN, 5);
  });
});

function numbersOf(tree: unknown): number[] {
  return typeof tree === 'number' ? [tree] : Object.values(tree as object).flatMap(numbersOf);
}
