import type { Probe } from '../analysis/probe.ts';
import type { Batch, Differentiation, Network } from '../network.ts';
import type { Trace } from '../trace.ts';

/** A running network at one iteration, as the figures of the laboratory take it apart. Steps, layers and units count from 0. */
export interface Subject {
  readonly network: Network;
  /** By the layout of the network. */
  readonly parameters: Float32Array;
  /** Of the sequence on show. */
  readonly trace: Trace;
  /** Layer on show. */
  readonly layer: number;
  /** Step under the cursor. */
  readonly step: number;
  readonly probe: Probe;
  /** Of `probe.batch`. */
  readonly differentiation: Differentiation;
  /** Whether nothing waits for the measure, which may then take longer. */
  readonly atRest?: boolean;
  /** Differentiates another batch of the probe's shape, whose kernels are there, on the running network. */
  differentiate(batch: Batch): Promise<Differentiation>;
}
