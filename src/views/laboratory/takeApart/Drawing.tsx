import { type PointerEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { choosingIn, chosenIn, type FigureName } from '../../../core/laboratory/names.ts';
import type { Picture } from '../../../store/session.ts';
import { Legend } from '../../lanes/Legend.tsx';
import type { Setting } from '../../lanes/lane.ts';
import { fits } from '../../lanes/scene.ts';
import shared from '../../lanes/shared.module.css';
import { type Shape, useStep } from '../../lanes/useSetting.ts';
import { type Paint, Painting } from '../../paint/Painting.tsx';
import { palette } from '../../paint/ramps.ts';
import { useSampled } from '../../paint/usePicture.ts';
import { Explained } from '../../shell/Explained.tsx';
import { useSession, useSessionState } from '../../useSession.ts';
import type { Figure, Mark, Place, Scene } from './figure.ts';
import { FIGURES } from './figures.ts';
import styles from './takeApart.module.css';

interface Props {
  readonly name: FigureName;
  readonly setting: Setting;
  readonly shape: Shape;
}

/** One figure: its title with the explanation, what it says now, and the drawing with its marks. */
export function Drawing({ name, setting, shape }: Props) {
  const [title, description] = [useId(), useId()];
  const cursor = useStep(shape);
  const chosen = useSessionState((state) => chosenIn(state.view.open, name));
  const figure = FIGURES[name] as Figure;
  const [place, point] = useState<Place | null>(null);
  const aspect = useRef(1);
  const within = <T,>(picture: Picture, say: (scene: Scene<FigureName>) => T): T | null => {
    const scene = sceneOf(name, picture, { setting, cursor, chosen });
    return scene === null ? null : say(scene);
  };
  const sentence = useSampled((picture) => within(picture, (scene) => figure.describe(scene)), 2);
  const reading = useSampled(
    (picture) => (place === null ? null : within(picture, (scene) => figure.read(scene, place, aspect.current))),
    8,
  );
  const iteration = useSampled((picture) => within(picture, ({ taken }) => taken.iteration), 2);
  // It keeps its own pace, and says where the network has gone on meanwhile.
  const isLate = useSampled((picture) => within(picture, ({ taken, trace }) => taken.iteration !== trace.iteration) === true, 2);
  const frame = useLedTo(figure.title);
  const height = useSampled((picture) => figure.height(sceneOf(name, picture, { setting, cursor, chosen })), 2);
  const paint = useCallback<Paint>(
    (context, width, tall, picture) => {
      const scene = sceneOf(name, picture, { setting, cursor, chosen });
      if (scene !== null) (FIGURES[name] as Figure).paint({ ...scene, context, width, height: tall, palette: palette() });
    },
    [name, setting, cursor, chosen],
  );
  const source = useMeasured(name);
  return (
    <figure
      ref={frame}
      className={styles['figure']}
      data-over={figure.overSteps ? 'steps' : undefined}
      data-iteration={iteration ?? undefined}
      aria-labelledby={title}
      aria-describedby={description}
    >
      <figcaption className={shared['head']}>
        <h3 id={title} className={shared['title']}>
          <Explained explanation={figure.explanation} formula={figure.formula}>
            {figure.title}
          </Explained>
        </h3>
        {figure.legend === undefined || (figure.choices !== undefined && chosen !== null) ? null : <Legend {...figure.legend} />}
        {figure.choices === undefined ? null : <Choose name={name} setting={setting} {...figure.choices} />}
        <span className={shared['readout']}>{reading === null ? isLate && `of iteration ${iteration}` : <b>{reading}</b>}</span>
      </figcaption>
      <p id={description} className={styles['sentence']} data-wordy={figure.wordy}>
        {sentence ?? 'measuring …'}
      </p>
      {figure.overSteps && <Marks name={name} setting={setting} cursor={cursor} chosen={chosen} />}
      <div
        className={styles['plot']}
        style={{ height }}
        data-lane={figure.overSteps ? name : undefined}
        onPointerMove={(event) => {
          const { width, height: tall } = event.currentTarget.getBoundingClientRect();
          aspect.current = width / tall;
          point(placeOf(event));
        }}
        onPointerLeave={() => point(null)}
      >
        <Painting paint={paint} source={source} className={styles['canvas']} />
      </div>
    </figure>
  );
}

/** Whoever opened the figure by its button is led to it; a link that has it open leaves one where one is. */
function useLedTo(title: string) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    if (document.activeElement?.textContent === title) frame.current?.scrollIntoView({ block: 'nearest' });
  }, [title]);
  return frame;
}

/** The picture, heard of where this figure was measured anew: not at every picture of the run, of which it shows nothing else. */
function useMeasured(name: FigureName) {
  const { picture } = useSession();
  return useMemo(
    () => ({
      getState: () => picture.getState(),
      subscribe: (listener: () => void) =>
        picture.subscribe((now, before) => {
          if (now.laboratory[name] !== before.laboratory[name]) listener();
        }),
    }),
    [picture, name],
  );
}

function Choose({ name, setting, label, of }: Pick<Props, 'name' | 'setting'> & NonNullable<Figure['choices']>) {
  const session = useSession();
  const clues = JSON.parse(useSampled(({ trace }) => JSON.stringify(trace?.clues ?? []), 2)) as readonly number[];
  const choices = of(setting, clues);
  const open = useSessionState((state) => state.view.open);
  const chosen = choices.find((each) => each.name === chosenIn(open, name)) ?? choices[0];
  if (choices.length < 2) return null;
  const choose = (wanted: string): void => session.look({ open: choosingIn(open, name, wanted === choices[0]?.name ? null : wanted) });
  return (
    <select className={shared['select']} aria-label={label} value={chosen?.name} onChange={(event) => choose(event.target.value)}>
      {choices.map((each) => (
        <option key={each.name} value={each.name}>
          {each.title}
        </option>
      ))}
    </select>
  );
}

function Marks({ name, setting, cursor, chosen }: Pick<Props, 'name'> & Looked) {
  const key = useSampled((picture) => {
    const scene = sceneOf(name, picture, { setting, cursor, chosen });
    return JSON.stringify(scene === null ? [] : (FIGURES[name] as Figure).marks(scene));
  }, 2);
  const marks = JSON.parse(key) as readonly Mark[];
  return (
    <div className={styles['marks']} aria-hidden="true">
      {marks.map(({ at, text }) => (
        <span key={`${at} ${text}`} style={{ top: `${100 * at}%` }}>
          {text}
        </span>
      ))}
    </div>
  );
}

type Looked = Pick<Scene<FigureName>, 'setting' | 'cursor' | 'chosen'>;

/** Null where nothing was measured yet, or what was is of another network. */
function sceneOf<N extends FigureName>(name: N, { trace, laboratory }: Picture, looked: Looked): Scene<N> | null {
  const taken = laboratory[name];
  if (taken === undefined || trace === null || !fits(trace, looked.setting)) return null;
  return { taken, trace, ...looked };
}

function placeOf({ currentTarget, clientX, clientY }: PointerEvent): Place {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: within01((clientX - left) / width), y: within01((clientY - top) / height) };
}

const within01 = (share: number): number => Math.min(1, Math.max(0, share));
