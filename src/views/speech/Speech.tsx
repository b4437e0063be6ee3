import { type DragEvent, useId, useRef } from 'react';
import shared from '../lanes/shared.module.css';
import { Complaint } from '../panel/Row.tsx';
import { Explained } from '../shell/Explained.tsx';
import { Answer } from './Answer.tsx';
import { HoldButton } from './HoldButton.tsx';
import type { Listener } from './listener.ts';
import { PlayHeard } from './PlayHeard.tsx';
import styles from './speech.module.css';
import { useListener } from './useListener.ts';

const EXPLANATION =
  'The word that you say is found in what was recorded, brought to the loudness that the network knows, and cut into the same frames as the voices it learns from. Nothing of it is learned from. The lanes show its frames, what the network remembers of them, and which of them the answer blames.';

/** A person says a word, and the network tells which one it heard. */
export default function Speech() {
  const id = useId();
  const { listener, listening } = useListener();
  const drop = (event: DragEvent): void => {
    const [dropped] = event.dataTransfer.files;
    if (dropped === undefined) return;
    event.preventDefault();
    void listener.read(dropped);
  };
  return (
    <section className={styles['speech']} aria-label="Say a word" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <div className={`${shared['head']} ${styles['head']}`}>
        <h2 className={shared['title']}>
          <Explained explanation={EXPLANATION}>Say a word</Explained>
        </h2>
        <span className={shared['sentence']}>
          <span className={shared['optional']}>one of the ten, and see what the network hears, remembers and blames</span>
        </span>
      </div>
      <div className={styles['sides']}>
        <div className={styles['mouth']}>
          <HoldButton listener={listener} listening={listening} describedBy={`${id}-note ${id}-fault`} />
          <div className={styles['ways']}>
            <FileButton listener={listener} />
            <PlayHeard heard={listening.heard} />
          </div>
          <Complaint id={`${id}-fault`}>{listening.fault ?? listening.note}</Complaint>
          <p id={`${id}-note`} className={styles['note']}>
            Hold the button, or Space on it, while you speak; or tap once to begin and once to end. Audio never leaves this device.
          </p>
        </div>
        <Answer heard={listening.heard} />
      </div>
    </section>
  );
}

function FileButton({ listener }: { readonly listener: Listener }) {
  const file = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" className={styles['press']} onClick={() => file.current?.click()}>
        Choose a file …
      </button>
      <input
        ref={file}
        type="file"
        accept="audio/*"
        aria-label="Sound file"
        hidden
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen !== undefined) void listener.read(chosen);
          event.target.value = '';
        }}
      />
    </>
  );
}
