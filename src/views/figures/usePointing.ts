import { useSession } from '../useSession.ts';
import type { Pointing } from './figure.ts';
import { lastIteration } from './iterations.ts';

/** Moves along the iterations by pointer and by keys. `first` is the first iteration that the figure has something of. */
export function usePointing({ at, point }: Pointing, end: number, first: 0 | 1) {
  const { picture } = useSession();
  return {
    x: (at ?? 0) / end,
    onPoint(place: { readonly x: number } | null): void {
      point(place === null ? null : Math.round(place.x * end));
    },
    onMove(across: number): void {
      const last = lastIteration(picture.getState());
      point(stepped(at ?? last, across, Math.max(1, Math.round(end / 100)), first, last));
    },
  };
}

/** `from` moved by so many strides, kept between the first and the last; an infinite move goes to that end. */
export function stepped(from: number, strides: number, stride: number, first: number, last: number): number {
  const wanted = Number.isFinite(strides) ? from + strides * stride : strides;
  return Math.max(first, Math.min(last, wanted));
}
