import { type CSSProperties, useMemo } from 'react';
import { WORDS } from '../../core/speech/audio.ts';
import { largestOf } from '../lanes/target.ts';
import { useSampled } from '../paint/usePicture.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { answerOf, type Heard } from './hear.ts';
import styles from './speech.module.css';

/** What the network makes of the word now, as it goes on training: the likeliest in words, all ten as bars. */
export function Answer({ heard }: { readonly heard: Heard | null }) {
  const shares = useShares(heard);
  const likeliest = shares === null ? null : largestOf(shares);
  return (
    <div className={styles['answer']}>
      <p className={styles['said']} role="status">
        {likeliest === null ? <NothingYet heard={heard} /> : <Said word={WORDS[likeliest] ?? ''} />}
      </p>
      <ol className={styles['bars']} aria-label="Probability of each word">
        {WORDS.map((word, k) => (
          <li key={word} data-likeliest={k === likeliest || undefined} style={{ '--share': (shares?.[k] ?? 0) / 100 } as CSSProperties}>
            <span className={styles['word']}>{word}</span>
            <span className={styles['bar']} aria-hidden="true" />
            <span className={styles['share']}>{shares === null ? '–' : `${shares[k]} %`}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Whole percents of each word; null while the word is not on show or not answered yet. */
function useShares(heard: Heard | null): readonly number[] | null {
  const text = useSampled(({ trace }) => {
    const answer = heard === null ? null : answerOf(trace, heard.own);
    return answer === null ? '' : Array.from(answer, (probability) => Math.round(100 * probability)).join();
  });
  return useMemo(() => (text === '' ? null : text.split(',').map(Number)), [text]);
}

function Said({ word }: { readonly word: string }) {
  const untrained = useSessionState(({ iteration }) => iteration === 0);
  return (
    <>
      It heard <strong>{word}</strong>
      {untrained ? <span className={styles['guess']}> and guesses: train it first</span> : null}
    </>
  );
}

function NothingYet({ heard }: { readonly heard: Heard | null }) {
  const session = useSession();
  const shown = useSessionState(({ own }) => own);
  if (heard === null) return 'Nothing was said yet.';
  if (shown === heard.own) return 'Listening again …';
  return (
    <>
      Another sequence is on show.{' '}
      <button type="button" className={styles['press']} onClick={() => session.showOwn(heard.own)}>
        Show your word
      </button>
    </>
  );
}
