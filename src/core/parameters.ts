import type { Net } from './net.ts';
import type { Network } from './network.ts';
export type Parameters = Pick<Net, 'parameters' | 'head'>;
export const readParameters = (_n: Network, _flat: Float32Array): Parameters => { throw new Error('soon'); };
export const writeParameters = (_n: Network, _p: Parameters): Float32Array => { throw new Error('soon'); };
