import type { Complex } from '../../../core/operate/operation.ts';
import type { Spectrum } from '../../../core/trace.ts';

/** So many can be told apart on the plane: the largest. */
const MOST = 64;

/** Eigenvalues that can be taken hold of: of each pair the one above the real axis, the largest first. */
export function handlesOf({ real, imaginary }: Pick<Spectrum, 'real' | 'imaginary'>): readonly Complex[] {
  const all = Array.from(real, (part, k): Complex => ({ real: part, imaginary: imaginary[k] ?? 0 }));
  return all
    .filter((each) => each.imaginary >= 0 && Number.isFinite(each.real))
    .sort((a, b) => Math.hypot(b.real, b.imaginary) - Math.hypot(a.real, a.imaginary) || b.real - a.real)
    .slice(0, MOST);
}

/** The one nearest to a place or to its mirror image; −1 where there is none. */
export function nearestHandle(handles: readonly Complex[], place: Complex): number {
  const distances = handles.map((each) => Math.hypot(each.real - place.real, each.imaginary - Math.abs(place.imaginary)));
  return distances.indexOf(Math.min(...distances));
}

/** Where one comes to that is moved to a place: a real one stays real, a pair keeps its upper half up, and both stay on the plane. */
export function landing(from: Complex, to: Complex, extent: number): Complex {
  const within = (value: number): number => Math.min(extent, Math.max(-extent, value));
  return { real: within(to.real), imaginary: from.imaginary === 0 ? 0 : Math.abs(within(to.imaginary)) };
}
