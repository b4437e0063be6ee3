import { useEffect, useState } from 'react';
import { PlayIcon, StopIcon } from '../shell/icons.tsx';
import type { Heard } from './hear.ts';
import { Playback } from './playback.ts';
import styles from './speech.module.css';

/** Plays what the network heard: the word alone, as loud as it was brought to. */
export function PlayHeard({ heard }: { readonly heard: Heard | null }) {
  const [plays, setPlays] = useState(false);
  const [playback] = useState(() => new Playback(() => setPlays(false)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: another word ends the one that plays.
  useEffect(() => () => playback.stop(), [playback, heard]);
  if (!Playback.isPossible) return null;
  const toggle = (): void => {
    if (plays || heard === null) return playback.stop();
    setPlays(true);
    playback.play(heard.clip).catch(() => playback.stop());
  };
  return (
    <button type="button" className={styles['press']} disabled={heard === null} onClick={toggle}>
      {plays ? <StopIcon /> : <PlayIcon />}
      {plays ? 'Stop' : 'Play what was heard'}
    </button>
  );
}
