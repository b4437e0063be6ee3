import { type CSSProperties, useState } from 'react';
import { choosingIn, type FigureName, openFigures, TAKEN_APART } from '../../../core/laboratory/names.ts';
import { isNormAsked } from '../../../core/predict/asked.ts';
import type { Setting } from '../../lanes/lane.ts';
import { createPointing, PointingContext } from '../../lanes/pointing.ts';
import { StepAxis } from '../../lanes/StepAxis.tsx';
import shared from '../../lanes/shared.module.css';
import { useLanePointer } from '../../lanes/useLanePointer.ts';
import { type Shape, useStep } from '../../lanes/useSetting.ts';
import { Explained } from '../../shell/Explained.tsx';
import { useSession, useSessionState } from '../../useSession.ts';
import { CoveredLane } from '../predict/CoveredLane.tsx';
import { Drawing } from './Drawing.tsx';
import { FIGURES } from './figures.ts';
import styles from './takeApart.module.css';

interface Props {
  readonly setting: Setting;
  readonly shape: Shape;
}

/** The figures that take the running network apart: chosen by name, those over steps on the lanes’ axis, the others below. */
export function TakeApart({ setting, shape }: Props) {
  const view = useSessionState((state) => state.view.open);
  const open = openFigures(view);
  const overSteps = open.filter((name) => FIGURES[name].overSteps);
  const others = open.filter((name) => !FIGURES[name].overSteps);
  return (
    <>
      <Choice />
      {overSteps.length > 0 && <OverSteps names={overSteps} setting={setting} shape={shape} />}
      {others.length > 0 && (
        <div className={styles['others']}>
          {others.map((name) => (
            <Shown key={name} name={name} setting={setting} shape={shape} />
          ))}
        </div>
      )}
    </>
  );
}

function Shown({ name, ...within }: Props & { readonly name: FigureName }) {
  const covered = useSessionState(({ view }) => isNormAsked(view.predict));
  const { title, reveals } = FIGURES[name];
  return covered && reveals ? <CoveredLane title={title} /> : <Drawing name={name} {...within} />;
}

function Choice() {
  const session = useSession();
  const open = useSessionState((state) => state.view.open);
  const toggle = (name: FigureName): void =>
    session.look({ open: open.includes(name) ? choosingIn(open, name, null).filter((other) => other !== name) : [...open, name] });
  return (
    <fieldset className={styles['choice']} aria-label="Take apart">
      <Explained explanation="Figures of the running network, each measured as it trains, at its own pace, so that training keeps its time.">
        Take apart
      </Explained>
      {TAKEN_APART.map((name) => (
        <button key={name} type="button" className={shared['chip']} aria-pressed={open.includes(name)} onClick={() => toggle(name)}>
          {FIGURES[name].title}
        </button>
      ))}
    </fieldset>
  );
}

/** They are pointed at as the lanes are, and the cursor runs through them all. */
function OverSteps({ names, setting, shape }: Props & { readonly names: readonly FigureName[] }) {
  const [pointing] = useState(createPointing);
  return (
    <PointingContext value={pointing}>
      <Rows names={names} setting={setting} shape={shape} />
    </PointingContext>
  );
}

function Rows({ names, setting, shape }: Props & { readonly names: readonly FigureName[] }) {
  const pointer = useLanePointer(shape);
  const step = useStep(shape);
  return (
    <div className={styles['rows']} style={{ '--steps': shape.steps, '--step': step } as CSSProperties} {...pointer}>
      {names.map((name) => (
        <Shown key={name} name={name} setting={setting} shape={shape} />
      ))}
      <StepAxis shape={shape} />
      <div className={styles['overlay']} aria-hidden="true">
        <span className={styles['cursor']} />
      </div>
    </div>
  );
}
