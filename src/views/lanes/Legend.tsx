import shared from './shared.module.css';

interface Props {
  readonly ramp: 'diverging' | 'blame' | 'share';
  readonly low: string;
  readonly high: string;
}

/** The colours of a heat map from one end of the scale to the other. */
export function Legend({ ramp, low, high }: Props) {
  return (
    <span className={shared['legend']} role="img" aria-label={`colours from ${low} to ${high}`}>
      {low}
      <span className={shared['ramp']} data-ramp={ramp} />
      {high}
    </span>
  );
}
