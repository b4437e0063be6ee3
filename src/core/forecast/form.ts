import { makeRoom, type Room } from '../tasks/task.ts';

/** How many values are seen, and how many are asked for after them. */
export interface Size {
  readonly window: number;
  readonly ahead: number;
}

/** How the network is asked: what x and y hold. */
export interface Form extends Size {
  /** How many series are read. */
  readonly inputs: number;
  /** Which of them is the one that is asked for; −1 where it is asked for without being read. */
  readonly channel: number;
  /** Whether that one is read and answered as differences from the last value of the window. */
  readonly anchored: boolean;
  /** How much of it, in the data's unit, counts as 1. */
  readonly scale: number;
}

/** Values in order of time. */
export type Values = Float64Array;

/**
 * The window before value `at` and the answer from it on, at the last step. What is asked for is (value − last of the
 * window) / scale where it is anchored, else value / scale; the others stand as they are given.
 */
export function cut(form: Form, target: Values, inputs: readonly Values[], at: number, room?: Room): Room {
  const { window, ahead, scale } = form;
  const made = room ?? makeRoom(window, form.inputs, ahead);
  const last = lastOf(form, target, at);
  const start = at - window;
  for (let i = 0; i < form.inputs; i++) {
    const own = i === form.channel;
    const values = (own ? target : inputs[i]) as Values;
    for (let t = 0; t < window; t++) {
      const value = values[start + t] as number;
      made.x[t * form.inputs + i] = own ? (value - last) / scale : value;
    }
  }
  for (let k = 0; k < ahead; k++) made.y[(window - 1) * ahead + k] = ((target[at + k] as number) - last) / scale;
  made.mask[window - 1] = 1;
  return made;
}

/** What answers after value `at` are counted from. */
export const lastOf = ({ anchored }: Form, target: Values, at: number): number => (anchored ? (target[at - 1] as number) : 0);

/** The window after its answer counts as seen: as many values further, with what nobody forecasts kept at its last value. */
export function shift({ inputs, channel, anchored }: Form, x: Float32Array, answer: ArrayLike<number>): Float32Array {
  const steps = x.length / inputs;
  const last = anchored ? (answer[answer.length - 1] as number) : 0;
  return Float32Array.from(x, (_, at) => {
    const i = at % inputs;
    const t = (at - i) / inputs + answer.length;
    if (i !== channel) return x[Math.min(t, steps - 1) * inputs + i] as number;
    return (t < steps ? (x[t * inputs + i] as number) : (answer[t - steps] as number)) - last;
  });
}

/** Answers in a row as values in the data's unit, where `last` is what the first is counted from. */
export function unfold({ anchored, scale }: Form, last: number, answers: readonly ArrayLike<number>[]): number[] {
  let from = last;
  return answers.flatMap((answer) => {
    const values = Array.from(answer, (value) => from + scale * value);
    if (anchored) from = values.at(-1) ?? from;
    return values;
  });
}
