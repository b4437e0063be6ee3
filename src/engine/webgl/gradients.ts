import type { HeadPlaces } from './head.ts';
import type { LayerPlaces } from './layerShader.ts';
import { type Group, type Home, type StepOffset, up } from './place.ts';
import { type Binding, HEADER, type Source, samplerText, targetsText } from './shader.ts';
import { type Region, ROWS_TOGETHER, type ThetaLayout } from './theta.ts';

/** Σ over steps and sequences of by ⊗ of; of null is 1, for vectors. */
interface Outer {
  readonly by: Home;
  readonly of: Home | null;
  readonly step: StepOffset;
}

/** The gradients of parameters that lie below each other in θ: those of one draw. */
export interface GradientDraw {
  readonly region: Region;
  /** Rows of them all. */
  readonly height: number;
  readonly source: Source;
}

interface Run {
  readonly region: Region;
  readonly count: number;
  readonly outers: readonly Outer[];
}

/**
 * The draws of all gradients, as partial sums over chunks of steps: chunk c of a parameter that is w texels wide lies
 * c w texels to the right of the first, and its rows lie in `block` layers.
 */
export function gradientDraws(
  theta: ThetaLayout,
  layers: readonly LayerPlaces[],
  head: HeadPlaces,
  h: Home,
  block: number,
): GradientDraw[] {
  const single = [
    ...layers.flatMap((places) => layerRuns(places)),
    { region: theta.region(null, 'V'), count: 1, outers: [{ by: head.blame, of: h, step: 0 as const }] },
    { region: theta.region(null, 'a'), count: 1, outers: [{ by: head.blame, of: null, step: 0 as const }] },
  ];
  const sorted = single.sort((a, b) => a.region.x - b.region.x || a.region.y - b.region.y);
  return merged(sorted).map((run) => ({
    region: run.region,
    height: run.count * up(run.region.rows, ROWS_TOGETHER),
    source: sourceOf(run, block),
  }));
}

function layerRuns({ made, homes, x, region }: LayerPlaces): Run[] {
  const home = (id: number): Home => {
    const found = homes.get(id);
    if (found === undefined) throw new Error(`value ${id} lies in no texture`);
    return found;
  };
  const operand = (id: number): Pick<Outer, 'of' | 'step'> => {
    const value = made.values[id];
    if (value?.op === 'input') return { of: x, step: 0 };
    if (value?.op === 'previous') return { of: home(made.definitions.get(`${value.state}'`) ?? -1), step: -1 };
    return { of: home(id), step: 0 };
  };
  const matrices = [...made.outers].map(
    ([name, products]): Run => ({
      region: region(name),
      count: 1,
      outers: products.map(({ by, of }) => ({ by: home(by), ...operand(of) })),
    }),
  );
  const vectors = [...made.vectors].map(
    ([name, by]): Run => ({ region: region(name), count: 1, outers: [{ by: home(by), of: null, step: 0 }] }),
  );
  return [...matrices, ...vectors].filter(({ outers }) => outers.length > 0);
}

function merged(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last !== undefined && follows(last, run)) result[result.length - 1] = { ...last, count: last.count + 1 };
    else result.push(run);
  }
  return result;
}

function follows({ region, count, outers }: Run, next: Run): boolean {
  const below = region.x === next.region.x && region.columns === next.region.columns && region.rows === next.region.rows;
  if (!below || region.y + count * up(region.rows, ROWS_TOGETHER) !== next.region.y || outers.length !== next.outers.length) return false;
  return outers.every(({ by, of, step }, index) => {
    const other = next.outers[index];
    const sameOf = other !== undefined && other.step === step && of?.group === other.of?.group && of?.slot === other.of?.slot;
    return sameOf && other.by.group === by.group && other.by.slot === by.slot + count;
  });
}

const PARITIES = ['even', 'odd'] as const;
type Parity = (typeof PARITIES)[number];

function sourceOf({ region, outers }: Run, block: number): Source {
  const writer = new GradientWriter(region, block);
  return writer.source(outers);
}

class GradientWriter {
  private readonly bindings = new Map<string, Binding>();

  constructor(
    private readonly region: Region,
    private readonly block: number,
  ) {}

  source(outers: readonly Outer[]): Source {
    const body = PARITIES.flatMap((parity) => outers.flatMap((outer, index) => this.terms(outer, parity, `${parity}${index}`)));
    const { x, y, width, rows } = this.region;
    const units = Array.from({ length: this.block }, (_, r) => r);
    const text = [
      ...HEADER,
      'uniform ivec3 grid;',
      // Chunks, pairs of frames in each, and in all.
      'uniform ivec3 chunks;',
      ...[...this.bindings.keys()].flatMap((name) => samplerText(name, true)),
      ...targetsText(this.block),
      'void main() {',
      '  ivec2 p = ivec2(gl_FragCoord.xy);',
      `  int across = p.x - ${x} * chunks.x;`,
      `  int chunk = across / ${width};`,
      `  int i = across - chunk * ${width};`,
      `  int row = p.y * ${this.block} - ${y};`,
      `  int matrix = row / ${up(rows, ROWS_TOGETHER)};`,
      `  int u0 = row - matrix * ${up(rows, ROWS_TOGETHER)};`,
      ...units.map((r) => `  vec4 g${r} = vec4(0);`),
      '  int end = min((chunk + 1) * chunks.y, chunks.z);',
      '  for (int s = chunk * chunks.y; s < end; s++) {',
      '    ivec2 at = ivec2((s & ((1 << grid.y) - 1)) * grid.x, s >> grid.y);',
      '    int q = max(s - 1, 0);',
      '    ivec2 last = ivec2((q & ((1 << grid.y) - 1)) * grid.x, q >> grid.y);',
      '    for (int b = 0; b < grid.x; b++) {',
      '      vec4 d;',
      ...body.map((line) => `      ${line}`),
      '    }',
      '  }',
      ...units.map((r) => `  out${r} = u0 + ${r} < ${rows} ? g${r} : vec4(0);`),
      '}',
    ];
    return { text: text.join('\n'), bindings: [...this.bindings.values()], readsTheta: false };
  }

  private terms({ by, of, step }: Outer, parity: Parity, name: string): string[] {
    const before = parity === 'even' ? 'odd' : 'even';
    const operands =
      of === null
        ? []
        : Array.from({ length: 4 }, (_, j) => {
            const place = step === 0 ? this.column(of, parity, 'at', j) : this.column(of, before, parity === 'even' ? 'last' : 'at', j);
            return `vec4 ${name}_${j} = ${place};`;
          });
    const parts = of === null ? 'dot(d, vec4(1)), 0, 0, 0' : [0, 1, 2, 3].map((j) => `dot(d, ${name}_${j})`).join(', ');
    const sums = Array.from({ length: this.block }, (_, r) => [`d = ${this.row(by, parity, r)};`, `g${r} += vec4(${parts});`]).flat();
    return [...operands, ...sums];
  }

  /** Unit `4 i + j`. */
  private column({ group, slot, row }: Home, parity: Parity, at: string, j: number): string {
    const { block } = group;
    const first = slot * block;
    if (block > 4) return this.texel(group, parity, at, 'i >> 1', `${first} + 4 * (i & 1) + ${j}`);
    const shift = Math.log2(block);
    return this.texel(group, parity, at, `${4 / block} * i + ${row + (j >> shift)}`, String(first + (j & (block - 1))));
  }

  /** Unit `u0 + r` of the matrix at hand. */
  private row({ group, slot }: Home, parity: Parity, r: number): string {
    const { block } = group;
    const layer = `(${slot} + matrix) * ${block} + ((u0 + ${r}) & ${block - 1})`;
    return this.texel(group, parity, 'at', `((u0 + ${r}) >> ${Math.log2(block)})`, layer);
  }

  private texel(group: Group, parity: Parity, at: string, row: string, layer: string): string {
    const name = `group${group.index}${parity}`;
    this.bindings.set(name, { name, group, other: parity === 'odd' });
    return `read_${name}(${at}.x + b, ${at}.y * ${group.height} + (${row}), ${layer})`;
  }
}
