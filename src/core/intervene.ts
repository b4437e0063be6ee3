import type { Interventions, Stretch } from './network.ts';

/** Turns the gradient of the loss by the parameters, by the layout, into the one that learning gets. */
export function intervene(interventions: Interventions | undefined, gradient: Float64Array | Float32Array): void {
  if (interventions === undefined) return;
  const { still, clipValue } = interventions;
  for (const { from, length } of still) gradient.fill(0, from, from + length);
  if (clipValue > 0) clipEntries(gradient, 0, gradient.length, clipValue);
}

/** Entries from `from` on become at most ±limit; what is not finite stays, so that it is noticed. */
export function clipEntries(numbers: Float64Array | Float32Array, from: number, length: number, limit: number): void {
  for (let i = from; i < from + length; i++) {
    const value = numbers[i] as number;
    if (Number.isFinite(value)) numbers[i] = Math.min(limit, Math.max(-limit, value));
  }
}

/** In their order, with those that touch or overlap as one. */
export function joinStretches(stretches: readonly Stretch[]): readonly Stretch[] {
  const result: { from: number; length: number }[] = [];
  for (const { from, length } of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last === undefined || last.from + last.length < from) result.push({ from, length });
    else last.length = Math.max(last.length, from + length - last.from);
  }
  return result;
}
