import { defaultDevice, init, jit, nn, numpy as np, tree, valueAndGrad } from '@jax-js/jax';
import { builtinOf, byTime, dataOf, type Job, LEARNING, type MakeTrainer, normals } from './job.ts';

/* jax-js counts references: every use of an array consumes one, and `.ref` adds one. */

type A = np.Array;
type Params = { Wx: A; Wh: A; b: A; bn: A; Wo: A; bo: A };
const NAMES = ['Wx', 'Wh', 'b', 'bn', 'Wo', 'bo'] as const satisfies readonly (keyof Params)[];

/** jax-js: the recurrence written out over the steps; loss, gradient, clipping and Adam in one jit. */
export const makeTrainer: MakeTrainer = async (job) => {
  const device = job.backend as 'wasm' | 'webgpu';
  if (!(await init(device)).includes(device)) throw new Error(`jax-js did not start on ${device}`);
  defaultDevice(device);
  const { xs, ys } = arraysOf(job);
  const train = jit(trainStep(lossOf(job)));
  let p = firstWeights(job);
  let [m, v] = [zerosLike(p), zerosLike(p)];
  let updates = 0;
  return {
    async iterate() {
      updates++;
      const [c1, c2] = [0.9, 0.999].map((beta) => np.array([1 / (1 - beta ** updates)])) as [A, A];
      const [loss, ...next] = train(p, m, v, c1, c2, tree.ref(xs) as A[], ys.ref) as [A, Params, Params, Params];
      [p, m, v] = next;
      const value = (await loss.data())[0] as number;
      // It is lazy: the new weights have to be there too.
      await Promise.all(Object.values(p).map((array) => array.blockUntilReady()));
      return value;
    },
  };
};

/** One [batch, inputs] array per step: slicing a larger one would only add work. */
function arraysOf(job: Job): { xs: A[]; ys: A } {
  const { batch, inputs, steps } = job;
  const { x, y } = dataOf(job);
  const turned = byTime(x, job);
  const row = batch * inputs;
  const xs = Array.from({ length: steps }, (_, t) => np.array(turned.slice(t * row, (t + 1) * row)).reshape([batch, inputs]));
  return { xs, ys: np.array(y).reshape([batch, 1]) };
}

const GATES = { rnn: 1, gru: 3, lstm: 4 };

function firstWeights(job: Job): Params {
  const { units, inputs } = job;
  const width = GATES[builtinOf(job)] * units;
  const draw = (rows: number, columns: number, seed: number): A =>
    np.array(normals(rows * columns, 1 / Math.sqrt(rows), seed)).reshape([rows, columns]);
  return {
    Wx: draw(inputs, width, 1),
    Wh: draw(units, width, 2),
    b: np.zeros([width]),
    bn: np.zeros([units]),
    Wo: draw(units, 1, 3),
    bo: np.zeros([1]),
  };
}

const zerosLike = (p: Params): Params => tree.map((a: A) => np.zeros(a.shape), tree.ref(p)) as Params;

function lossOf(job: Job) {
  const { units, steps, batch } = job;
  const step = STEP[builtinOf(job)];
  return (p: Params, xs: A[], y: A): A => {
    let [h, c] = [np.zeros([batch, units]), np.zeros([batch, units])];
    for (let t = 0; t < steps; t++) [h, c] = step(p, np.matmul(xs[t] as A, p.Wx.ref).add(p.b.ref), h, c);
    for (const used of [c, p.Wx, p.Wh, p.b, p.bn]) used.dispose();
    return np.square(np.matmul(h, p.Wo).add(p.bo).sub(y)).mean();
  };
}

type Step = (p: Params, xp: A, h: A, c: A) => [A, A];

const lstmStep: Step = (p, xp, h, c) => {
  const [i, f, g, o] = np.split(xp.add(np.matmul(h, p.Wh.ref)), 4, 1) as [A, A, A, A];
  const next = nn
    .sigmoid(f)
    .mul(c)
    .add(nn.sigmoid(i).mul(np.tanh(g)));
  return [nn.sigmoid(o).mul(np.tanh(next.ref)), next];
};

const gruStep: Step = (p, xp, h, c) => {
  const [xr, xz, xn] = np.split(xp, 3, 1) as [A, A, A];
  const [hr, hz, hn] = np.split(np.matmul(h.ref, p.Wh.ref), 3, 1) as [A, A, A];
  const [r, z] = [nn.sigmoid(xr.add(hr)), nn.sigmoid(xz.add(hz))];
  const n = np.tanh(xn.add(r.mul(hn.add(p.bn.ref))));
  return [n.ref.add(z.mul(h.sub(n))), c];
};

const rnnStep: Step = (p, xp, h, c) => [np.tanh(xp.add(np.matmul(h, p.Wh.ref))), c];

const STEP: Readonly<Record<'rnn' | 'gru' | 'lstm', Step>> = { rnn: rnnStep, gru: gruStep, lstm: lstmStep };

function trainStep(loss: ReturnType<typeof lossOf>) {
  // biome-ignore lint/suspicious/noExplicitAny: the library's types of nested arguments are not public
  return (p: Params, m: Params, v: Params, c1: A, c2: A, xs: A[], y: A): any => {
    const [value, gradient] = valueAndGrad(loss)(tree.ref(p), xs, y) as unknown as [A, Params];
    const factor = clipFactor(gradient);
    const updated = NAMES.map((name) => adam(p[name], gradient[name].mul(factor.ref), m[name], v[name], c1.ref, c2.ref));
    for (const used of [c1, c2, factor]) used.dispose();
    const part = (index: 0 | 1 | 2): Params => Object.fromEntries(NAMES.map((name, k) => [name, updated[k]?.[index]])) as Params;
    return [value, part(0), part(1), part(2)];
  };
}

/** min(1, clip/‖g‖), over all parameters. */
function clipFactor(gradient: Params): A {
  const squares = NAMES.map((name) => np.square(gradient[name].ref).sum());
  const norm = np.sqrt(squares.reduce((sum, square) => sum.add(square)).add(1e-30));
  return np.minimum(np.array(LEARNING.clip).div(norm), np.array(1));
}

/** Adam on one array; c1 and c2 are the corrections 1/(1 − βᵗ). */
function adam(p: A, g: A, m: A, v: A, c1: A, c2: A): [A, A, A] {
  const first = m.mul(0.9).add(g.ref.mul(0.1));
  const second = v.mul(0.999).add(np.square(g).mul(0.001));
  const step = first.ref
    .mul(c1)
    .mul(LEARNING.rate)
    .div(np.sqrt(second.ref.mul(c2)).add(1e-8));
  return [p.sub(step), first, second];
}
