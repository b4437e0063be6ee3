import { it } from 'vitest';
import { differentiate } from './cell/interpret.ts';
import { makeExperiment } from './experiment.ts';
import { cellOf } from './cell/builtin.ts';
import { initialise } from './initialise.ts';
import { createRng } from './rng.ts';
import { makeBatch, taskOf, scoreOf } from './tasks/index.ts';
it('x', () => {
  const e = makeExperiment({ task: 'co2', cell: process.env.CELL ?? 'lstm', seed: Number(process.env.SEED ?? 1) });
  const task = taskOf(e.task); const { inputs, outputs, steps, loss } = task.sizes(e.options);
  const net = { cell: cellOf(e.cell), inputs, outputs, units: e.units, layers: e.layers, loss };
  const rng = createRng(e.seed);
  const w = Float64Array.from(initialise(net, e, rng)); const m = w.map(() => 0), v = w.map(() => 0);
  const test = makeBatch(task, e.options, rng.fork('test'), 64, 'test'); const probe = makeBatch(task, e.options, rng.fork('probe'), 32, 'probe');
  console.log(JSON.stringify({train: task.baselines(e.options,'train'), probe: task.baselines(e.options,'probe'), test: task.baselines(e.options,'test'), scale: task.drawing(e.options).scale}));
  const t0 = performance.now();
  for (let k = 1; k <= 1000; k++) {
    const d = differentiate(net, w, makeBatch(task, e.options, rng.fork('batch', k), e.batch, 'train'));
    const g = Float64Array.from(d.parameterGradients); const n = Math.hypot(...g); const s = n > e.clip ? e.clip / n : 1;
    for (let i = 0; i < w.length; i++) { const gi = g[i]! * s; m[i] = .9*m[i]!+.1*gi; v[i] = .999*v[i]!+.001*gi*gi; w[i]! -= e.rate * (m[i]!/(1-.9**k)) / (Math.sqrt(v[i]!/(1-.999**k)) + 1e-8); }
    if ([1,50,100,200,300,500,700,1000].includes(k)) { const p = differentiate(net, w, probe).loss, q = differentiate(net, w, test).loss; console.log(k, 'train', d.loss.toFixed(4), 'probe', p.toFixed(4), 'test', q.toFixed(4), 'rmse ppm', scoreOf(task, e.options, q)!.value.toFixed(2), ((performance.now()-t0)/1000).toFixed(0)+'s'); }
  }
}, 600000);
