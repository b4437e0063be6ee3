import shared from '../lanes/shared.module.css';
import { Explained } from '../shell/Explained.tsx';
import { useSessionState } from '../useSession.ts';
import { Ask } from './Ask.tsx';
import { Chat } from './Chat.tsx';
import styles from './try.module.css';
import { useFree } from './useFree.ts';
import { Write } from './Write.tsx';

const EXPLANATION =
  'The network as it is now, run freely: what it says is what it reads next. Nothing that you write is learned from. Point at a character for its probability, and choose one to see on all lanes what it was blamed for.';

/** What a person does with a network that reads its own answers. */
export default function Try() {
  const running = useFree();
  const experiment = useSessionState((state) => state.experiment);
  const { task } = experiment;
  if (running === null) return null;
  const { exact, alphabet } = running.free;
  // What another network wrote, or wrote in other letters, says nothing of this one.
  const { rate: _rate, clip: _clip, batch: _batch, backend: _backend, ...network } = experiment;
  const key = `${alphabet.join('')} ${JSON.stringify(network)}`;
  return (
    <section className={styles['try']} aria-label="Try it">
      <div className={`${shared['head']} ${styles['head']}`}>
        <h2 className={shared['title']}>
          <Explained explanation={EXPLANATION}>Try it</Explained>
        </h2>
        <span className={shared['sentence']}>
          <span className={shared['optional']}>
            {exact ? 'the network answers you, reading its own answer' : 'the network writes on, reading its own text'}
          </span>
        </span>
      </div>
      {!exact ? (
        <Write key={key} running={running} />
      ) : task === 'conversation' ? (
        <Chat key={key} running={running} />
      ) : (
        <Ask key={key} running={running} />
      )}
    </section>
  );
}
