/**
 * Runs of 200 iterations in replayable mode and the digest of their losses (FNV-1a over the bytes of float32), which
 * every machine and browser must give. A change of data, first weights or kernels that changes one breaks the promise
 * of the links that say `exact=true`.
 */
export const DIGESTS: readonly { readonly link: string; readonly digest: string }[] = [
  { link: 'cell=feedforward', digest: '96ba67eb' },
  { link: 'cell=rnn', digest: 'c521c6cb' },
  { link: 'cell=relu&init=identity', digest: 'd2553bda' },
  { link: 'cell=lstm', digest: '1194b42b' },
  { link: 'cell=gru&layers=2&units=13&batch=7', digest: '782111a7' },
  { link: 'task=temporal-order&cell=gru&optimizer=rmsprop&init=orthogonal', digest: '36e49954' },
  { link: 'task=co2&cell=lstm&optimizer=momentum&rate=0.01&init=gaussian', digest: '9055369f' },
  {
    link: `cell=${encodeURIComponent("f = sigmoid(W x + U h + p * c + b)\nc' = f * c + (1 - f) * softplus(V x)\nh' = tanh(c') / (1 + exp(-abs(c')))")}`,
    digest: 'b215636b',
  },
];

/** Iterations of each. */
export const ITERATIONS = 200;

export const exactLink = (link: string): string => `${link}&backend=wasm&exact=true`;

/** FNV-1a over the bytes, little end first, of numbers as float32. */
export function digestOf(values: Iterable<number>): string {
  let hash = 0x811c9dc5;
  const view = new DataView(new ArrayBuffer(4));
  for (const value of values) {
    view.setFloat32(0, value, true);
    for (let byte = 0; byte < 4; byte++) hash = Math.imul(hash ^ view.getUint8(byte), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}
