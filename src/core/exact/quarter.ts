/** π/2 in four parts, the first three of 33 bits, so that their products with whole numbers up to 2²⁰ are exact. */
const PARTS = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32] as const;
const PER_QUARTER = 0.6366197723675814;
/** The largest whole number of quarter turns whose products with the parts are exact. */
const TURNS = 0x100000;

/** x less whole quarter turns: x = quarters · π/2 + high + low, |high| up to π/4. */
export interface Reduced {
  readonly quarters: number;
  readonly high: number;
  readonly low: number;
}

/** Cody & Waite's reduction (1980), its rounding errors kept: good to 2⁻¹⁴⁰ in all, more than any float64 so close to a quarter turn needs.
 * @throws {RangeError} past 2²⁰ quarter turns, about 1.6 million. */
export function reduceToQuarter(x: number): Reduced {
  const quarters = Math.round(x * PER_QUARTER);
  if (Math.abs(quarters) > TURNS) throw new RangeError(`sine of ${x}: must lie within ±${TURNS} quarter turns`);
  const [first, second, third, fourth] = PARTS;
  const start = x - quarters * first;
  const one = difference(start, quarters * second);
  const two = difference(one.value, quarters * third);
  const rest = one.error + two.error - quarters * fourth;
  const high = two.value + rest;
  return { quarters, high, low: two.value - high + rest };
}

/** a − b as float64, and what rounding took from it, exactly (Knuth's two-sum). */
function difference(a: number, b: number): { value: number; error: number } {
  const value = a - b;
  const back = value - a;
  return { value, error: a - (value - back) - (b + back) };
}
