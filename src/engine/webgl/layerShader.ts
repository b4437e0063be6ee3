import type { Rows } from '../../core/plan/frame.ts';
import type { Values } from '../../core/plan/normalise.ts';
import { type Value, type ValueId, valueAt } from '../../core/plan/values.ts';
import { declareRaise, raised } from './boost.ts';
import { carryOf, isReadFromTexture } from './demand.ts';
import { binaryText, numberText, unaryText } from './functions.ts';
import type { Group, Home } from './place.ts';
import { addProducts, type Product } from './products.ts';
import { Shader, type Source } from './shader.ts';
import type { Region } from './theta.ts';
import type { LayerWorks, Work } from './works.ts';

/** One layer with all that its draws read. */
export interface LayerPlaces extends LayerWorks {
  readonly made: Values;
  readonly rows: Rows;
  readonly x: Home;
  /** ∂L/∂h_t from the head or the layer above; null where it is zero. */
  readonly outside: Home | null;
  /** State → what disturbs it. */
  readonly noise: ReadonlyMap<string, Home>;
  readonly region: (name: string) => Region;
  /** Steps, from 0, that hand no blame to the one before. */
  readonly cuts: readonly number[];
  /** What the measures of boosted blame are written into; null where blame is not boosted. */
  readonly boost: Group | null;
  /** Whether each step waits for another. */
  readonly recurs: { readonly forward: boolean; readonly backward: boolean };
}

/** The step that a value is read from: that of the fragment, or the one after it. */
type At = 0 | 1;

/** Whether a draw covers all steps at once. */
export const isAtOnce = ({ phase }: Work, { recurs }: Pick<LayerPlaces, 'recurs'>): boolean =>
  phase === 'forward' ? !recurs.forward : phase === 'backward' ? !recurs.backward : true;

/** The fragment shader of one draw of a layer. */
export const layerShader = (places: LayerPlaces, work: Work): Source => new Writer(places, work).run();

class Writer {
  private readonly shader: Shader;
  private readonly names = new Map<string, string>();
  private readonly sums = new Map<string, string>();
  /** What earlier draws have written. */
  private readonly there: Set<ValueId>;
  private readsRaise = false;

  constructor(
    private readonly places: LayerPlaces,
    private readonly work: Work,
  ) {
    this.shader = new Shader(work.group, isAtOnce(work, places));
    const earlier = places.works.slice(0, places.works.indexOf(work));
    this.there = new Set(earlier.flatMap(({ writes }) => writes));
  }

  run(): Source {
    const products = this.work.sums.flatMap(({ id, later }) => this.begin(id, later ? 1 : 0));
    addProducts(this.shader, products);
    for (const { id, later } of this.work.sums) this.sums.set(`${id} ${later ? 1 : 0}`, `sum${id}`);
    const { block } = this.shader;
    const values = this.work.writes.map((id) => Array.from({ length: block }, (_, r) => this.text(id, 0, r)));
    return this.shader.finish((slot, r) => values[slot]?.[r] ?? 'vec4(0)');
  }

  /** Declares a sum with what it begins with. */
  private begin(id: ValueId, at: At): Product[] {
    const value = this.value(id);
    if (value.op !== 'accumulate') throw new Error(`value ${id} is no sum`);
    for (let r = 0; r < this.shader.block; r++) {
      this.shader.line(`vec4 sum${id}_${r} = ${value.start === null ? 'vec4(0)' : this.text(value.start, at, r)};`);
    }
    return value.terms.map(({ matrix, transposed, of }): Product => {
      const { home, step } = this.operand(of, at);
      return { into: `sum${id}`, region: this.places.region(matrix), transposed, of: home, step };
    });
  }

  private operand(id: ValueId, at: At): { home: Home; step: -1 | 0 | 1 } {
    const value = this.value(id);
    if (value.op === 'input') return { home: this.places.x, step: at };
    if (value.op === 'previous') return { home: this.state(value.state), step: at === 0 ? -1 : 0 };
    return { home: this.home(id), step: at };
  }

  /** A value of unit `u0 + r` as a name or a short expression. */
  private text(id: ValueId, at: At, r: number): string {
    const value = this.value(id);
    const when: At = value.phase === 'constant' ? 0 : at;
    const sum = this.sums.get(`${id} ${when}`);
    if (sum !== undefined) return `${sum}_${r}`;
    if (value.op === 'number') return numberText(value.value);
    const key = `${id} ${when} ${r}`;
    const known = this.names.get(key);
    if (known !== undefined) return known;
    const expression = this.expression(id, value, when, r);
    const name = `${when === 1 ? 'later' : 'v'}${id}_${r}`;
    this.shader.line(`vec4 ${name} = ${expression};`);
    this.names.set(key, name);
    return name;
  }

  private expression(id: ValueId, value: Value, at: At, r: number): string {
    if (isReadFromTexture(value) && this.isThere(id, at)) return this.shader.unit(this.home(id), at, r);
    switch (value.op) {
      case 'vector':
        return this.shader.parameter(this.places.region(value.name), r);
      case 'input':
        return this.shader.unit(this.places.x, at, r);
      case 'noise':
        return this.shader.unit(this.noise(value.state), at, r);
      case 'previous':
        return this.shader.unit(this.state(value.state), at === 0 ? -1 : 0, r);
      case 'carried':
        return this.carried(value.state, at, r);
      case 'outside':
        return this.places.outside === null ? 'vec4(0)' : this.shader.unit(this.places.outside, at, r);
      case 'copy':
        return this.text(value.of, at, r);
      case 'unary':
        return unaryText(value.function, this.text(value.of, at, r));
      case 'binary':
        return binaryText(value.function, this.text(value.left, at, r), this.text(value.right, at, r));
      default:
        throw new Error(`value ${id} (${value.op}) lies nowhere and cannot be computed here`);
    }
  }

  /** What the step after carries here; nothing at the last one, or where the wire is cut. Frames count from 1. */
  private carried(state: string, at: At, r: number): string {
    if (at === 1) throw new Error(`what is carried to ${state} would be read from two steps on`);
    const cuts = this.places.cuts.map((cut) => ` || frame == ${cut}`).join('');
    return `frame >= grid.z${cuts} ? vec4(0) : ${this.raised(this.text(carryOf(this.places.made, state), 1, r))}`;
  }

  private raised(text: string): string {
    const { boost } = this.places;
    if (boost === null) return text;
    if (!this.readsRaise) declareRaise(this.shader, boost);
    this.readsRaise = true;
    return raised(text);
  }

  private isThere(id: ValueId, at: At): boolean {
    return this.places.homes.has(id) && (at === 1 || this.there.has(id));
  }

  private value(id: ValueId): Value {
    return valueAt(this.places.made.values, id);
  }

  private state(state: string): Home {
    const id = this.places.made.definitions.get(`${state}'`);
    if (id === undefined) throw new Error(`the cell has no state ${state}`);
    return this.home(id);
  }

  private noise(state: string): Home {
    const home = this.places.noise.get(state);
    if (home === undefined) throw new Error(`nothing disturbs the state ${state}`);
    return home;
  }

  private home(id: ValueId): Home {
    const home = this.places.homes.get(id);
    if (home === undefined) throw new Error(`value ${id} lies in no texture`);
    return home;
  }
}
