import { useEffect, useMemo, useRef, useState } from 'react';
import { kept } from '../../shell/storage.ts';
import { openAudio, Player, type Settings } from './player.ts';
import type { Programme } from './schedule.ts';

const KEY = 'volume';
const MODEST = 0.25;
const TEMPO = 110;

export interface Playback extends Settings {
  /** What plays; null while nothing does. */
  readonly programme: Programme | null;
  /** Why nothing sounds, where it should. */
  readonly fault: string | null;
  play(programme: Programme): void;
  stop(): void;
  setTempo(tempo: number): void;
  setVolume(volume: number): void;
  /** Sixteenths since the beginning of what plays; null while nothing does. */
  moment(): number | null;
}

/** The page's player: opened at the first press, closed when the view goes. */
export function usePlayer(): Playback {
  const [programme, setProgramme] = useState<Programme | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [settings, setSettings] = useState<Settings>(() => ({ tempo: TEMPO, volume: rememberedVolume() }));
  const player = useRef<Player | null>(null);
  useEffect(() => {
    const made = new Player(openAudio, (why) => {
      setProgramme(null);
      if (typeof why === 'object') setFault(why.fault);
    });
    player.current = made;
    return () => {
      player.current = null;
      made.dispose().catch(() => {});
    };
  }, []);
  const steps = useMemo(
    () => ({
      stop: () => player.current?.stop(),
      moment: () => player.current?.moment() ?? null,
      play(next: Programme, { tempo, volume }: Settings) {
        setFault(null);
        setProgramme(next);
        player.current?.play(next, { tempo, volume }).catch((error: unknown) => {
          setProgramme(null);
          setFault(error instanceof Error ? error.message : String(error));
        });
      },
    }),
    [],
  );
  return {
    ...settings,
    ...steps,
    programme,
    fault,
    play: (next) => steps.play(next, settings),
    setTempo(tempo) {
      setSettings({ ...settings, tempo });
      player.current?.setTempo(tempo);
    },
    setVolume(volume) {
      setSettings({ ...settings, volume });
      kept.write(KEY, String(volume));
      player.current?.setVolume(volume);
    },
  };
}

/** From an earlier visit, if it is a volume. */
function rememberedVolume(): number {
  const text = kept.read(KEY);
  const volume = Number(text);
  return text !== null && text !== '' && volume >= 0 && volume <= 1 ? volume : MODEST;
}
