/** One memory for everything: float32, or float64 where the plan itself is checked. */
export type Numbers = Float32Array | Float64Array;

/** Where addresses begin: this step's frame, its input, ∂L/∂h_t from above, θ, the memory itself, or the frame of the step after. */
export const FRAME = 0;
export const INPUT = 1;
export const OUTSIDE = 2;
export const THETA = 3;
export const MEMORY = 4;
export const NEXT = 5;

/** The beginnings of one moment. */
export type Bases = Int32Array;

export const newBases = (): Bases => new Int32Array(6);

/** A place relative to one of the bases. */
export interface Place {
  readonly base: number;
  readonly offset: number;
}

/** A stage of the plan, ready to run over the memory at any step. */
export type Run = (m: Numbers, bases: Bases) => void;

export const addressOf = ({ base, offset }: Place, bases: Bases): number => bases[base]! + offset;
