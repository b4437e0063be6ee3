import type { Taken } from '../../../core/laboratory/index.ts';
import type { FigureName } from '../../../core/laboratory/names.ts';
import type { Trace } from '../../../core/trace.ts';
import type { Setting } from '../../lanes/lane.ts';
import type { Palette } from '../../paint/ramps.ts';

/** What was taken apart, with the trace beside it. Steps count from 0. */
export interface Scene<N extends FigureName> {
  readonly taken: Taken[N];
  readonly trace: Trace;
  readonly setting: Setting;
  /** The step under the cursor. */
  readonly cursor: number;
  /** What was chosen beside the title; null where nothing was. */
  readonly chosen: string | null;
}

export interface Stage<N extends FigureName> extends Scene<N> {
  readonly context: CanvasRenderingContext2D;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
}

/** A place of a figure, both from 0 to 1, from its left and its top. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** One way of several to draw a figure, by its name behind the figure’s in the link (`state-space:class`). */
export interface Choice {
  readonly name: string;
  readonly title: string;
}

/** A mark beside a figure; `at` from 0, its top, to 1. */
export interface Mark {
  readonly at: number;
  readonly text: string;
}

/** One figure of the laboratory: its words and its drawing. A figure is a value of this, and a line in `FIGURES`. */
export interface Figure<N extends FigureName = FigureName> {
  readonly title: string;
  /** What it shows and how to read it. */
  readonly explanation: string;
  readonly formula: string;
  /** Whether it stands on the lanes’ axis of steps. */
  readonly overSteps: boolean;
  /** Whether it would give the norm away to whoever predicts it. */
  readonly reveals?: true;
  /** Of the drawing, in CSS pixels; null before the first measurement. */
  height(scene: Scene<N> | null): number;
  /** What it shows now, in a sentence or two; stands under its title. */
  describe(scene: Scene<N>): string;
  /** Whether that takes up to four lines where the screen is narrow, so that they are kept free. */
  readonly wordy?: boolean;
  marks(scene: Scene<N>): readonly Mark[];
  paint(stage: Stage<N>): void;
  /** The value at a place, in a few words; `aspect` is its width over its height. */
  read(scene: Scene<N>, place: Place, aspect?: number): string;
  /** Ways to draw it, the first where none is chosen; `clues` are those of the sequence on show, from 0. */
  readonly choices?: { readonly label: string; of(setting: Setting, clues: readonly number[]): readonly Choice[] };
  /** The ends of its colours, where they say something. */
  readonly legend?: { readonly ramp: 'blame' | 'share' | 'diverging'; readonly low: string; readonly high: string };
}
