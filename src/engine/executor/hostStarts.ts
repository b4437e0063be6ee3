import type { States } from '../../core/network.ts';
import type { Memory } from '../../core/plan/memory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { type StatePlace, startRows, statePlaces, stateSpan } from '../../core/plan/states.ts';
import type { Starts } from './carry.ts';

interface Shape {
  readonly at: Memory;
}

/** Start states in a memory of the processor: in the frame before the first step. */
export class HostStarts implements Starts<Shape> {
  private readonly places: readonly StatePlace[];
  private kept: readonly Float32Array[] = [];

  /** `memory` gives the memory, at least so long. */
  constructor(
    plan: Plan,
    private readonly memory: (length: number) => Float32Array,
  ) {
    this.places = statePlaces(plan);
  }

  keep({ at }: Shape): void {
    this.kept = this.places.map((place) => this.rows(at, place, at.steps - 1).slice());
  }

  resume({ at }: Shape): void {
    this.places.forEach((place, index) => {
      this.rows(at, place, -1).set(this.kept[index] ?? []);
    });
  }

  give({ at }: Shape, start: States): void {
    for (const place of this.places) this.rows(at, place, -1).set(startRows(start, place, at.size, at.columns, false));
  }

  private rows(at: Memory, place: StatePlace, step: number): Float32Array {
    const { offset, length } = stateSpan(at, place, step);
    return this.memory(at.length).subarray(offset, offset + length);
  }
}
