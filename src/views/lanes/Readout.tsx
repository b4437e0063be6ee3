import { useSampled } from '../paint/usePicture.ts';
import type { Setting } from './lane.ts';
import type { Placed } from './lanes.ts';
import { fits } from './scene.ts';
import shared from './shared.module.css';
import { usePoint } from './usePoint.ts';
import type { Shape } from './useSetting.ts';

interface Props {
  readonly placed: Placed;
  readonly setting: Setting;
  readonly shape: Shape;
}

/** The value at what is pointed at, at the right end of the lane's title, where it pushes nothing about. */
export function Readout({ placed: { lane, subject }, setting, shape }: Props) {
  const pointAt = usePoint(shape);
  const where = useSampled((picture) => {
    const { step, unit } = pointAt(picture);
    return lane.units ? `step ${step + 1}, unit ${unit + 1}` : `step ${step + 1}`;
  });
  const value = useSampled((picture) => {
    const { trace } = picture;
    return trace === null || !fits(trace, setting) ? '' : lane.read({ trace, setting, subject }, pointAt(picture));
  });
  return (
    <span className={shared['readout']}>
      {where}: <b>{value}</b>
    </span>
  );
}
