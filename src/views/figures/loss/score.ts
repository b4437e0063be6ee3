import { scoreOf, taskOf } from '../../../core/tasks/index.ts';
import type { Options } from '../../../core/tasks/task.ts';
import { magnitude } from '../numbers.ts';

/** What of an experiment gives a loss its unit. */
export interface Scored {
  readonly task: string;
  readonly options: Options;
}

/** The error behind a loss in the task's unit, its root mean square: "1.2 ppm"; null where the task has no unit or the loss is not finite. */
export function scoreText({ task, options }: Scored, loss: number): string | null {
  const score = scoreOf(taskOf(task), options, loss);
  return score === null || score.unit === '' || !Number.isFinite(score.value) ? null : `${magnitude(score.value)}\u00a0${score.unit}`;
}
