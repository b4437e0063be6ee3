import type { Forecast } from '../../../core/forecast/forecast.ts';
import shared from '../../lanes/shared.module.css';
import { Explained } from '../../shell/Explained.tsx';
import { answersToChoose } from './choice.ts';
import styles from './forecast.module.css';

interface WindowsProps {
  /** From 0. */
  readonly window: number;
  readonly places: number;
  readonly onStep: (by: number) => void;
}

/** Steps through the windows that were held out. */
export function Windows({ window, places, onStep }: WindowsProps) {
  return (
    <fieldset className={styles['group']} aria-label="Held-out window">
      <Explained
        className={styles['groupTitle']}
        explanation="Windows of the data that the network never learns from. In the picture, the arrows up and down step through them too."
      >
        held out
      </Explained>
      <button type="button" className={shared['chip']} aria-label="previous held-out window" onClick={() => onStep(-1)}>
        ‹
      </button>
      <span className={styles['count']} aria-live="polite">
        {window + 1} of {places}
      </span>
      <button type="button" className={shared['chip']} aria-label="next held-out window" onClick={() => onStep(1)}>
        ›
      </button>
    </fieldset>
  );
}

interface AnswersProps {
  readonly forecast: Forecast;
  readonly answers: number;
  readonly onChoose: (answers: number) => void;
}

/** How many answers in a row: all but the first are to its own. */
export function Answers({ forecast, answers, onChoose }: AnswersProps) {
  const { ahead, held } = forecast;
  const choices = answersToChoose(forecast);
  return (
    <span className={styles['group']}>
      <Explained
        className={styles['groupTitle']}
        explanation={`The first answer says ${ahead} ${ahead === 1 ? 'value' : 'values'} at once. Each one after it is made from what the network said before, as if that had come true, so that errors grow upon errors.${heldText(held)}`}
      >
        answers in a row
      </Explained>
      <select
        className={shared['select']}
        aria-label="Answers in a row"
        value={answers}
        onChange={(event) => onChoose(Number(event.target.value))}
      >
        {[...new Set([...choices, answers])]
          .sort((a, b) => a - b)
          .map((count) => (
            <option key={count} value={count}>
              {count} × {ahead}
            </option>
          ))}
      </select>
    </span>
  );
}

function heldText(held: readonly string[]): string {
  if (held.length === 0) return '';
  return ` ${held.map((name) => `“${name}”`).join(', ')} ${held.length === 1 ? 'stays at its' : 'stay at their'} last value meanwhile, since nobody forecasts ${held.length === 1 ? 'it' : 'them'}.`;
}
