/**
 * Something done to a network while it runs, and undone by taking it away. Steps, units, inputs and layers count from 1
 * here, as on the screen and in the link.
 * - `hold`: a gate gives this number in every unit, at every step, in every layer; its own parameters rest meanwhile.
 * - `freeze`: a parameter does not learn, in any layer.
 * - `cut`: one connection is 0 and does not learn.
 * - `truncate`: step `step` hands no blame to the step before it.
 * - `boost`: what each step hands back is brought up to the norm of the blame at the last scored step, where it is smaller.
 * - `noise`: a state becomes itself and σ = `spread` times a standard normal number, at every step, unit and layer.
 * - `clip-value`: no entry of the gradient is larger than `limit` in magnitude; what is, becomes ±limit.
 */
export type Operation =
  | { readonly kind: 'hold'; readonly gate: string; readonly value: number }
  | { readonly kind: 'freeze'; readonly parameter: string }
  | { readonly kind: 'cut'; readonly matrix: string; readonly row: number; readonly column: number; readonly layer: number }
  | { readonly kind: 'truncate'; readonly step: number }
  | { readonly kind: 'noise'; readonly state: string; readonly spread: number }
  | { readonly kind: 'boost' }
  | { readonly kind: 'clip-value'; readonly limit: number };

/** As the link writes it: `hold:f:1`, `freeze:U`, `cut:U:3:5` (and `:2` for the second layer), `truncate:20`, `noise:h:0.1`, `boost`, `clip-value:0.1`. */
export function writeOperation(operation: Operation): string {
  switch (operation.kind) {
    case 'hold':
      return `hold:${operation.gate}:${operation.value}`;
    case 'freeze':
      return `freeze:${operation.parameter}`;
    case 'cut': {
      const { matrix, row, column, layer } = operation;
      return `cut:${matrix}:${row}:${column}${layer === 1 ? '' : `:${layer}`}`;
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

/** What an operation is done to: a second one to the same takes the place of the first. */
export function placeOf(operation: Operation): string {
  switch (operation.kind) {
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

/** The list with one more done; it takes the place of one that is done to the same. */
export function withOperation(operations: readonly Dated[], operation: Dated): readonly Dated[] {
  return [...operations.filter((other) => placeOf(other) !== placeOf(operation)), operation];
}
