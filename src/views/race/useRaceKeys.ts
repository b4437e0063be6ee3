import { useEffect } from 'react';
import { commandOf, moveCursor } from '../shell/keys.ts';
import { pressOf } from '../shell/useKeys.ts';
import { attempt } from '../shell/useRun.ts';
import { useRace } from './useRace.ts';

/** The page's keys, for all networks at once. */
export function useRaceKeys(): void {
  const race = useRace();
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const command = commandOf(pressOf(event));
      if (command === null || command === 'keys') return;
      event.preventDefault();
      if (command === 'toggle') attempt(race.first, race.state.getState().phase === 'rest' ? race.play() : race.pause());
      else if (command === 'step') attempt(race.first, race.step());
      else moveCursor(race.first, command);
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [race]);
}
