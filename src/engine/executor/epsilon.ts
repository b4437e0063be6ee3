/** Adam's and RMSprop's ε: 1e-8, or more where squares of small gradients vanish in the backend's precision. */
export function epsilonFor(floor: number): number {
  return Math.max(1e-8, Math.sqrt(floor));
}
