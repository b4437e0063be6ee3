import { useEffect, useRef, useState } from 'react';
import type { Forecasted, Forecasting } from '../../../core/forecast/forecasted.ts';
import { useSession } from '../../useSession.ts';
import { Asking } from './asking.ts';

/**
 * What the network says of a window, asked anew while it trains and the element is on the screen; the last answer to
 * another window stays until the next has come, for its errors.
 */
export function useForecast({ sequence, turns }: Forecasting) {
  const session = useSession();
  const [told, tell] = useState<Forecasted | null>(null);
  const [asking, setAsking] = useState<Asking<Forecasting, Forecasted> | null>(null);
  const element = useRef<HTMLElement>(null);
  useEffect(() => {
    const started = new Asking<Forecasting, Forecasted>((asked) => session.forecast(asked), tell);
    setAsking(started);
    const stops = [
      session.picture.subscribe(({ trace }, before) => {
        if (trace !== before.trace) started.changed();
      }),
      session.state.subscribe(({ phase }, before) => {
        if (phase !== before.phase && phase === 'ready') started.hurry();
      }),
      watch(element.current, (seen) => started.watched(seen)),
    ];
    return () => {
      started.stop();
      for (const stop of stops) stop();
    };
  }, [session]);
  useEffect(() => asking?.put({ sequence, turns }), [asking, sequence, turns]);
  return { told, element };
}

/** Whether any of an element is in sight. */
function watch(element: HTMLElement | null, tell: (seen: boolean) => void): () => void {
  if (element === null) return () => {};
  const observer = new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting ?? true));
  observer.observe(element);
  return () => observer.disconnect();
}
