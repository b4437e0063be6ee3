import { useRef } from 'react';
import { BACKEND_TITLES, type BackendName } from '../../core/backend.ts';
import { CLOCKS, type ClockName, MOST_ENTRIES } from '../../core/race/raceLink.ts';
import bar from '../bar/Bar.module.css';
import { formatCount } from '../bar/format.ts';
import { ShareButton } from '../bar/ShareButton.tsx';
import { ThemeSwitch } from '../bar/ThemeSwitch.tsx';
import { CloseIcon, PauseIcon, PlayIcon, RewindIcon, StepIcon } from '../shell/icons.tsx';
import { useArrival } from '../shell/useArrival.ts';
import { attempt } from '../shell/useRun.ts';
import styles from './Race.module.css';
import { type Racer, useAll, useRace, useRaceState } from './useRace.ts';

const CLOCK_TITLES: Readonly<Record<ClockName, string>> = {
  iterations: 'same iterations',
  time: 'same training time',
  work: 'same arithmetic',
};

const CLOCK_NOTES: Readonly<Record<ClockName, string>> = {
  iterations: 'All make the same number of iterations; the faster waits.',
  time: 'All train for the same time, strictly in turns, so that none shares the processor with another.',
  work: 'All make the same number of multiply-adds; the smaller network makes more iterations.',
};

/** The bar over a race: all networks at once. */
export function RaceBar({ racers }: { readonly racers: readonly Racer[] }) {
  const race = useRace();
  return (
    <header className={bar['bar']}>
      <div className={bar['heading']}>
        <h1 className={bar['title']}>RNN Playground</h1>
      </div>
      <div className={bar['run']}>
        <Transport />
        <Iterations />
        <Clock />
      </div>
      <div className={bar['tools']}>
        <Engines />
        <button
          type="button"
          className={bar['button']}
          title="Gives every other network as many units as bring it nearest to the parameters of the first; those whose units change start again"
          onClick={() => race.matchParameters()}
        >
          Same parameters
        </button>
        <Add racers={racers} />
        <ThemeSwitch />
        <ShareButton />
        <button
          type="button"
          className={bar['icon']}
          aria-label="Close the comparison"
          title="Back to the first alone"
          onClick={() => race.close()}
        >
          <CloseIcon />
        </button>
      </div>
    </header>
  );
}

function Transport() {
  const race = useRace();
  const phase = useRaceState((state) => state.phase);
  const primary = useRef<HTMLButtonElement>(null);
  useArrival(primary);
  return (
    <fieldset className={bar['transport']} aria-label="Training">
      <button
        type="button"
        className={bar['icon']}
        aria-label="Rewind all"
        title="Rewind all to the same first weights"
        onClick={() => attempt(race.first, race.rewind())}
      >
        <RewindIcon />
      </button>
      <button
        ref={primary}
        type="button"
        className={bar['primary']}
        title="Train or pause all (key: Space)"
        onClick={() => attempt(race.first, phase === 'rest' ? race.play() : race.pause())}
      >
        {phase === 'rest' ? <PlayIcon /> : <PauseIcon />}
        {phase === 'rest' ? 'Train all' : 'Pause'}
      </button>
      <button
        type="button"
        className={bar['button']}
        title="One iteration of the costliest, as many of the others as the clock gives them (key: .)"
        aria-keyshortcuts="."
        disabled={phase !== 'rest'}
        onClick={() => attempt(race.first, race.step())}
      >
        <StepIcon /> Step
      </button>
    </fieldset>
  );
}

/** Where all stand beside each other; from the least to the most where that differs. Told a few times a second. */
function Iterations() {
  const race = useRace();
  useRaceState((state) => state.phase);
  const text = useAll((entries) => {
    const all = entries.map((entry) => race.reached(entry));
    const [least, most] = [Math.min(...all), Math.max(...all)];
    return least === most ? formatCount(least) : `${formatCount(least)}–${formatCount(most)}`;
  });
  return (
    <p className={styles['iterations']} title="Where all have come to: while they train, the faster is a little ahead and waits">
      iteration <b data-testid="iteration">{text}</b>
    </p>
  );
}

function Clock() {
  const race = useRace();
  const clock = useRaceState((state) => state.clock);
  return (
    <label className={styles['clock']} title={CLOCK_NOTES[clock]}>
      clock{' '}
      <select
        className={bar['pace']}
        value={clock}
        onChange={(event) => {
          const chosen = CLOCKS.find((name) => name === event.target.value);
          if (chosen !== undefined) race.setClock(chosen);
        }}
      >
        {CLOCKS.map((name) => (
          <option key={name} value={name}>
            {CLOCK_TITLES[name]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** "WASM ×3 · ✓ gradients checked" */
function Engines() {
  const text = useAll((entries) => {
    const engines = entries.map(({ session }) => session.state.getState().engine);
    const counts = new Map<BackendName, number>();
    for (const engine of engines) if (engine !== null) counts.set(engine.backend, (counts.get(engine.backend) ?? 0) + 1);
    const names = [...counts].map(([name, count]) => `${BACKEND_TITLES[name]} ×${count}`).join(', ');
    if (engines.some((engine) => engine === null)) return 'starting …';
    return engines.every((engine) => engine?.selfCheck.ok === true) ? `${names} · ✓ gradients checked` : `${names} · ✗ gradients wrong`;
  });
  return <span className={styles['engines']}>{text}</span>;
}

/** Another network like one that is there. */
function Add({ racers }: { readonly racers: readonly Racer[] }) {
  const race = useRace();
  const full = racers.length >= MOST_ENTRIES;
  return (
    <select
      className={`${bar['pace']} ${styles['add']}`}
      aria-label="Add a network"
      title={full ? `A race holds ${MOST_ENTRIES} networks` : 'Another network, a copy to be changed'}
      value=""
      disabled={full}
      onChange={(event) => {
        const like = racers.find(({ letter }) => letter === event.target.value);
        if (like !== undefined) race.add(like.entry);
      }}
    >
      <option value="">+ Add</option>
      {racers.map(({ letter, name }) => (
        <option key={letter} value={letter}>
          like {name}
        </option>
      ))}
    </select>
  );
}
