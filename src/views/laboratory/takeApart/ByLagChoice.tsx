import { recurrentMatrices } from '../../../core/cell/recurrent.ts';
import { choosingIn, chosenIn } from '../../../core/laboratory/names.ts';
import type { Setting } from '../../lanes/lane.ts';
import shared from '../../lanes/shared.module.css';
import { useSession, useSessionState } from '../../useSession.ts';

/** Which recurrent matrix, where the cell has several. */
export function ByLagChoice({ setting: { cell } }: { readonly setting: Setting }) {
  const session = useSession();
  const open = useSessionState((state) => state.view.open);
  const names = recurrentMatrices(cell);
  const chosen = chosenIn(open, 'by-lag') ?? '';
  if (names.length < 2) return null;
  return (
    <select
      className={shared['select']}
      aria-label="Matrix whose gradient is split"
      value={names.includes(chosen) ? chosen : ''}
      onChange={({ target }) => session.look({ open: choosingIn(open, 'by-lag', target.value === '' ? null : target.value) })}
    >
      <option value="">all together</option>
      {names.map((name) => (
        <option key={name} value={name}>
          {name} alone
        </option>
      ))}
    </select>
  );
}
