import type { ComponentType } from 'react';
import type { Picture, State } from '../../store/session.ts';

/** The iteration that a person points at, common to all figures over iterations; null while nobody does. */
export interface Pointing {
  readonly at: number | null;
  point(iteration: number | null): void;
}

export interface DrawingProps extends Pointing {
  readonly figure: Figure;
}

/** One figure of the right column: its words, its room and its drawing. */
export interface Figure {
  readonly name: string;
  readonly title: string;
  /** What it shows and how to read it, in a sentence or two. */
  readonly explanation: string;
  readonly formula: string;
  /** Height of the drawing in CSS pixels, labels of the axes not counted. */
  readonly height: number;
  /** Whether it gives away the gradient norm and the loss, and is covered while either is to be predicted. */
  readonly reveals?: true;
  /** What it says now, in words: the text alternative. */
  describe(picture: Picture, state: State): string;
  readonly Drawing: ComponentType<DrawingProps>;
}
