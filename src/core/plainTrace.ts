import type { Trace } from './trace.ts';
export type PlainTrace = Trace;
export const plainTrace = (trace: Trace, _losses: readonly number[]): PlainTrace => trace;
