import type { Colours } from './lane.ts';
import shared from './shared.module.css';

/** The colours of a heat map from one end of the scale to the other. */
export function Legend({ ramp, low, high }: Colours) {
  return (
    <span className={shared['legend']} role="img" aria-label={`colours from ${low} to ${high}`}>
      {low}
      <span className={shared['ramp']} data-ramp={ramp} />
      {high}
    </span>
  );
}
