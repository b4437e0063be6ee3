import { useId, useState } from 'react';
import type { Range } from '../../core/limits.ts';
import { ChoiceRow } from '../panel/ChoiceRow.tsx';
import { NumberRow } from '../panel/NumberRow.tsx';
import { PlayIcon, StopIcon } from '../shell/icons.tsx';
import styles from './music.module.css';
import type { Placed } from './roll.ts';
import { programmeOf, type Voice, type Wanted } from './sound/schedule.ts';
import type { Playback } from './sound/usePlayer.ts';

const TITLES: Readonly<Record<Wanted, string>> = {
  given: 'the tune on show',
  composed: 'what it composed',
  both: 'one after the other',
};
const TEMPO: Range = {
  label: 'Tempo',
  explanation: 'Beats a minute; a beat is a quarter. It may be turned while it plays.',
  minimum: 40,
  maximum: 240,
  step: 1,
  value: 110,
};
const VOLUME: Range = {
  label: 'Volume',
  explanation: 'From silent, 0, to as loud as the device plays, 1. It is remembered on this device.',
  minimum: 0,
  maximum: 1,
  step: 0.01,
  value: 0.25,
};

interface Props {
  readonly tunes: Readonly<Record<Voice, readonly Placed[]>>;
  readonly playback: Playback;
}

/** What is played, how fast and how loud. */
export function Play({ tunes, playback }: Props) {
  const id = useId();
  const [wanted, setWanted] = useState<Wanted>('both');
  const programme = programmeOf(tunes, wanted);
  const plays = playback.programme !== null;
  const nothing = programme.notes.length === 0;
  return (
    <section className={styles['play']} aria-label="Listen">
      <div className={styles['buttons']}>
        <button
          type="button"
          className={styles['press']}
          data-main
          disabled={!plays && nothing}
          aria-describedby={`${id}-fault`}
          onClick={() => (plays ? playback.stop() : playback.play(programme))}
        >
          {plays ? <StopIcon /> : <PlayIcon />}
          {plays ? 'Stop' : 'Play'}
        </button>
      </div>
      <ChoiceRow
        label="Hear"
        explanation="The tune on show as it is written, what the network composed with the notes that it began with, or the two one after the other, with four beats between."
        value={wanted}
        titles={TITLES}
        onCommit={setWanted}
      />
      <NumberRow range={TEMPO} value={playback.tempo} onCommit={(tempo) => taken(() => playback.setTempo(tempo))} />
      <NumberRow range={VOLUME} value={playback.volume} onCommit={(volume) => taken(() => playback.setVolume(volume))} />
      <p id={`${id}-fault`} className={styles['silent']} role="status">
        {playback.fault ?? (nothing && wanted !== 'given' ? 'Nothing is composed yet.' : '')}
      </p>
    </section>
  );
}

function taken(act: () => void): null {
  act();
  return null;
}
