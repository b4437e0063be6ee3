import type { GradientKernel } from './gradients.ts';
import type { Places } from './places.ts';
import type { Program, StepKernel } from './program.ts';
import type { Kernel } from './wgsl.ts';

/** One run of a kernel. */
export interface Dispatch {
  readonly kernel: Kernel;
  readonly workgroups: number;
  /** What it reads beside the environment. */
  readonly integers: Readonly<Record<string, number>>;
  /** Multiplications, about. */
  readonly work: number;
}

/** What differs between an iteration and a differentiation. */
export interface Wanted {
  /** ∂L/∂x of the first layer and the answers of all steps. */
  readonly trace: boolean;
  /** The update. */
  readonly update: boolean;
}

/** Most pieces that the steps of one kernel are cut into, so that an iteration of one layer stays within 40 dispatches. */
const MOST_PIECES = { loop: 8, other: 4, gradients: 8 } as const;

/**
 * The dispatches of an iteration, in their order. None holds much more than `budget` multiplications: kernels are cut
 * into pieces of steps, since a device that is busy for seconds is taken for dead.
 */
export function scheduleOf(program: Program, at: Places, { trace, update }: Wanted, budget: number): Dispatch[] {
  const { pack, layers, head, gradients, norm } = program;
  const { reduce } = program.shape;
  const cut = (kernel: StepKernel | null): Dispatch[] => (kernel === null ? [] : stepDispatches(program, at, kernel, trace, budget));
  const once = (kernel: Kernel | null, workgroups: number, integers: Readonly<Record<string, number>> = {}): Dispatch[] =>
    kernel === null ? [] : [{ kernel, workgroups, integers, work: 0 }];
  const up = layers.flatMap(({ constant, before, forward }) => [...once(constant, 1), ...cut(before), ...cut(forward)]);
  const down = layers
    .toReversed()
    .flatMap(({ backward, after, trace: last }, above) => [
      ...cut(backward),
      ...cut(after),
      ...(trace && above === layers.length - 1 ? cut(last) : []),
    ]);
  const partial = { into: at.partial, distance: program.plan.parameters, parts: at.parts };
  return [
    ...once(pack, reduce.groups),
    ...up,
    ...cut(head),
    ...down,
    ...gradients.flatMap((kernel) => gradientDispatches(at, kernel, partial, budget, MOST_PIECES.gradients / gradients.length)),
    ...once(norm, reduce.groups, partial),
    ...(update ? once(program.update, reduce.groups) : []),
  ];
}

function stepDispatches(program: Program, at: Places, step: StepKernel, everywhere: boolean, budget: number): Dispatch[] {
  const { kernel, direction, sequential, work } = step;
  const { sequences, workgroups } = program.shape;
  const groups = at.size / sequences;
  const pieces = piecesOf(at.steps, at.size * work, budget, sequential ? MOST_PIECES.loop : MOST_PIECES.other);
  const dispatches = pieces.map(({ begin, end }): Dispatch => {
    const length = end - begin;
    const span = sequential ? length : Math.ceil(length / Math.max(1, Math.floor(workgroups / groups)));
    const integers = { begin, end, span, groups, everywhere: everywhere ? 1 : 0 };
    return { kernel, workgroups: groups * Math.ceil(length / span), integers, work: length * at.size * work };
  });
  return direction === 'up' ? dispatches : dispatches.toReversed();
}

interface Piece {
  readonly begin: number;
  readonly end: number;
}

function piecesOf(steps: number, work: number, budget: number, most: number): Piece[] {
  const count = Math.max(1, Math.min(most, steps, Math.ceil((steps * work) / budget)));
  const bound = (k: number): number => Math.floor((k * steps) / count);
  return Array.from({ length: count }, (_, k) => ({ begin: bound(k), end: bound(k + 1) }));
}

function gradientDispatches(
  at: Places,
  gradient: GradientKernel,
  partial: Readonly<Record<string, number>>,
  budget: number,
  most: number,
): Dispatch[] {
  const { kernel, blocks, work, adds } = gradient;
  return piecesOf(at.steps, at.size * work, budget, most).map(({ begin, end }, index) => ({
    kernel,
    workgroups: blocks * at.parts,
    integers: { ...partial, begin, end, span: Math.ceil((end - begin) / at.parts), adds: adds || index > 0 ? 1 : 0 },
    work: (end - begin) * at.size * work,
  }));
}
