import { css, type InkName } from '../paint/ink.ts';
import type { Palette } from '../paint/ramps.ts';
import type { Composed } from './composed.ts';
import { BEAT, type Box, boxOf, isBlack, type Placed, pitchAt, ROWS } from './roll.ts';
import type { Layers } from './words.ts';

export interface RollStage {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  /** Sixteenths across. */
  readonly span: number;
  readonly palette: Palette;
}

/** Beats closer than this have no line of their own. */
const APART = 7;

/** What is given as solid bars, what is predicted as frames, what is composed as slim stems with a round head: three shapes, three colours. */
export function paintRoll(stage: RollStage, { given, predicted, composed }: Layers): void {
  paintKeys(stage);
  paintBeats(stage);
  for (const note of given) paintBar(stage, note);
  for (const { note } of predicted) if (note !== null) paintFrame(stage, note);
  if (composed !== null) paintComposed(stage, composed);
}

function paintKeys({ context, width, height, palette }: RollStage): void {
  const row = height / ROWS;
  context.fillStyle = css(palette.ink('sunk'));
  for (let k = 0; k < ROWS; k++) if (isBlack(pitchAt(k))) context.fillRect(0, k * row, width, row);
  context.fillStyle = css(palette.ink('line'));
  // Below each C, where an octave begins, and below each E, where two white keys touch.
  for (let k = 0; k < ROWS; k++) if ([0, 5].includes(pitchAt(k) % 12)) context.fillRect(0, Math.round((k + 1) * row) - 0.5, width, 1);
}

function paintBeats({ context, width, height, span, palette }: RollStage): void {
  const beats = span / BEAT;
  const every = width / beats < APART ? 4 : 1;
  for (let beat = 0; beat <= beats; beat += every) {
    context.fillStyle = css(palette.ink('line'), beat % 4 === 0 ? 1 : 0.5);
    context.fillRect(Math.min(width - 1, (beat / beats) * width), 0, 1, height);
  }
}

/** Two notes one after the other do not touch. */
const GAP = 1;

function paintBar(stage: RollStage, note: Placed): void {
  const box = boxOf(note, stage.span, stage);
  if (box === null) return;
  fill(stage, { ...box, width: Math.max(2, box.width - GAP) }, 'muted', 0.62);
}

function paintFrame(stage: RollStage, note: Placed): void {
  const box = boxOf(note, stage.span, stage);
  if (box === null) return;
  const { context, palette } = stage;
  context.lineWidth = 1.5;
  context.strokeStyle = css(palette.ink('accent'));
  context.strokeRect(box.left + 0.75, box.top + 0.25, Math.max(2, box.width - GAP - 1.5), box.height - 0.5);
}

function paintComposed(stage: RollStage, { notes, prompt }: Composed): void {
  notes.forEach((note, index) => {
    const box = boxOf(note, stage.span, stage);
    if (box !== null) paintStem(stage, box, index < prompt);
  });
}

/** A head and a stem to the note's end; the head is hollow where the note is one that it began with. */
function paintStem(stage: RollStage, { left, top, width, height }: Box, hollow: boolean): void {
  const { context, palette } = stage;
  const radius = Math.min(height * 0.55, Math.max(2, width * 0.3));
  const middle = top + height / 2;
  fill(stage, { left: left + radius, top: middle - 1.25, width: Math.max(0, width - radius - 2 * GAP), height: 2.5 }, 'negative', 1);
  context.beginPath();
  context.arc(left + radius, middle, radius - 0.5, 0, 2 * Math.PI);
  context.fillStyle = css(palette.ink(hollow ? 'paper' : 'negative'));
  context.fill();
  context.lineWidth = 1.5;
  context.strokeStyle = css(palette.ink('negative'));
  context.stroke();
}

function fill({ context, palette }: RollStage, { left, top, width, height }: Box, ink: InkName, alpha: number): void {
  context.fillStyle = css(palette.ink(ink), alpha);
  context.fillRect(left, top, width, height);
}
