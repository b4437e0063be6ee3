import { useEffect, useState } from 'react';
import type { FreeRunning } from '../../core/tasks/free.ts';
import { useFree } from '../try/useFree.ts';
import { Compose, FIRST_WISH } from './Compose.tsx';
import styles from './music.module.css';
import { Play } from './Play.tsx';
import { Roll } from './Roll.tsx';
import { endOf } from './roll.ts';
import { placeAt } from './sound/schedule.ts';
import { type Playback, usePlayer } from './sound/usePlayer.ts';
import { useComposing } from './useComposing.ts';
import { useSpan, useTune } from './useTune.ts';

/** What a person does with a network that reads and writes melodies: sees them, lets it compose, and listens. */
export default function Music() {
  const running = useFree();
  return running === null ? null : <Studio free={running.free} />;
}

function Studio({ free }: { readonly free: FreeRunning }) {
  const tune = useTune();
  const playback = usePlayer();
  const [wish, setWish] = useState(FIRST_WISH);
  const [live, setLive] = useState(true);
  const composing = useComposing(free, wish, live, () => voiceNow(playback) === 'composed');
  const composed = composing.composed;
  const span = useSpan(Math.max(endOf(tune), endOf(composed?.notes ?? [])));
  const { stop } = playback;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tune on show ends the one that plays.
  useEffect(() => stop, [tune, stop]);
  return (
    <section className={styles['music']} aria-label="Melodies">
      <Roll tune={tune} composed={composed} span={span} playback={playback} />
      <div className={styles['controls']}>
        <Play tunes={{ given: tune, composed: composed?.notes ?? [] }} playback={playback} />
        <Compose tune={tune} example={free.example} wish={wish} live={live} composing={composing} onWish={setWish} onLive={setLive} />
      </div>
    </section>
  );
}

/** Which tune sounds now; null while none does. */
function voiceNow({ programme, moment }: Playback): string | null {
  return programme === null ? null : (placeAt(programme, moment() ?? -1)?.voice ?? null);
}
