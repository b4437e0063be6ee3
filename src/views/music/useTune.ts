import { useEffect, useMemo, useState } from 'react';
import type { Picture } from '../../store/session.ts';
import { type Settled, settle } from '../lanes/domain.ts';
import { useSampled } from '../paint/usePicture.ts';
import { type Given, givenOf, isOfMelodies, predictedOf } from './layers.ts';
import { spanFor } from './roll.ts';
import type { Layers } from './words.ts';

/** The tune on show; the same array until another one is. */
export function useTune(): readonly Given[] {
  const key = useSampled(({ trace }) => (trace === null || !isOfMelodies(trace) ? '[]' : JSON.stringify(givenOf(trace))));
  return useMemo(() => JSON.parse(key) as readonly Given[], [key]);
}

/** All layers, of a picture as it is. */
export function layersOf({ trace }: Pick<Picture, 'trace'>, composed: Layers['composed']): Layers {
  if (trace === null || !isOfMelodies(trace)) return { given: [], predicted: [], composed };
  const given = givenOf(trace);
  return { given, predicted: predictedOf(trace, given), composed };
}

/** Sixteenths that the roll is wide: grows at once with what lies on it, and shrinks only after it has been far too wide for a while. */
export function useSpan(end: number): number {
  const [settled, setSettled] = useState<Settled | null>(null);
  useEffect(() => {
    const look = (): void => setSettled((before) => settle(before, { low: 0, high: spanFor(end) }, performance.now()));
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [end]);
  return settled?.high ?? spanFor(end);
}
