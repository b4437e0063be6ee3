import { disturbedStates } from '../../core/cell/disturbed.ts';
import type { Network } from '../../core/network.ts';
import { blockFor, type Group, type Groups, type Home } from './place.ts';
import { addProducts } from './products.ts';
import { Shader, type Source } from './shader.ts';
import type { ThetaLayout } from './theta.ts';

/** What belongs to each sequence and step of a batch, in one texture: x, its weight in the loss, y, what disturbs the states. */
export interface DataPlaces {
  readonly group: Group;
  readonly x: Home;
  readonly weight: Home;
  readonly y: Home;
  /** Layer → state → what disturbs it; empty where nothing is disturbed. */
  readonly noise: readonly ReadonlyMap<string, Home>[];
}

export interface HeadPlaces {
  readonly answers: Home;
  /** ∂L by the answers. */
  readonly blame: Home;
  /** Terms of the loss. */
  readonly loss: Home;
  /** ∂L/∂h_t of the last layer. */
  readonly outside: Home;
}

/** A draw over all steps. */
export interface HeadDraw {
  readonly group: Group;
  readonly source: Source;
}

export interface Head {
  readonly places: HeadPlaces;
  readonly draws: readonly HeadDraw[];
}

/** Answers are computed for scored steps alone, unless `every` is 1. */
const EVERY = 'uniform int every;';

export function dataPlacesOf({ cell, inputs, outputs, loss, units, layers }: Network, groups: Groups): DataPlaces {
  const rows = 4 * Math.ceil(inputs / 4);
  const disturbed = disturbedStates(cell);
  const first = rows + 1 + (loss === 'mse' ? outputs : 1);
  const group = groups.add(first + layers * disturbed.length * units, 1, 1);
  const at = (row: number): Home => ({ group, slot: 0, row });
  const noise = Array.from(
    { length: layers },
    (_, layer) => new Map(disturbed.map((state, k) => [state, at(first + (layer * disturbed.length + k) * units)])),
  );
  return { group, x: at(0), weight: at(rows), y: at(rows + 1), noise };
}

/** The head and the loss: y = V h + a, Σ weights · ℓ, and its derivative by y and by h. */
export function headOf(network: Network, theta: ThetaLayout, data: DataPlaces, h: Home, groups: Groups, targets: number): Head {
  const writer = new HeadWriter(network, theta, data, h, groups, targets);
  return network.loss === 'mse' ? writer.squares() : writer.crossEntropy();
}

const SQUARES = ['answers', 'blame', 'loss'] as const;
type Square = (typeof SQUARES)[number];

const ENTROPY = ['loss', 'most', 'sum', 'rest'] as const;
type Entropy = (typeof ENTROPY)[number];

class HeadWriter {
  private readonly draws: HeadDraw[] = [];

  constructor(
    private readonly network: Network,
    private readonly theta: ThetaLayout,
    private readonly data: DataPlaces,
    private readonly h: Home,
    private readonly groups: Groups,
    private readonly targets: number,
  ) {}

  /** ℓ = Σ (y − target)² / outputs */
  squares(): Head {
    const at = this.chunked(this.network.outputs, SQUARES, (group, together) => this.squaresDraw(group, together));
    return this.head(at('answers'), at('blame'), at('loss'));
  }

  /** ℓ = ln Σ exp y − y_class */
  crossEntropy(): Head {
    const group = this.group(this.network.outputs, 1);
    const answers: Home = { group, slot: 0, row: 0 };
    const shader = this.answered(group);
    this.draw(
      shader,
      shader.finish((_, r) => `sum_${r}`, [EVERY]),
    );
    const shares = this.chunked(1, ENTROPY, (own, together) => this.entropyDraw(own, answers, together));
    const blame: Home = { group: this.group(this.network.outputs, 1), slot: 0, row: 0 };
    this.shareDraw(blame.group, answers, shares);
    return this.head(answers, blame, shares('loss'));
  }

  /** Values that one draw writes where it may, else several; tells where each lies. */
  private chunked<T extends string>(
    rows: number,
    parts: readonly T[],
    draw: (group: Group, together: readonly T[]) => void,
  ): (part: T) => Home {
    const homes = new Map<T, Home>();
    for (let first = 0; first < parts.length; first += this.targets) {
      const together = parts.slice(first, first + this.targets);
      const group = this.group(rows, together.length);
      together.forEach((part, slot) => {
        homes.set(part, { group, slot, row: 0 });
      });
      draw(group, together);
    }
    return (part) => homes.get(part) as Home;
  }

  private head(answers: Home, blame: Home, loss: Home): Head {
    const outside: Home = { group: this.group(this.network.units, 1), slot: 0, row: 0 };
    const shader = new Shader(outside.group, true);
    shader.skipWhere(`${shader.named(this.data.weight, '0')} == vec4(0)`);
    declare(shader, 'vec4(0)');
    addProducts(shader, [{ into: 'sum', region: this.theta.region(null, 'V'), transposed: true, of: blame, step: 0 }]);
    this.draw(
      shader,
      shader.finish((_, r) => `sum_${r}`),
    );
    return { places: { answers, blame, loss, outside }, draws: this.draws };
  }

  private squaresDraw(group: Group, parts: readonly Square[]): void {
    const { outputs } = this.network;
    const shader = this.answered(group);
    for (let r = 0; r < shader.block; r++) {
      shader.line(`vec4 off_${r} = sum_${r} - ${shader.unit(this.data.y, 0, r)};`);
    }
    const written: Readonly<Record<Square, (r: number) => string>> = {
      answers: (r) => `sum_${r}`,
      blame: (r) => scored(`weight * (2.0 / ${outputs}.0) * off_${r}`),
      loss: (r) => scored(`weight * (1.0 / ${outputs}.0) * (off_${r} * off_${r})`),
    };
    this.draw(
      shader,
      shader.finish((slot, r) => written[parts[slot] ?? 'loss'](r), [EVERY]),
    );
  }

  private answered(group: Group): Shader {
    const shader = new Shader(group, true);
    shader.line(`vec4 weight = ${shader.named(this.data.weight, '0')};`);
    shader.skipWhere('every == 0 && weight == vec4(0)');
    declare(shader, (r) => shader.parameter(this.theta.region(null, 'a'), r));
    addProducts(shader, [{ into: 'sum', region: this.theta.region(null, 'V'), transposed: false, of: this.h, step: 0 }]);
    return shader;
  }

  /** Largest answer, Σ exp of the answers less that, the same without the right class, and the loss. */
  private entropyDraw(group: Group, answers: Home, parts: readonly Entropy[]): void {
    const shader = new Shader(group, true);
    shader.line(
      `vec4 weight = ${shader.named(this.data.weight, '0')};`,
      `vec4 wanted = ${shader.named(this.data.y, '0')};`,
      `vec4 most = ${shader.named(answers, '0')};`,
      `for (int o = 1; o < ${this.network.outputs}; o++) most = max(most, ${shader.named(answers, 'o')});`,
      'vec4 sum = vec4(0), rest = vec4(0), own = vec4(0);',
      `for (int o = 0; o < ${this.network.outputs}; o++) {`,
      `  vec4 y = ${shader.named(answers, 'o')};`,
      '  vec4 e = cellExp(y - most);',
      '  bvec4 right = equal(wanted, vec4(o));',
      '  sum += e;',
      '  rest += mix(e, vec4(0), right);',
      '  own = mix(own, y, right);',
      '}',
      `vec4 loss = ${scored('weight * ((most - own) + mix(cellLog(sum), cellLog1p(rest), equal(own, most)))')};`,
    );
    this.draw(
      shader,
      shader.finish((slot) => parts[slot] ?? 'loss'),
    );
  }

  /** weight · (softmax(y) − 1 at the right class), without loss of digits where that is nearly certain. */
  private shareDraw(group: Group, answers: Home, at: (part: Entropy) => Home): void {
    const shader = new Shader(group, true);
    shader.line(
      `vec4 weight = ${shader.named(this.data.weight, '0')};`,
      `vec4 wanted = ${shader.named(this.data.y, '0')};`,
      `vec4 most = ${shader.named(at('most'), '0')};`,
      `vec4 sum = ${shader.named(at('sum'), '0')};`,
      `vec4 rest = ${shader.named(at('rest'), '0')};`,
    );
    const share = (r: number): string => `mix(cellExp(${shader.unit(answers, 0, r)} - most), -rest, equal(wanted, vec4(u0 + ${r})))`;
    this.draw(
      shader,
      shader.finish((_, r) => scored(`weight * (${share(r)} / sum)`)),
    );
  }

  private group(rows: number, values: number): Group {
    return this.groups.add(rows, values, blockFor(values, rows, this.targets));
  }

  private draw({ target }: Shader, source: Source): void {
    this.draws.push({ group: target, source });
  }
}

function declare(shader: Shader, start: string | ((r: number) => string)): void {
  for (let r = 0; r < shader.block; r++) shader.line(`vec4 sum_${r} = ${typeof start === 'string' ? start : start(r)};`);
}

/** What does not count is zero however large the answer is. */
const scored = (text: string): string => `mix(${text}, vec4(0), equal(weight, vec4(0)))`;
