import { type KeyboardEvent, useState } from 'react';
import { useSampled } from '../paint/usePicture.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { consume, isPlain, stepAfter, unitAfter } from './keys.ts';
import styles from './LaneRow.module.css';
import type { Setting } from './lane.ts';
import type { Placed } from './lanes.ts';
import { fits } from './scene.ts';
import { type Shape, useStep } from './useSetting.ts';

interface Props {
  readonly placed: Placed;
  readonly setting: Setting;
  readonly shape: Shape;
}

/** Makes a heat map a place for the keyboard: up and down choose the unit, left and right move the cursor. */
export function UnitSlider({ placed: { lane, subject }, setting, shape }: Props) {
  const session = useSession();
  const [focused, setFocused] = useState(false);
  const step = useStep(shape);
  const chosen = useSessionState(({ view }) => view.unit);
  const most = useSampled(({ inside }) => inside?.unit ?? 0, 1);
  const unit = Math.min(chosen ?? most, shape.units - 1);
  const value = useSampled(({ trace }) => {
    return !focused || trace === null || !fits(trace, setting) ? '' : lane.read({ trace, setting, subject }, { step, unit });
  }, 0.5);
  const move = (event: KeyboardEvent): void => {
    const t = stepAfter(event.key, step, shape.steps);
    const next = unitAfter(event.key, unit, shape.units);
    if ((t === null && next === null) || !isPlain(event)) return;
    consume(event);
    if (t !== null) session.look({ t });
    if (next !== null) session.look({ unit: next });
  };
  return (
    <div
      className={styles['units']}
      role="slider"
      tabIndex={0}
      aria-label={`Unit of ${lane.title(setting, subject)}`}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={shape.units}
      aria-valuenow={unit + 1}
      aria-valuetext={`unit ${unit + 1}, step ${step + 1}${value === '' ? '' : `: ${value}`}`}
      onKeyDown={move}
      onFocus={() => {
        setFocused(true);
      }}
      onBlur={() => setFocused(false)}
    />
  );
}
