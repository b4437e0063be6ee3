/**
 * The steps at which a norm lies below the floor, the smallest magnitude that the backend represents: 1 there, else 0.
 * A zero on a backend is below its floor, never "zero"; NaN is not below anything.
 */
export const belowFloor = (norms: ArrayLike<number>, floor: number): Uint8Array =>
  Uint8Array.from({ length: norms.length }, (_, t) => (isBelowFloor(norms[t] as number, floor) ? 1 : 0));

/** Whether a magnitude cannot be told from zero on a backend with this floor. */
export const isBelowFloor = (magnitude: number, floor: number): boolean => magnitude < floor || magnitude === 0;
