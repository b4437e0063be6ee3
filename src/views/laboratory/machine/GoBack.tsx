import { useMemo } from 'react';
import styles from '../../shell/Trouble.module.css';
import { useSession, useSessionState } from '../../useSession.ts';
import { visit } from './useTravel.ts';
import { placesBack } from './words.ts';

/** Where to go back to after an explosion. */
export default function GoBack({ last }: { readonly last: number }) {
  const session = useSession();
  const first = useSessionState(({ past }) => past?.first ?? 0);
  const here = useSessionState(({ iteration }) => iteration);
  const places = useMemo(() => placesBack(session.picture.getState().losses, last, first), [session, last, first]);
  if (places.length === 0) return null;
  return (
    <>
      <p>Or go back, change the rate or the clipping, and train on from there:</p>
      <fieldset className={styles['ways']} aria-label="Go back">
        {places.map(({ iteration, label }) => (
          <button key={iteration} type="button" aria-pressed={iteration === here} onClick={() => void visit(session, iteration)}>
            {label}
          </button>
        ))}
      </fieldset>
    </>
  );
}
