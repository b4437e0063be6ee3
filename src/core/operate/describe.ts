import type { Complex, Operation } from './operation.ts';

/** What is done, as the list of it says: "f held at 1". */
export function describeOperation(operation: Operation): string {
  switch (operation.kind) {
    case 'hold':
      return `${operation.gate} held at ${signed(operation.value)}`;
    case 'freeze':
      return `${operation.parameter} frozen`;
    case 'cut': {
      const { matrix, row, column, layer } = operation;
      return `${matrix} cut from ${column} to ${row}${layerText(layer)}`;
    }
    case 'radius':
      return `radius of ${operation.matrix} to ${signed(operation.radius, 3)}${layerText(operation.layer)}`;
    case 'eigenvalue': {
      const { matrix, from, to, layer } = operation;
      return `eigenvalue of ${matrix} from ${describeComplex(from)} to ${describeComplex(to)}${layerText(layer)}`;
    }
    case 'truncate':
      return `no blame from step ${operation.step} to step ${operation.step - 1}`;
    case 'noise':
      return `noise of σ = ${operation.spread} on ${operation.state}`;
    case 'boost':
      return 'small blame boosted';
    case 'clip-value':
      return `entries of the gradient clipped to ±${operation.limit}`;
  }
}

const layerText = (layer: number): string => (layer === 1 ? '' : ` in layer ${layer}`);

/** "0.83 ± 0.41 i", a real one without its second part. */
export function describeComplex({ real, imaginary }: Complex): string {
  const height = Math.abs(imaginary).toFixed(2);
  return height === '0.00' ? signed(real, 2) : `${signed(real, 2)} ± ${height} i`;
}

/** With a true minus, and so many decimals where that is said. */
const signed = (value: number, digits?: number): string =>
  (digits === undefined ? String(value) : value.toFixed(digits)).replace(/^-(?=0(\.0*)?$)/, '').replace('-', '−');
