import type { Module, ModuleFunction } from './assembler.ts';
import type { Body, Local } from './body.ts';
import { f32, f32x4, i32, v128 } from './opcodes.ts';
import { defineOuter, type OuterFunction } from './outer.ts';
import { defineProduct, type Product, type ProductFunction } from './products.ts';

type ProductSizes = Pick<Product, 'rows' | 'depth' | 'a' | 'start'>;

/** An outer product, added to what is there: bytes between the steps of each side. */
interface OuterSizes {
  readonly rows: number;
  readonly columns: number;
  readonly strideD: number;
  readonly strideH: number;
}

const SUM = { from: 'i32', to: 'i32' } as const;
export type SumFunction = ModuleFunction<typeof SUM, 'void'>;

/** The kernels of a module, each shape defined once, for rows of so many sequences. */
export class Kernels {
  private readonly known = new Map<string, ModuleFunction>();
  private readonly module: Module;
  private readonly sequences: number;

  constructor(module: Module, sequences: number) {
    this.module = module;
    this.sequences = sequences;
  }

  product(sizes: ProductSizes): ProductFunction {
    const { rows, depth, a, start } = sizes;
    const name = `product ${rows}x${depth}${a.row === 1 && depth > 1 ? ' transposed' : ''} ${start}`;
    const { sequences } = this;
    return this.once(`${name} ${a.row} ${a.depth}`, (unique) =>
      defineProduct(this.module, unique, { ...sizes, columns: sequences, strideB: sequences, strideC: sequences }),
    );
  }

  outer({ rows, columns, strideD, strideH }: OuterSizes): OuterFunction {
    const { sequences } = this;
    return this.once(`outer ${rows}x${columns} ${strideD} ${strideH}`, (name) =>
      defineOuter(this.module, name, {
        rows,
        columns,
        length: sequences,
        strideD: sequences,
        strideH: sequences,
        strideG: columns,
        blockStrideD: strideD,
        blockStrideH: strideH,
        start: 'add',
      }),
    );
  }

  /** to[r] += Σ over sequences of row r. */
  sum(rows: number): SumFunction {
    const vectors = this.sequences / 4;
    return this.once(`sum ${rows}`, (name) =>
      this.module.define(name, SUM, (f, { from, to }) => {
        f.repeat(rows, () => {
          const total = sumOf(f, from, vectors);
          f.store(to, f32.add(f32.load(to), total));
          f.advance(from, 16 * vectors);
          f.advance(to, 4);
        });
      }),
    );
  }

  /** Writes zeros over so many vectors. */
  clear(vectors: number): ModuleFunction<{ readonly to: 'i32' }, 'void'> {
    return this.once(`clear ${vectors}`, (name) =>
      this.module.define(name, { to: 'i32' }, (f, { to }) => {
        f.repeat(vectors, () => {
          f.store(to, f32x4.const(0));
          f.advance(to, 16);
        });
      }),
    );
  }

  private once<F extends ModuleFunction>(name: string, define: (name: string) => F): F {
    const known = this.known.get(name);
    if (known !== undefined) return known as F;
    const made = define(name);
    this.known.set(name, made);
    return made;
  }
}

function sumOf(f: Body, from: Local<'i32'>, vectors: number) {
  const sum = f.value(v128.load(from));
  if (vectors > 1) {
    const pointer = f.value(i32.add(from, 16));
    f.unrolled(
      vectors - 1,
      8,
      (k) => f.set(sum, f32x4.add(sum, v128.load(pointer, 16 * k))),
      (count) => f.advance(pointer, 16 * count),
    );
  }
  const lane = (k: number) => f32x4.extract_lane(sum, k);
  return f32.add(f32.add(lane(0), lane(1)), f32.add(lane(2), lane(3)));
}
