/**
 * Something done to a network while it runs, and undone by taking it away. Steps, units, inputs and layers count from 1
 * here, as on the screen and in the link.
 * - `hold`: a gate gives this number in every unit, at every step, in every layer; its own parameters rest meanwhile.
 * - `freeze`: a parameter does not learn, in any layer.
 * - `cut`: one connection is 0 and does not learn.
 * - `truncate`: step `step` hands no blame to the step before it.
 * - `boost`: what each step hands back is brought up to the norm of the blame at the last scored step, where it is smaller.
 * - `noise`: a state becomes itself and σ = `spread` times a standard normal number, at every step, unit and layer.
 * - `radius`: a recurrent matrix is rescaled to this spectral radius, once. U ← U · ρ / ρ(U)
 * - `eigenvalue`: the eigenvalue that is nearest to `from` goes to `to`, its conjugate with it, once; a real one stays real.
 * - `clip-value`: no entry of the gradient is larger than `limit` in magnitude; what is, becomes ±limit.
 */
export type Operation =
  | { readonly kind: 'hold'; readonly gate: string; readonly value: number }
  | { readonly kind: 'freeze'; readonly parameter: string }
  | { readonly kind: 'cut'; readonly matrix: string; readonly row: number; readonly column: number; readonly layer: number }
  | Surgery
  | { readonly kind: 'truncate'; readonly step: number }
  | { readonly kind: 'noise'; readonly state: string; readonly spread: number }
  | { readonly kind: 'boost' }
  | { readonly kind: 'clip-value'; readonly limit: number };

/** Something done once to a recurrent matrix. */
export type Surgery =
  | { readonly kind: 'radius'; readonly matrix: string; readonly radius: number; readonly layer: number }
  | { readonly kind: 'eigenvalue'; readonly matrix: string; readonly from: Complex; readonly to: Complex; readonly layer: number };

export interface Complex {
  readonly real: number;
  readonly imaginary: number;
}

/** As the link writes it: `hold:f:1`, `freeze:U`, `cut:U:3:5` (and `:2` for the second layer), `truncate:20`, `noise:h:0.1`, `boost`, `clip-value:0.1`, `radius:U:1.5`, `eigenvalue:U:0.8:0.2:0.9:0.1` (from 0.8 ± 0.2 i to 0.9 ± 0.1 i). */
function writeOperation(operation: Operation): string {
  switch (operation.kind) {
    case 'hold':
      return `hold:${operation.gate}:${operation.value}`;
    case 'freeze':
      return `freeze:${operation.parameter}`;
    case 'cut': {
      const { matrix, row, column, layer } = operation;
      return `cut:${matrix}:${row}:${column}${layer === 1 ? '' : `:${layer}`}`;
    }
    case 'radius':
      return `radius:${operation.matrix}:${operation.radius}${inLayer(operation)}`;
    case 'eigenvalue': {
      const { matrix, from, to } = operation;
      const numbers = [from.real, from.imaginary, to.real, to.imaginary];
      return `eigenvalue:${matrix}:${numbers.join(':')}${inLayer(operation)}`;
    }
    case 'truncate':
      return `truncate:${operation.step}`;
    case 'noise':
      return `noise:${operation.state}:${operation.spread}`;
    case 'boost':
      return 'boost';
    case 'clip-value':
      return `clip-value:${operation.limit}`;
  }
}

/** An operation that began only once so many iterations were made: `freeze:U@120`. */
export type Dated = Operation & { readonly at?: number };

/** With the iteration at which it began, where that is not the first. */
export const writeDated = (operation: Dated): string =>
  operation.at === undefined ? writeOperation(operation) : `${writeOperation(operation)}@${operation.at}`;

/** The whole list, in the order in which it was done. */
export const writeOperations = (operations: readonly Dated[]): string => operations.map(writeDated).join(',');

const inLayer = ({ layer }: Surgery): string => (layer === 1 ? '' : `:${layer}`);

/** Whether it is done once, to the weights as they are then, which learn on from there. */
export const isSurgery = (operation: Dated): operation is Surgery & Dated => operation.kind === 'radius' || operation.kind === 'eigenvalue';

/** What an operation is done to: a second one to the same takes the place of the first. What is done once stands beside what was done before. */
export function placeOf(operation: Dated): string {
  switch (operation.kind) {
    case 'radius':
    case 'eigenvalue':
      return writeDated(operation);
    case 'hold':
      return `hold:${operation.gate}`;
    case 'noise':
      return `noise:${operation.state}`;
    case 'clip-value':
      return operation.kind;
    default:
      return writeOperation(operation);
  }
}

/** The list with one more done; it takes the place of one that is done to the same. What is done once stands where that stood which it goes on from, else last. */
export function withOperation(operations: readonly Dated[], operation: Dated, begun: Dated | null = null): readonly Dated[] {
  const place = begun === null ? -1 : operations.findIndex((other) => writeDated(other) === writeDated(begun));
  if (place >= 0) return operations.with(place, operation);
  if (isSurgery(operation)) return [...operations, operation];
  return [...operations.filter((other) => placeOf(other) !== placeOf(operation)), operation];
}
