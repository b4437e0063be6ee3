/** How the same kernels are cut for a device. */
export interface Shape {
  /** Invocations of a workgroup; they walk over the units of a layer. */
  readonly lanes: number;
  /** Sequences that a workgroup carries through time together; batches are filled up to a multiple of it. */
  readonly sequences: number;
  /** Rows of a matrix that an invocation multiplies at once, each by all its sequences. */
  readonly tile: number;
  /** Whether matrices are copied transposed, so that neighbouring lanes read neighbouring numbers. */
  readonly packed: boolean;
  /** Workgroups that keep the device busy; steps that do not wait for each other are split among so many. */
  readonly workgroups: number;
  /** A workgroup's block of a weight gradient: lanes across and down, and columns and rows of each lane. */
  readonly block: { readonly across: number; readonly down: number; readonly columns: number; readonly rows: number };
  /** Sums over steps and sequences are split into at most so many, added up at the end. */
  readonly splits: number;
  /** Lanes and workgroups that reduce over all parameters. */
  readonly reduce: { readonly lanes: number; readonly groups: number };
  /** Multiplications a second that the device is first taken for; then it is measured. */
  readonly rate: number;
}

const MOST_LANES = 256;
const WARP = 32;

/**
 * The shape for a device. A graphics card wants many lanes that read neighbouring numbers. A software rasteriser runs
 * four lanes as one vector and pays for every load as for ten multiplications, so there few lanes keep large tiles in
 * registers, and workgroups are no more than keep the processor's cores busy.
 */
export const shapeFor = (software: boolean, units: number, size: number): Shape => (software ? softwareShape(size) : hardwareShape(units));

function softwareShape(size: number): Shape {
  return {
    lanes: 4,
    sequences: sequencesFor(size),
    tile: 8,
    packed: false,
    workgroups: 16,
    block: { across: 1, down: 4, columns: 8, rows: 8 },
    splits: 1,
    reduce: { lanes: 4, groups: 16 },
    rate: 2e8,
  };
}

function hardwareShape(units: number): Shape {
  return {
    lanes: Math.min(MOST_LANES, WARP * Math.ceil(units / WARP)),
    sequences: 1,
    tile: 8,
    packed: true,
    workgroups: 4096,
    block: { across: 8, down: 8, columns: 4, rows: 4 },
    splits: 16,
    reduce: { lanes: 64, groups: 64 },
    rate: 2e9,
  };
}

/** At most eight, and where it can be two workgroups. */
function sequencesFor(size: number): number {
  let sequences = 1;
  while (sequences < 8 && sequences * 2 < size) sequences *= 2;
  return sequences;
}
