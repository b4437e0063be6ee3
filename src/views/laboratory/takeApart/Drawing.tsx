import { type PointerEvent, useCallback, useId, useState } from 'react';
import { choiceKey, type FigureName } from '../../../core/laboratory/names.ts';
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
import type { Choice, Figure, Mark, Place, Scene } from './figure.ts';
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
  const figure = FIGURES[name] as Figure;
  const choices = figure.choices?.of(setting) ?? [];
  const choice = useChoice(name, choices);
  const [place, point] = useState<Place | null>(null);
  const within = <T,>(picture: Picture, say: (scene: Scene<FigureName>) => T): T | null => {
    const scene = sceneOf(name, picture, setting, cursor, choice);
    return scene === null ? null : say(scene);
  };
  const sentence = useSampled((picture) => within(picture, (scene) => figure.describe(scene)), 2);
  const reading = useSampled((picture) => (place === null ? null : within(picture, (scene) => figure.read(scene, place))), 8);
  const height = useSampled((picture) => within(picture, (scene) => figure.height(scene)), 2);
  const paint = useCallback<Paint>(
    (context, width, tall, picture) => {
      const scene = sceneOf(name, picture, setting, cursor, choice);
      if (scene !== null) (FIGURES[name] as Figure).paint({ ...scene, context, width, height: tall, palette: palette() });
    },
    [name, setting, cursor, choice],
  );
  return (
    <figure
      className={styles['figure']}
      data-over={figure.overSteps ? 'steps' : undefined}
      aria-labelledby={title}
      aria-describedby={description}
    >
      <figcaption className={shared['head']}>
        <h3 id={title} className={shared['title']}>
          <Explained explanation={figure.explanation} formula={figure.formula}>
            {figure.title}
          </Explained>
        </h3>
        {figure.legend === undefined || (choices.length > 0 && choice !== choices[0]?.name) ? null : <Legend {...figure.legend} />}
        {figure.choices !== undefined && choices.length > 1 && (
          <Choose name={name} label={figure.choices.label} choices={choices} chosen={choice} />
        )}
        <span className={shared['readout']}>
          <b>{reading}</b>
        </span>
      </figcaption>
      <p id={description} className={styles['sentence']}>
        {sentence ?? 'measuring …'}
      </p>
      {figure.overSteps && <Marks name={name} setting={setting} cursor={cursor} />}
      <div
        className={styles['plot']}
        style={{ height: height ?? 60 }}
        data-lane={figure.overSteps ? name : undefined}
        onPointerMove={(event) => point(placeOf(event))}
        onPointerLeave={() => point(null)}
      >
        <Painting paint={paint} className={styles['canvas']} />
      </div>
    </figure>
  );
}

/** The way chosen, as it stands in the link; the first where none does. */
function useChoice(name: FigureName, choices: readonly Choice[]): string {
  const open = useSessionState((state) => state.view.open);
  return (choices.find((each) => open.includes(choiceKey(name, each.name))) ?? choices[0])?.name ?? '';
}

interface ChooseProps {
  readonly name: FigureName;
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen: string;
}

function Choose({ name, label, choices, chosen }: ChooseProps) {
  const session = useSession();
  const open = useSessionState((state) => state.view.open);
  const choose = (wanted: string): void => {
    const rest = open.filter((entry) => !choices.some((each) => entry === choiceKey(name, each.name)));
    session.look({ open: wanted === choices[0]?.name ? rest : [...rest, choiceKey(name, wanted)] });
  };
  return (
    <select className={shared['select']} aria-label={label} value={chosen} onChange={(event) => choose(event.target.value)}>
      {choices.map((each) => (
        <option key={each.name} value={each.name}>
          {each.title}
        </option>
      ))}
    </select>
  );
}

function Marks({ name, setting, cursor }: Pick<Props, 'name' | 'setting'> & { readonly cursor: number }) {
  const key = useSampled((picture) => {
    const scene = sceneOf(name, picture, setting, cursor, '');
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

/** Null where nothing was measured yet, or what was is of another network. */
function sceneOf<N extends FigureName>(
  name: N,
  { trace, laboratory }: Picture,
  setting: Setting,
  cursor: number,
  choice: string,
): Scene<N> | null {
  const taken = laboratory[name];
  if (taken === undefined || trace === null || !fits(trace, setting)) return null;
  return { taken, trace, setting, cursor, choice };
}

function placeOf({ currentTarget, clientX, clientY }: PointerEvent): Place {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: within01((clientX - left) / width), y: within01((clientY - top) / height), aspect: width / height };
}

const within01 = (share: number): number => Math.min(1, Math.max(0, share));
