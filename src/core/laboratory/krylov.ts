import { Matrix } from 'ml-matrix';
import { norm } from '../analysis/norms.ts';
import { createRng } from '../rng.ts';

/** A linear map A of vectors of `width` entries: writes A v into `out`. */
export type Apply = (v: Float64Array, out: Float64Array) => void;

/** An orthonormal basis Q of vectors among which A is seen as H = Qᵀ A Q, with what leads out of them: A Q = Q H + r eᵀ. */
export interface Krylov {
  readonly basis: readonly Float64Array[];
  readonly matrix: Matrix;
  /** ‖r‖; 0 where the basis is closed under A. */
  readonly out: number;
}

interface Asked {
  readonly width: number;
  readonly start: ArrayLike<number>;
  /** Vectors of the basis at most. */
  readonly most: number;
  /** Whether it is enough; asked after every few vectors. */
  enough?(krylov: Krylov): boolean;
}

/** What is left of A v outside the basis is nothing below this share of it. */
const CLOSED = 1e-12;
const ASKED_AFTER = 4;

/**
 * Arnoldi's basis (1951) of v, A v, A² v, …, made orthogonal twice; where it closes before it is as long as asked, it goes on
 * from a vector outside. With as many vectors as there are dimensions, H is A in another basis and has its eigenvalues.
 */
export function krylovOf(apply: Apply, { width, start, most, enough }: Asked): Krylov {
  const rng = createRng('krylov');
  const outside = (): Float64Array => Float64Array.from({ length: width }, () => rng.normal());
  const basis: Float64Array[] = [];
  const columns: number[][] = [];
  const length = Math.min(width, most);
  let next: Float64Array = Float64Array.from(start);
  for (;;) {
    if (!normalise(next)) {
      next = outside();
      takeOut(next, basis);
      normalise(next);
    }
    basis.push(next);
    const image = new Float64Array(width);
    apply(next, image);
    const size = norm(image);
    const column = takeOut(image, basis);
    const left = norm(image);
    const out = left > CLOSED * size ? left : 0;
    columns.push([...column, out]);
    if (basis.length === length) return krylov(basis, columns, length === width ? 0 : out);
    if (enough !== undefined && out > 0 && basis.length % ASKED_AFTER === 0) {
      const soFar = krylov(basis, columns, out);
      if (enough(soFar)) return soFar;
    }
    next = out > 0 ? image : new Float64Array(width);
  }
}

function krylov(basis: readonly Float64Array[], columns: readonly (readonly number[])[], out: number): Krylov {
  const matrix = Matrix.zeros(basis.length, basis.length);
  for (const [k, column] of columns.entries()) for (const [i, value] of column.entries()) if (i < basis.length) matrix.set(i, k, value);
  return { basis: [...basis], matrix, out };
}

/** Makes `vector` orthogonal to the basis; returns its coefficients in it. */
function takeOut(vector: Float64Array, basis: readonly Float64Array[]): number[] {
  const coefficients = new Array<number>(basis.length).fill(0);
  for (let pass = 0; pass < 2; pass++) {
    for (const [i, q] of basis.entries()) {
      const along = dot(vector, q);
      coefficients[i] = (coefficients[i] as number) + along;
      for (let j = 0; j < vector.length; j++) vector[j] = (vector[j] as number) - along * (q[j] as number);
    }
  }
  return coefficients;
}

/** False for a vector that has no direction. */
function normalise(vector: Float64Array): boolean {
  const size = norm(vector);
  if (!(size > 0) || !Number.isFinite(size)) return false;
  for (let j = 0; j < vector.length; j++) vector[j] = (vector[j] as number) / size;
  return true;
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] as number) * (b[j] as number);
  return sum;
}
