import { useMemo } from 'react';
import { askedIn } from '../../../core/predict/asked.ts';
import { taskOf } from '../../../core/tasks/index.ts';
import { useSampled } from '../../paint/usePicture.ts';
import { Explained } from '../../shell/Explained.tsx';
import { useSessionState } from '../../useSession.ts';
import type { DrawingProps, Figure, Pointing } from '../figure.ts';
import styles from './heldOut.module.css';
import { describeScore, type ExampleText, exampleText, valueText } from './words.ts';

const heldOut: Figure = {
  name: 'held-out',
  title: 'Held out',
  explanation:
    'How it does on sequences that it has never learned from, by the measure that a person would use for the task. Opened, it shows some of them with what was answered. Where the network reads its own answers, each letter here is given what was right before it.',
  formula: 'measured about once a second on the same 64 or 128 sequences',
  height: 26,
  describe: ({ score }, { experiment }) =>
    score === null ? NOTHING : describeScore(score, taskOf(experiment.task).measure(experiment.options)),
  Drawing: HeldOut,
};

const NOTHING = 'not measured yet';

/** The figure, as it is loaded. */
export default function HeldOutFigure(pointing: Pointing) {
  return <HeldOut figure={heldOut} {...pointing} />;
}

/** Nothing where the picture of forecasts says it, on windows that the baselines are measured on too. */
function HeldOut(props: DrawingProps) {
  const forecasts = useSessionState(({ experiment }) => taskOf(experiment.task).forecast !== undefined);
  const covered = useSessionState(({ view }) => askedIn(view.predict) === 'loss');
  return forecasts ? null : covered ? <Covered {...props} /> : <Scored {...props} />;
}

/** While the loss is to be predicted. */
const Covered = ({ figure }: DrawingProps) => (
  <section className={styles['heldOut']} aria-label={figure.title}>
    <p className={styles['line']}>
      <span className={styles['title']}>{figure.title}</span>
      <span className={styles['value']}>covered meanwhile</span>
    </p>
  </section>
);

/** One line with the measure; examples when it is opened. */
function Scored({ figure }: DrawingProps) {
  const { task, options } = useSessionState(({ experiment }) => experiment);
  const measure = useMemo(() => taskOf(task).measure(options), [task, options]);
  const value = useSampled(({ score }) => (score === null ? null : valueText(measure, score.value)), 2);
  const sentence = useSampled(({ score }) => (score === null ? NOTHING : describeScore(score, measure)), 1);
  return (
    <section className={styles['heldOut']} aria-label={figure.title}>
      <p className={styles['line']}>
        <Explained explanation={figure.explanation} formula={figure.formula} className={styles['title']}>
          {figure.title}
        </Explained>
        <span className={styles['value']} title={sentence}>
          {value === null ? (
            NOTHING
          ) : (
            <>
              {measure.title} <strong>{value}</strong>
            </>
          )}
        </span>
      </p>
      <p className="visually-hidden">{sentence}</p>
      <Examples />
    </section>
  );
}

function Examples() {
  const { task, options } = useSessionState(({ experiment }) => experiment);
  const score = useSampled((picture) => picture.score, 1);
  const texts = useMemo(
    () => (score === null ? [] : score.examples.map((example) => exampleText(example, taskOf(task), options))),
    [score, task, options],
  );
  return (
    <details className={styles['examples']}>
      <summary>Examples</summary>
      {texts.length === 0 ? (
        <p className={styles['none']}>Train it, and sequences that it has never seen stand here with its answers.</p>
      ) : null}
      <ul>
        {texts.map((text, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: examples are the same sequences in the same order
          <Answered key={index} {...text} />
        ))}
      </ul>
    </details>
  );
}

const MARKS = { true: '✓', false: '✕', null: '·' } as const;
const SAID = { true: 'right', false: 'wrong', null: '' } as const;

function Answered({ right, asked, answered, wanted }: ExampleText) {
  return (
    <li data-right={right}>
      <span className={styles['mark']} aria-hidden="true">
        {MARKS[`${right}`]}
      </span>
      <span className="visually-hidden">{SAID[`${right}`]} </span>
      <span className={styles['said']}>
        {asked === '' ? null : <span className={styles['asked']}>{asked} → </span>}
        {answered}
        {answered === wanted ? null : <span className={styles['wanted']}> (right: {wanted})</span>}
      </span>
    </li>
  );
}
