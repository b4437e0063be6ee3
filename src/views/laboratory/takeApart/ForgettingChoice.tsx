import { CURSOR, choosingIn, chosenIn } from '../../../core/laboratory/names.ts';
import shared from '../../lanes/shared.module.css';
import { useSampled } from '../../paint/usePicture.ts';
import { useSession, useSessionState } from '../../useSession.ts';

/** Which clue's input is flipped, where the task names any; otherwise the cursor says. */
export function ForgettingChoice() {
  const session = useSession();
  const open = useSessionState((state) => state.view.open);
  const clues = JSON.parse(useSampled(({ trace }) => JSON.stringify(trace?.clues ?? []), 2)) as readonly number[];
  if (clues.length === 0) return null;
  const chosen = chosenIn(open, 'forgetting') ?? '1';
  const known = chosen === CURSOR || Number(chosen) <= clues.length;
  return (
    <select
      className={shared['select']}
      aria-label="Input that is flipped"
      value={known ? chosen : '1'}
      onChange={({ target }) => session.look({ open: choosingIn(open, 'forgetting', target.value === '1' ? null : target.value) })}
    >
      {clues.map((step, k) => (
        <option key={step} value={String(k + 1)}>
          the clue at step {step + 1}
        </option>
      ))}
      <option value={CURSOR}>the step under the cursor</option>
    </select>
  );
}
