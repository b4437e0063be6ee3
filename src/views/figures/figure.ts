import type { ComponentType } from 'react';

/** The iteration that a person points at, common to all figures over iterations; null while nobody does. */
export interface Pointing {
  readonly at: number | null;
  point(iteration: number | null): void;
}

/** One figure of the right column: its words, its room and its drawing. */
export interface Figure {
  readonly name: string;
  readonly title: string;
  /** What it shows and how it is computed, with its formula. */
  readonly explanation: string;
  /** Height of the drawing in CSS pixels, labels of the axes not counted. */
  readonly height: number;
  readonly Drawing: ComponentType<DrawingProps>;
}

export interface DrawingProps extends Pointing {
  readonly figure: Figure;
}
