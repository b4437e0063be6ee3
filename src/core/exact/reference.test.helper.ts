/** Numbers times 2^256, as whole ones: room for what float64 cannot tell. */
const PRECISION = 256n;
const ONE = 1n << PRECISION;
const times = (a: bigint, b: bigint): bigint => (a * b) >> PRECISION;
const over = (a: bigint, b: bigint): bigint => (a << PRECISION) / b;

/** A float64 as a fixed-point number: exact where its last bit is worth 2⁻²⁵⁶ or more. */
function fixed(x: number): bigint {
  const bytes = new DataView(new ArrayBuffer(8));
  bytes.setFloat64(0, Math.abs(x));
  const bits = bytes.getBigUint64(0);
  const exponent = bits >> 52n;
  const fraction = bits & ((1n << 52n) - 1n);
  const whole = exponent === 0n ? fraction : fraction | (1n << 52n);
  const shift = PRECISION + (exponent === 0n ? 1n : exponent) - 1075n;
  const size = shift < 0n ? whole >> -shift : whole << shift;
  return x < 0 ? -size : size;
}

/** Σ terms, each made of the one before, until they vanish. */
function sum(first: bigint, next: (term: bigint, k: bigint) => bigint): bigint {
  let total = 0n;
  let term = first;
  for (let k = 1n; term !== 0n && term !== -1n; k++) {
    total += term;
    term = next(term, k);
  }
  return total;
}

/** artanh z, and arctan of 1/n. */
function artanh(z: bigint): bigint {
  const square = times(z, z);
  let power = z;
  return sum(z, (_, k) => {
    power = times(power, square);
    return power / (2n * k + 1n);
  });
}
function arctanOfInverse(n: bigint): bigint {
  let power = ONE / n;
  return sum(power, (_, k) => {
    power = -power / (n * n);
    return power / (2n * k + 1n);
  });
}

const LN2 = 2n * artanh(ONE / 3n);
const HALF_PI = 2n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));
const round = (a: bigint, b: bigint): bigint => (2n * a + b) / (2n * b) - (2n * a + b < 0n && (2n * a + b) % (2n * b) !== 0n ? 1n : 0n);

/** How far a value is from the truth, in units in its last place. */
function ulps(value: number, truth: bigint): number {
  const exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(value)) + 1e-12));
  return Number(((fixed(value) - truth) * 1_000_000n) / fixed(2 ** (exponent - 52))) / 1e6;
}

/** The errors, in ulps, of what somebody says is ln x, e^x, sin x, cos x. */
export const errorOf = {
  log(value: number, x: number): number {
    const k = Math.floor(Math.log2(x));
    const m = fixed(x * 2 ** -k);
    return ulps(value, 2n * artanh(over(m - ONE, m + ONE)) + BigInt(k) * LN2);
  },
  exp(value: number, x: number): number {
    const k = round(fixed(x), LN2);
    const r = fixed(x) - k * LN2;
    return ulps(
      value * 2 ** -Number(k),
      sum(ONE, (term, n) => times(term, r) / n),
    );
  },
  sin: (value: number, x: number): number => ulps(value, sineOf(x, 0n)),
  cos: (value: number, x: number): number => ulps(value, sineOf(x, 1n)),
} as const;

/** sin(x + ahead · π/2) */
function sineOf(x: number, ahead: bigint): bigint {
  const turns = round(fixed(x), HALF_PI);
  const r = fixed(x) - turns * HALF_PI;
  const quarter = BigInt.asUintN(2, turns + ahead);
  const odd = quarter & 1n;
  const square = times(r, r);
  const value = sum(odd === 1n ? ONE : r, (term, k) => times(-term, square) / ((2n * k - odd) * (2n * k + 1n - odd)));
  return quarter < 2n ? value : -value;
}
