/** Numbers as a person reads them in a sentence. */

const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};

/** The nearest power of ten: 3.1e-12 is `10⁻¹²`. */
export const powerOfTen = (value: number): string =>
  `10${[...String(Math.round(Math.log10(value)))].map((sign) => SUPERSCRIPTS[sign]).join('')}`;

/** A factor: `×0.50`, `×0.012`, `×35`, `×10⁻⁵`. */
export function factorText(factor: number): string {
  if (factor < 0.001 || factor >= 1000) return `×${powerOfTen(factor)}`;
  if (factor < 0.0995) return `×${Number(factor.toPrecision(2))}`;
  return `×${factor.toFixed(factor < 9.995 ? 2 : 0)}`;
}

/** A part of a whole below one: `40 %`, `0.4 %`, and from a thousandth down the power of ten. */
export function partText(part: number): string {
  if (part < 0.001) return powerOfTen(part);
  return `${Number((100 * part).toPrecision(part < 0.0095 ? 1 : 2))} %`;
}

/** How many times as large: `300 times`, `10⁶ times`. */
export const timesText = (times: number): string => `${times < 10000 ? Number(times.toPrecision(1)) : powerOfTen(times)} times`;

/** A loss: `0.167`, `0.0005`, `1.39`, `10⁻⁶`. */
export const lossText = (loss: number): string => (isToldByPower(loss) ? powerOfTen(loss) : String(shownLoss(loss)));

/** The number that is read where a loss is told. */
export const shownLoss = (loss: number): number =>
  isToldByPower(loss) ? Number(`1e${Math.round(Math.log10(loss))}`) : Number(loss.toPrecision(loss < 0.0995 ? 2 : 3));

const isToldByPower = (loss: number): boolean => loss !== 0 && (loss < 1e-4 || loss >= 1e6);

export const stepsText = (count: number): string => `${count} ${count === 1 ? 'step' : 'steps'}`;
