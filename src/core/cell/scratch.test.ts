import { test } from 'vitest';
import { parseCell, describeFault } from './parse.ts';
import { cellOf, BUILTIN } from './builtin.ts';
import { scheduleOf } from './schedule.ts';
test('s', () => {
  const bad = ["h' = sigmod(W x)", "h' = 2 x", "h' = tanh(W * x + b)", "W = 3", "h' = tanh(W x + z * h)\nz = sigmoid(V x)", "h' = W x\nh' = U x", "h = tanh(W x + U h)", "z = W x", "", "x = 3", "h' = z' * W x", "z = W x\nh' = z'", "h' = (W x", "h' = W x)", "h' = x + h", "h' = W x + W h", "h' = 0x10 * W x", "h' = 1e309 * W x","h' = ０ * W x", "h' = $ x", "h' = W", "h' = tanh(W + b)", "h' = W x\n y", "h' = tanh x", "h' = max(W x)", "h' = min(W x, 1, 2)", "h' = 0.5", "h' = x", "h' =", "h'' = W x", "h' = W' x", "h' = x'", "h' = r (W x)", "h' = W x + q(3)", "h' = tanh(W x + h')", "h' = tanh(W x + c')\nc' = f * c", "h[t] = W x", "h' = W x + h^2", "h' = 1,5 * W x", "h' := W x", "h' = Tanh(W x)", "h' = W -x", "h' = * W x", "h' = W x +", "h' = (W x + ) * 2", "h' = tanh()", "h' = a\u200b + W x", "h' = W x = 3", "f(x) = 3", "h' = W x; z = 3", "h' = tanh(x + W h)", "h' = tanh(x * 2 + U h)", "h' = " + "(".repeat(70) + "x", "c = W x\nc' = c\nh' = c'", "h' = sigmod(W x)\nz = 2 x\nr = (", "sigmoid = W x", "h' = W x . 3", "h '= W x", "h' = 2.5.1 * W x", "h' = 1e-400 + W x", "h' = W x ′", "h' = tanh(W x, b)", "foo", "h' = w x + b", "h' = a b + W x", "h' = + W x", "h't = W x"];
  for (const s of bad) { const p = parseCell(s); console.log(JSON.stringify(s), '\n   ', p.ok ? 'OK ' + p.cell.remarks : p.faults.map(describeFault).join('\n    ')); }
  for (const n of ['lstm','gru']) { const c = cellOf(n); const s = scheduleOf(c); console.log(c.graph.map((x,i)=>`${i} ${s.phase[i]} ${JSON.stringify(x)}`).join('\n')); console.log(c.backward); }
});
