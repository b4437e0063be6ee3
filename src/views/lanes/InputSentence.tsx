import { MATRIX } from '../../store/look.ts';
import { rowAt } from '../figures/blameMatrix/shares.ts';
import { useSampled } from '../paint/usePicture.ts';
import { useSessionState } from '../useSession.ts';
import type { Setting } from './lane.ts';
import shared from './shared.module.css';

export const inputSentence = ({ drawing }: Pick<Setting, 'drawing'>, hasClues: boolean): string => {
  if (drawing.input === 'line') return 'what the cell is shown, one value a step';
  if (drawing.input === 'frames') return 'what the cell hears, and how much each frame is blamed';
  return `what the cell is shown, one step at a time${hasClues ? '; clues are in red' : ''}`;
};

/** What the input lane shows; while it is shaded, by which answer. */
export function InputSentence({ setting }: { readonly setting: Setting }) {
  const open = useSessionState(({ view }) => view.open.includes(MATRIX));
  const t = useSessionState(({ view }) => view.t);
  const step = useSampled(({ trace }) => t ?? trace?.scored ?? 0);
  const hasClues = useSampled(({ trace }) => (trace?.clues.length ?? 0) > 0);
  const isMeasured = useSampled(({ blame }) => blame !== null && rowAt(blame, step) >= 0);
  const shaded = open && isMeasured && setting.drawing.input === 'symbols';
  return (
    <span className={shared['optional']}>
      {shaded ? `the darker, the more the answer at step ${step + 1} blames it` : inputSentence(setting, hasClues)}
    </span>
  );
}
