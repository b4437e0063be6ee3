import { useEffect, useState } from 'react';
import { useSession } from '../useSession.ts';
import { type Domain, type Settled, settle } from './domain.ts';
import type { Lane, Setting } from './lane.ts';
import { fits } from './scene.ts';

/** The domain a lane is drawn with: follows the trace calmly, starts anew with a rewind; null before the first trace. */
export function useDomain(lane: Lane, setting: Setting, subject: string): Domain | null {
  const { picture } = useSession();
  const [domain, setDomain] = useState<Domain | null>(null);
  useEffect(() => {
    let settled: Settled | null = null;
    let iteration = 0;
    const look = (): void => {
      const { trace } = picture.getState();
      if (trace === null || !fits(trace, setting)) return;
      const before = trace.iteration < iteration ? null : settled;
      iteration = trace.iteration;
      settled = settle(before, lane.domain({ trace, setting, subject }), performance.now());
      const { low, high } = settled;
      setDomain((shown) => (shown?.low === low && shown.high === high ? shown : { low, high }));
    };
    look();
    return picture.subscribe(look);
  }, [lane, setting, subject, picture]);
  return domain;
}
