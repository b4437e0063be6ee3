import { useEffect, useState } from 'react';
import { taskOf } from '../../core/tasks/index.ts';
import type { Session } from '../../store/session.ts';
import { type Domain, type Settled, settle } from '../lanes/domain.ts';
import type { Lane, Setting } from '../lanes/lane.ts';
import { fits } from '../lanes/scene.ts';
import { useEntries } from './useRace.ts';

/** Milliseconds between two looks at what the colours have to hold. */
const APART = 200;

/** The domain that a lane is drawn with in all networks: it holds what each of them needs, and follows calmly. */
export function useCommonDomain(lane: Lane): Domain | null {
  const entries = useEntries();
  const [domain, setDomain] = useState<Domain | null>(null);
  useEffect(() => {
    let settled: Settled | null = null;
    const look = (): void => {
      const needed = entries.flatMap(({ session }) => neededBy(session, lane) ?? []);
      if (needed.length === 0) return;
      const low = Math.min(...needed.map((each) => each.low));
      const high = Math.max(...needed.map((each) => each.high));
      settled = settle(settled, { low, high }, performance.now());
      const now = { low: settled.low, high: settled.high };
      setDomain((shown) => (shown?.low === now.low && shown.high === now.high ? shown : now));
    };
    look();
    const timer = setInterval(look, APART);
    return () => clearInterval(timer);
  }, [entries, lane]);
  return domain;
}

function neededBy({ state, picture }: Session, lane: Lane): Domain | null {
  const { trace } = picture.getState();
  const { cell, view, experiment } = state.getState();
  const task = taskOf(experiment.task);
  const setting: Setting = {
    cell,
    drawing: task.drawing(experiment.options),
    loss: task.sizes(experiment.options).loss,
    layer: view.layer,
    state: cell.states.includes(view.state) ? view.state : 'h',
    norm: view.norm,
    own: false,
    covered: false,
  };
  return trace === null || !fits(trace, setting) ? null : lane.domain({ trace, setting, subject: '' });
}
