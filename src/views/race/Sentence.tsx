import { sentenceOf } from '../../core/race/sentence.ts';
import { listed } from '../../core/words.ts';
import styles from './Race.module.css';
import { useExperiments } from './useRace.ts';

/** What the networks share and what they differ in. */
export function Sentence() {
  const { shared, differ, alike } = sentenceOf(useExperiments());
  return (
    <p className={styles['sentence']}>
      {shared}{' '}
      <span className={styles['differ']}>
        {differ.length === 0 ? (
          'They are set up alike.'
        ) : (
          <>
            They differ in <Words words={differ} />
            {[differ.length === 1 ? ' alone.' : '.', ...alike].join(' ')}
          </>
        )}
      </span>
    </p>
  );
}

function Words({ words }: { readonly words: readonly string[] }) {
  const joints = listed(words.map(() => '\n')).split('\n');
  return words.map((word, k) => (
    <span key={word}>
      {joints[k]}the <strong>{word}</strong>
    </span>
  ));
}
