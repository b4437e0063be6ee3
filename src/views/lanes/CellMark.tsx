import type { CSSProperties } from 'react';
import { useSampled } from '../paint/usePicture.ts';
import { useSessionState } from '../useSession.ts';
import styles from './LaneRow.module.css';
import { usePointing } from './pointing.ts';
import { usePoint } from './usePoint.ts';
import type { Shape } from './useSetting.ts';

/** A frame round the cell that the readouts speak of: the same unit and step in every heat map. */
export function CellMark({ shape }: { readonly shape: Shape }) {
  const pointAt = usePoint(shape);
  const hover = usePointing((pointing) => pointing.hover);
  const chosen = useSessionState(({ view }) => view.unit !== null);
  const step = useSampled((picture) => pointAt(picture).step);
  const unit = useSampled((picture) => pointAt(picture).unit);
  if (hover === null ? !chosen : hover.unit === null) return null;
  const place = { '--step': step, '--unit': unit, '--units': shape.units } as CSSProperties;
  return <span className={styles['cell']} style={place} aria-hidden="true" />;
}
