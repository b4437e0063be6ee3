import type { Forecast } from './forecast.ts';

type Next = Pick<Forecast, 'next'>;

/** The answers of `times` questions in a row: the window x, then each window that follows from the answer before. */
export function roll({ next }: Next, x: Float32Array, answer: (x: Float32Array) => Float32Array, times: number): readonly Float32Array[] {
  const answers: Float32Array[] = [];
  let window = x;
  for (let k = 0; k < times; k++) {
    const said = answer(window);
    answers.push(said);
    if (k + 1 < times) window = next(window, said);
  }
  return answers;
}

/** As `roll` for several windows side by side, where a network answers them all at once. Gives (window, question). */
export async function rollTogether(
  { next }: Next,
  windows: readonly Float32Array[],
  answer: (windows: readonly Float32Array[]) => Promise<readonly Float32Array[]>,
  times: number,
): Promise<readonly (readonly Float32Array[])[]> {
  const answers: Float32Array[][] = windows.map(() => []);
  let asked = windows;
  for (let k = 0; k < times; k++) {
    const said = await answer(asked);
    if (said.length !== asked.length) throw new RangeError(`${said.length} answers to ${asked.length} windows: one each is due`);
    said.forEach((values, b) => answers[b]?.push(values));
    if (k + 1 < times) asked = asked.map((window, b) => next(window, said[b] as Float32Array));
  }
  return answers;
}
