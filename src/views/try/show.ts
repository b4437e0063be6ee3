import type { OwnSequence } from '../../core/analysis/own.ts';
import { MATRIX } from '../../store/look.ts';
import type { Session } from '../../store/session.ts';

/** Puts a sequence on all lanes with what each answer blames. */
export function showWithBlame(session: Session, own: OwnSequence): void {
  session.showOwn(own);
  openBlame(session);
}

export function openBlame(session: Session): void {
  const { open } = session.state.getState().view;
  if (!open.includes(MATRIX)) session.look({ open: [...open, MATRIX] });
}

/** Puts a sequence in the place of an earlier one of the same steps; the cursor stays. */
export function showInstead(session: Session, own: OwnSequence): void {
  const { t } = session.state.getState().view;
  session.showOwn(own);
  if (t !== null) session.look({ t });
}
