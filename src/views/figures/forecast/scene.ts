import { tickStep } from 'd3-array';
import type { Forecast, Origin } from '../../../core/forecast/forecast.ts';
import { type Domain, extentOf, roundDomain } from '../../lanes/domain.ts';
import { fixed } from '../../lanes/words.ts';
import type { Tick } from '../iterations.ts';

/** Values by where they stand: the first at `from`, counted from the first that is asked for. */
export interface Series {
  readonly from: number;
  readonly values: ArrayLike<number>;
}

/** What is drawn: the end of a window, what followed it, and what was said would. */
export interface Scene {
  /** Values that are drawn before and after the window's end. */
  readonly before: number;
  readonly after: number;
  /** Values that are said at once. */
  readonly ahead: number;
  readonly past: Series;
  readonly truth: Series;
  /** Null until it is measured. */
  readonly network: Series | null;
  readonly baselines: readonly (Series & { readonly label: string })[];
}

/** At least so much of a window is shown, and at most twice as much as of what comes after it. */
const LEAST = 24;

/** @param said what the network says of this window, as many values as are to be drawn; null where that is not known. */
export function sceneOf(origin: Origin, { ahead }: Pick<Forecast, 'ahead'>, answers: number, said: ArrayLike<number> | null): Scene {
  const after = answers * ahead;
  const before = Math.min(origin.past.length, Math.max(LEAST, 2 * after));
  return {
    before,
    after,
    ahead,
    past: { from: -before, values: origin.past.slice(-before) },
    truth: { from: 0, values: origin.truth.slice(0, after) },
    network: said === null || said.length !== after ? null : { from: 0, values: said },
    baselines: origin.baselines.map(({ label, values }) => ({ label, from: 0, values: values.slice(0, after) })),
  };
}

/** The value of a series at a place; null where it has none. */
export function valueAt({ from, values }: Series, k: number): number | null {
  return k >= from && k < from + values.length ? (values[k - from] as number) : null;
}

/** Share of the width at which a value stands. */
export const acrossOf = ({ before, after }: Pick<Scene, 'before' | 'after'>, k: number): number => (k + before + 0.5) / (before + after);

/** The place nearest to a share of the width. */
export function placeAt({ before, after }: Scene, x: number): number {
  return Math.max(-before, Math.min(after - 1, Math.floor(x * (before + after)) - before));
}

/** What the axis has to hold: all that happened, and of what was said as much as lies within once that span on either side. */
export function domainOf({ past, truth, network, baselines }: Scene): Domain {
  const happened = extentOf([...Array.from(past.values), ...Array.from(truth.values)]) ?? { low: 0, high: 1 };
  const span = Math.max(happened.high - happened.low, 1e-9);
  const [low, high] = [happened.low - span, happened.high + span];
  const said = [...baselines, ...(network === null ? [] : [network])].flatMap(({ values }) => Array.from(values));
  const held = said.map((value) => Math.max(low, Math.min(high, value)));
  return roundDomain(extentOf([happened.low, happened.high, ...held]) ?? happened);
}

/** Round numbers of the data's unit, with as many decimals as they need to differ. */
export function valueTicks({ low, high }: Domain, digits: number): readonly Tick[] {
  const step = tickStep(low, high, 4);
  const decimals = Math.min(digits, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: count }, (_, k) => (first + k) * step).map((value) => ({
    at: (high - value) / (high - low),
    label: fixed(value, decimals),
  }));
}

/** Pixels of a letter of a label, and from label to label. */
const LETTER = 6;
const APART = 18;

/**
 * Names of places at even distances from the window's end, seasons where there are any, as many as have room in so many
 * pixels. What is made up is counted from the end, which has no name: −20, −10, +10, +20.
 */
export function placeTicks(scene: Scene, { season, consecutive }: Forecast, label: (k: number) => string, room: number): readonly Tick[] {
  const { before, after } = scene;
  const name = (k: number): string => label(k).replace(/^-(?=\d)/, '−');
  const most = Math.max(2, Math.floor(room / (LETTER * Math.max(name(-before).length, name(after - 1).length) + APART)));
  const step = consecutive ? stepOf(before + after, most, season) : tickStep(0, Math.max(before, after), 2);
  const shift = consecutive ? 0 : 1;
  const places = Array.from({ length: before + after }, (_, k) => k - before).filter((k) => (k < 0 ? k : k + shift) % step === 0);
  return places.map((k) => ({ at: acrossOf(scene, k), label: name(k) }));
}

/** The smallest of 1, 2, 5, 10, … (or of whole numbers of seasons) that has about so many in all at most. */
function stepOf(all: number, most: number, season: number | null): number {
  const round = Array.from({ length: 6 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();
  const steps = season !== null && 2 * season < all ? [1, 2, 3, 4, 5, 6, 8, 10, ...round.slice(4)].map((count) => count * season) : round;
  return steps.find((step) => all / step <= most + 0.5) ?? all;
}
