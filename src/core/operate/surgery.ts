/** Something done once to the weights of a recurrent matrix of the running network, which learns on from there. Layers count from 0. */
export type Surgery = {
  readonly matrix: string;
  readonly layer: number;
} & SurgeryKind;

export type SurgeryKind =
  /** U ← U · ρ / ρ(U) */
  | { readonly kind: 'radius'; readonly radius: number }
  /** The eigenvalue that is nearest to `from` goes to `to`, its conjugate with it; a real one stays real. */
  | { readonly kind: 'eigenvalue'; readonly from: Complex; readonly to: Complex }
  /** These numbers, row by row: what was before. */
  | { readonly kind: 'values'; readonly values: Float32Array };

export interface Complex {
  readonly real: number;
  readonly imaginary: number;
}
