import type { Cell } from '../../core/cell/cell.ts';
import type { Task } from '../../core/tasks/task.ts';
import { answer } from './answer.ts';
import { blame } from './blame.ts';
import { gate } from './gate.ts';
import { input } from './input.ts';
import { keyOf, type Lane } from './lane.ts';
import { memory } from './memory.ts';
import { norm } from './norm.ts';

/** Every lane, from top to bottom. */
const LANES = { input, memory, gate, blame, norm, answer } as const satisfies Readonly<Record<string, Lane>>;

/** A lane on the screen: what it shows, and its name in `view.open`. */
export interface Placed {
  readonly key: string;
  readonly lane: Lane;
  readonly subject: string;
}

/** All lanes that a cell offers, from top to bottom. */
export function lanesOf(cell: Cell): readonly Placed[] {
  return Object.entries(LANES as Readonly<Record<string, Lane>>).flatMap(([name, lane]) =>
    lane.subjects(cell).map((subject) => ({ key: keyOf(name, subject), lane, subject })),
  );
}

/** Those that stand there always or are opened. Where the task draws its answers as forecasts, that picture stands for the lane of answers. */
export const shownLanes = (cell: Cell, open: readonly string[], task?: Pick<Task, 'forecast'>): readonly Placed[] =>
  lanesOf(cell).filter(({ key, lane }) => (!lane.onDemand || open.includes(key)) && !(lane === answer && task?.forecast !== undefined));
