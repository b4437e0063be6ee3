import type { Memory } from '../../core/plan/memory.ts';
import type { LayerPlan, Place } from '../../core/plan/plan.ts';
import type { Numbers } from './numbers.ts';

/** Brings what a step hands back up to the norm of the blame at the last step that has any, sequence by sequence. */
export class Boost {
  private readonly carry: readonly Place[];
  private readonly blame: readonly Place[];

  constructor(
    { carry, blame }: LayerPlan,
    private readonly at: Memory,
  ) {
    this.carry = [...carry.values()];
    this.blame = [...blame.values()];
  }

  begin(m: Numbers): void {
    m.fill(0, this.at.norms, this.at.norms + this.at.columns);
  }

  /** What the step whose frame lies here hands back, raised; returns the frame in which that lies. */
  raise(m: Numbers, frame: number): number {
    const { columns, norms, boosted } = this.at;
    for (let b = 0; b < columns; b++) {
      const size = this.normAt(m, frame, this.carry, b);
      const wanted = m[norms + b]!;
      const factor = size > 0 && size < wanted ? wanted / size : 1;
      for (const { row, rows } of this.carry) {
        for (let i = row * columns + b; i < (row + rows) * columns; i += columns) m[boosted + i] = factor * m[frame + i]!;
      }
    }
    return boosted;
  }

  /** A step has been gone through: where none before had any blame, its own is the measure. */
  note(m: Numbers, frame: number): void {
    const { columns, norms } = this.at;
    for (let b = 0; b < columns; b++) if (m[norms + b] === 0) m[norms + b] = this.normAt(m, frame, this.blame, b);
  }

  private normAt(m: Numbers, frame: number, places: readonly Place[], b: number): number {
    const { columns } = this.at;
    let sum = 0;
    for (const { row, rows } of places) {
      for (let i = row * columns + b; i < (row + rows) * columns; i += columns) sum += m[frame + i]! * m[frame + i]!;
    }
    return Math.sqrt(sum);
  }
}
