import { Fragment, useEffect, useState } from 'react';
import { RECENT } from '../../../core/analysis/standing.ts';
import type { Tone } from '../../../core/analysis/verdict.ts';
import { useSampled } from '../../paint/usePicture.ts';
import { Explained } from '../../shell/Explained.tsx';
import { useSession, useSessionState } from '../../useSession.ts';
import type { DrawingProps, Figure } from '../figure.ts';
import styles from '../figures.module.css';
import { plain, segmentsOf } from './emphasis.ts';

export const verdict: Figure = {
  name: 'verdict',
  title: 'Verdict',
  explanation: `What the gradient can and cannot teach now, from the numbers of the sequence on show: how fast the norm fades a step back, how far it reaches, and whether that covers the clues. The loss in it is the mean of the last iterations, ${RECENT} at most. Learning: it is below 9/10 of the first baseline. Learned: it is below 1/10 of every one, and so is what was last known of held-out sequences.`,
  formula: 'horizon: the largest k with ‖∂L/∂s_{t−j}‖ ≥ 1 % of ‖∂L/∂s_t‖ for all j ≤ k',
  height: 166,
  reveals: true,
  describe: ({ trace }) => (trace === null ? NOTHING : plain(trace.verdict.text)),
  Drawing: Verdict,
};

const NOTHING = 'Once it is measured, one sentence here says what the gradient can teach this cell.';

/** How long a tone has to last before it is said aloud. */
const SETTLED_MS = 1000;

/** A word and a mark for each tone, so that the colour says nothing alone. */
const TONES = {
  above: '· above a baseline',
  near: '· near a baseline',
  learning: '↗ learning',
  learned: '✓ learned',
  memorised: '◐ by heart',
  vanished: '◌ vanished',
  exploding: '▲ exploding',
  broken: '✕ broken off',
  neutral: '· so far',
} as const satisfies Record<Tone, string>;

function Verdict({ figure }: DrawingProps) {
  const tone = useSampled(({ trace }) => trace?.verdict.tone ?? 'neutral', 3);
  const text = useSampled(({ trace }) => trace?.verdict.text ?? NOTHING, 3);
  return (
    <section className={styles['verdict']} data-tone={tone} style={{ minHeight: figure.height }} aria-label={figure.title}>
      <div className={styles['caption']}>
        <h2 className={styles['title']}>
          <Explained explanation={figure.explanation} formula={figure.formula}>
            {figure.title}
          </Explained>
        </h2>
        <span className={styles['tone']}>{TONES[tone]}</span>
      </div>
      <p className={styles['sentence']}>
        <Emphasised text={text} />
      </p>
      <Announcement tone={tone} />
    </section>
  );
}

/** The sentence with its strong words. Text stays text: nothing in it becomes markup. */
function Emphasised({ text }: { text: string }) {
  return segmentsOf(text).map(({ text: part, strong }, index) => {
    const Tag = strong ? 'strong' : Fragment;
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity
    return <Tag key={index}>{part}</Tag>;
  });
}

/** Said aloud when the tone changes or the training rests, and not at the rate of the training. */
function Announcement({ tone }: { tone: Tone }) {
  const { picture } = useSession();
  const training = useSessionState(({ phase }) => phase === 'training');
  const [said, say] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of tone or of training is the occasion to speak.
  useEffect(() => {
    const timer = setTimeout(() => say(plain(picture.getState().trace?.verdict.text ?? NOTHING)), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [picture, tone, training]);
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}
