import './race.css';
import { useEffect, useMemo, useState } from 'react';
import { type Race as Model, raceOf } from '../../store/race/race.ts';
import { raceScript } from '../../store/race/script.ts';
import type { Pointing } from '../figures/figure.ts';
import { axisEnd, lastIteration } from '../figures/iterations.ts';
import { CommonEnd } from '../figures/useAxis.ts';
import { createPointing, PointingContext } from '../lanes/pointing.ts';
import { Boundary } from '../shell/Boundary.tsx';
import { Notices } from '../shell/Notices.tsx';
import { useSession } from '../useSession.ts';
import { Column } from './Column.tsx';
import { Editor } from './Editor.tsx';
import { Losses } from './Losses.tsx';
import { ManySeeds } from './ManySeeds.tsx';
import { Norms } from './Norms.tsx';
import styles from './Race.module.css';
import { RaceBar } from './RaceBar.tsx';
import { Sentence } from './Sentence.tsx';
import { RaceContext, useAllPictures, useRacers } from './useRace.ts';
import { useRaceKeys } from './useRaceKeys.ts';

/** Several networks side by side, in the place of the page of one. */
export default function Race() {
  const session = useSession();
  const [race, setRace] = useState<Model | null>(null);
  useEffect(() => setRace(raceOf(session)), [session]);
  if (race === null) return null;
  return (
    <RaceContext value={race}>
      <Everything race={race} />
    </RaceContext>
  );
}

function Everything({ race }: { readonly race: Model }) {
  const racers = useRacers();
  const [edited, edit] = useState<number | null>(null);
  const chosen = racers.find(({ entry }) => entry.id === edited) ?? null;
  useRaceKeys();
  useEffect(() => {
    window.playground.race = raceScript(race);
    return () => {
      delete window.playground.race;
    };
  }, [race]);
  return (
    <div className={styles['page']} data-editing={chosen !== null || undefined}>
      <RaceBar racers={racers} />
      {chosen === null ? null : <Editor key={chosen.entry.id} racer={chosen} onClose={() => edit(null)} />}
      <main className={styles['main']}>
        <Sentence />
        <Boundary what="The race">
          <Columns racers={racers} edited={edited} onEdit={(id) => edit(id === edited ? null : id)} />
          <div className={styles['common']}>
            <Norms racers={racers} />
            <Losses racers={racers} />
            <ManySeeds racers={racers} />
          </div>
        </Boundary>
      </main>
      <Notices />
    </div>
  );
}

interface ColumnsProps {
  readonly racers: ReturnType<typeof useRacers>;
  readonly edited: number | null;
  readonly onEdit: (id: number) => void;
}

/** The networks side by side over common axes: the step and the iteration pointed at in one are shown in all. */
function Columns({ racers, edited, onEdit }: ColumnsProps) {
  const [pointing] = useState(createPointing);
  const [at, point] = useState<number | null>(null);
  const iterations = useMemo<Pointing>(() => ({ at, point }), [at]);
  const end = useAllPictures((entries) => axisEnd(Math.max(...entries.map(({ session }) => lastIteration(session.picture.getState())))));
  return (
    <PointingContext value={pointing}>
      <CommonEnd value={end}>
        <div className={styles['columns']} data-count={racers.length}>
          {racers.map((racer, k) => (
            <Column
              key={racer.entry.id}
              racer={racer}
              isLast={k === racers.length - 1}
              iterations={iterations}
              edited={racer.entry.id === edited}
              onEdit={() => onEdit(racer.entry.id)}
            />
          ))}
        </div>
      </CommonEnd>
    </PointingContext>
  );
}
