/** Whether every output that may come is given more than every one that may not: min over the first > max over the others. False where one is not a number. */
export function isAbove(given: ArrayLike<number>, mayCome: (output: number) => boolean): boolean {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let output = 0; output < given.length; output++) {
    const value = given[output] as number;
    if (Number.isNaN(value)) return false;
    if (mayCome(output)) least = Math.min(least, value);
    else most = Math.max(most, value);
  }
  return least > most;
}

/** So many outputs, those that are given most first; of equal ones the first. What is not a number comes last. */
export function givenMost(given: ArrayLike<number>, count: number): readonly number[] {
  const rank = (output: number): number => (Number.isNaN(given[output]) ? Number.NEGATIVE_INFINITY : (given[output] as number));
  return Array.from({ length: given.length }, (_, output) => output)
    .sort((a, b) => (rank(a) === rank(b) ? a - b : rank(b) - rank(a)))
    .slice(0, count);
}
