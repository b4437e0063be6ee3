/**
 * Whether a magnitude lies under the floor, the smallest one that the backend represents, and so cannot be told from zero.
 * A zero is below the floor, never "0"; infinities and NaN are not below anything.
 */
export const isBelowFloor = (magnitude: number, floor: number): boolean => magnitude < floor || magnitude === 0;
