const view = new DataView(new ArrayBuffer(8));

/** Sign, exponent and the upper 20 bits of the fraction of a float64, as its upper 32 bits. */
export function upperBits(x: number): number {
  view.setFloat64(0, x);
  return view.getInt32(0);
}

/** x with other upper 32 bits: another exponent, the same lower fraction. */
export function withUpperBits(x: number, upper: number): number {
  view.setFloat64(0, x);
  view.setInt32(0, upper);
  return view.getFloat64(0);
}

/** 2^k for a whole k from −1022 to 1023. */
export const powerOfTwo = (k: number): number => withUpperBits(0, (k + 1023) << 20);
