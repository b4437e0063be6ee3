import type { States } from '../../core/network.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { type StatePlace, startRows, statePlaces, stateSpan } from '../../core/plan/states.ts';
import type { Starts } from '../executor/carry.ts';
import type { DeviceMemory, Span } from './device.ts';
import type { Places } from './places.ts';

interface Shape {
  readonly at: Places;
}

/** Start states in the memory of the graphics card: in the frame before the first step. */
export class WebgpuStarts implements Starts<Shape> {
  private readonly places: readonly StatePlace[];

  constructor(
    plan: Plan,
    private readonly memory: DeviceMemory,
  ) {
    this.places = statePlaces(plan);
  }

  keep({ at }: Shape): void {
    this.memory.keep(...this.spans(at, at.steps - 1));
  }

  resume({ at }: Shape): void {
    this.memory.putBack(...this.spans(at, -1));
  }

  give({ at }: Shape, start: States): void {
    for (const place of this.places) this.memory.write(stateSpan(at, place, -1).offset, startRows(start, place, at.given, at.size, true));
  }

  private spans(at: Places, step: number): Span[] {
    return this.places.map((place) => stateSpan(at, place, step));
  }
}
