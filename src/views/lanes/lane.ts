import type { ComponentType } from 'react';
import type { BlameMatrix } from '../../core/analysis/own.ts';
import type { Cell } from '../../core/cell/cell.ts';
import type { Loss } from '../../core/network.ts';
import type { Drawing } from '../../core/tasks/task.ts';
import type { Trace } from '../../core/trace.ts';
import type { Palette } from '../paint/ramps.ts';
import type { Domain, Tick } from './domain.ts';

/** What the lanes are drawn of, as a person chose it. Steps and layers count from 0. */
export interface Setting {
  readonly cell: Cell;
  readonly drawing: Drawing;
  readonly loss: Loss;
  readonly layer: number;
  /** State whose memory and blame are on show. */
  readonly state: string;
  /** Which norm: `all`, a state's name, or `x`. */
  readonly norm: string;
  /** Whether a sequence that a person gave is on show: its answers are those that the network gave. */
  readonly own: boolean;
  /** Whether the gradient norm is to be predicted, and nothing may give it away. */
  readonly covered: boolean;
}

/** One trace as one lane sees it. `subject` tells lanes of one kind apart: the gate's name; empty where there is one. */
export interface Scene {
  readonly trace: Trace;
  readonly setting: Setting;
  readonly subject: string;
}

export interface Stage extends Scene {
  readonly context: CanvasRenderingContext2D;
  /** In CSS pixels; the columns of the steps fill the width. */
  readonly width: number;
  readonly height: number;
  readonly domain: Domain;
  readonly palette: Palette;
  /** For a lane that is `shaded`: what each answer blames; null while that is not on show. */
  readonly blame?: BlameMatrix | null;
  /** For a lane that is `shaded` or `labelled`: the step under the cursor. */
  readonly cursor?: number | null;
}

export interface LayerProps {
  readonly steps: number;
  /** The domain that the lane is drawn with. */
  readonly domain: Domain | null;
  /** Widens it to hold another one; null needs none. */
  onRoom(room: Domain | null): void;
}

/** A cell of a lane, from 0. */
export interface Point {
  readonly step: number;
  readonly unit: number;
}

/** Heights in CSS pixels, of the drawing alone. Lanes share what room is left over between them up to `most`. */
export interface Size {
  readonly least: number;
  readonly most: number;
}

export interface Colours {
  readonly ramp: 'diverging' | 'blame' | 'share';
  readonly low: string;
  readonly high: string;
}

/** One lane over the common axis of steps: its words and its drawing. A lane is a value of this, and a line in `LANES`. */
export interface Lane {
  /** What there is a lane of: the gates, for the lane of gates; one empty string for a lane that is there once. */
  subjects(cell: Cell): readonly string[];
  /** Shown only while `view.open` names it. */
  readonly onDemand: boolean;
  title(setting: Setting, subject: string): string;
  /** One sentence that stands beside the title, where there is no `Choice`. */
  sentence(setting: Setting, subject: string): string;
  /** What stands in the sentence's place where the lane lets one choose. */
  readonly Choice?: ComponentType<{ readonly setting: Setting }>;
  /** Whether it is shaded by what the answer at the cursor blames, where that is on show. */
  readonly shaded?: boolean;
  /** Whether its labels keep off the cursor. */
  readonly labelled?: boolean;
  /** What the title says when it is pointed at, and its formula. */
  explanation(setting: Setting, subject: string): string;
  formula(setting: Setting, subject: string): string | undefined;
  size(trace: Trace, setting: Setting): Size;
  /** Whether each row is a unit. */
  readonly units: boolean;
  /** CSS pixels above and below the part of the drawing that the ticks belong to. */
  readonly insets?: readonly [top: number, bottom: number];
  /** The domain that the trace needs; the one in use moves calmly towards it. */
  domain(scene: Scene): Domain;
  ticks(domain: Domain, setting: Setting, trace: Trace): readonly Tick[];
  paint(stage: Stage): void;
  /** What it shows now, in a sentence or two. */
  describe(scene: Scene): string;
  /** The value at a point, in a few words. */
  read(scene: Scene, point: Point): string;
  /** What a prediction lays over the drawing, once there is one. A lane with a layer is covered while the norm is to be predicted. */
  readonly Layer?: ComponentType<LayerProps>;
  /** Ends of the colour scale, from its first colour to its last; null where colours say nothing. */
  readonly legend?: (domain: Domain, setting: Setting) => Colours | null;
}

/** `Lane` under its name in the table; a gate's lane is named `gate:f`. */
export const keyOf = (name: string, subject: string): string => (subject === '' ? name : `${name}:${subject}`);
