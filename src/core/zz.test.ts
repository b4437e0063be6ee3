import { it } from 'vitest';
import { createRng } from './rng.ts';
import { decodeLink, encodeLink } from './link.ts';
import { makeExperiment } from './experiment.ts';
it('x', () => {
  const rng = createRng(1); const d=(n:number,f:()=>number)=>Array.from({length:n},f);
  console.log(JSON.stringify([d(3,()=>rng.uniform()), d(3,()=>rng.normal()), d(8,()=>rng.integer(10)), d(2,(f=>()=>f.uniform())(rng.fork('weights',0,'U')))]));
  for (const h of ['', '#task=co2&window=300&t=400&units=0x10&rate=1e309&cell=h%20=%20foo(x)&__proto__=1&seed=０&layers=9&zz=%zz&open=gate:f,gate:f,spectrum&seed=2&units=', 'cell=lstm&units=256&length=400&batch=256&layers=3&open=gate:f,spectrum&clip=-0&v=2', 'cell=LSTM', '&&&'.repeat(3), 'a'.repeat(1e6), 'a=1&'.repeat(1000)])
    { const l = decodeLink(h); console.log(JSON.stringify(l, null, 1), encodeLink(l)); }
  try { makeExperiment({ task: 'x', units: 3.5, options: {length: 1, '<b>': 2}, cell: 'h = ', foo: 1 } as never) } catch (e) { console.log(e) }
});
