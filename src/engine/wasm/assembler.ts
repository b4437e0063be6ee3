/**
 * A module of WebAssembly put together at run time. Memory is imported from `env.memory`; every function is exported
 * by its name. `opcodes.ts` has the instructions as expressions, `Body` puts them in order:
 *
 * ```ts
 * const module = new Module();
 * module.define('axpy', { x: 'i32', y: 'i32', a: 'f32' }, (f, { x, y, a }) => {
 *   const factor = f.value(f32x4.splat(a));
 *   f.repeat(length / 4, () => {
 *     f.store(y, f32x4.add(v128.load(y), f32x4.mul(factor, v128.load(x))));
 *     f.advance(x, 16);
 *     f.advance(y, 16);
 *   });
 * });
 * const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } });
 * ```
 */
import { Body, type Locals, type Params, TYPE } from './body.ts';
import { type Code, flatten, list, section, sized, text, unsigned } from './encoding.ts';
import { CONSTANT, type Expression, type Operand, type ValueType } from './opcodes.ts';

export type Result = ValueType | 'void';

/** A function of the module, called by the names of its parameters: `f.do(axpy.call({ x, y, a }))`. */
export interface ModuleFunction<P extends Params = Params, R extends Result = Result> {
  readonly name: string;
  readonly result: R;
  call(args: { readonly [K in keyof P]: Operand<P[K]> }): Expression<R>;
}

/** Sections by their numbers in the format. */
const [CUSTOM, TYPES, IMPORTS, FUNCTIONS, EXPORTS, CODE] = [0, 1, 2, 3, 7, 10];
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
const MEMORY = 2;

interface Defined {
  readonly name: string;
  readonly type: number;
  readonly code: Code;
}

export class Module {
  private readonly signatures: Signatures = new Signatures();
  private readonly functions: Defined[] = [];
  private readonly relaxed: boolean;

  /** `relaxed` lets kernels use the multiply-add of relaxed SIMD: quicker, rounded as the machine likes. */
  constructor({ relaxed = false }: { readonly relaxed?: boolean } = {}) {
    this.relaxed = relaxed;
  }

  /**
   * Adds a function. What the body returns is its result, an expression or nothing. A function may call those
   * defined before it.
   */
  define<P extends Params, R extends ValueType>(
    name: string,
    params: P,
    build: (f: Body, locals: Locals<P>) => Expression<R>,
  ): ModuleFunction<P, R>;
  define<P extends Params>(name: string, params: P, build: (f: Body, locals: Locals<P>) => void): ModuleFunction<P, 'void'>;
  define<P extends Params>(name: string, params: P, build: (f: Body, locals: Locals<P>) => unknown): ModuleFunction<P> {
    if (this.functions.some((known) => known.name === name)) throw new Error(`two functions are called ${name}`);
    const body = new Body(params, this.relaxed);
    const result = build(body, body.params as Locals<P>) as Expression<ValueType> | undefined;
    const index = this.functions.length;
    const type = this.signatures.indexOf(Object.values(params), result?.type ?? 'void');
    this.functions.push({ name, type, code: body.code(result) });
    return new Callable(name, params, result?.type ?? 'void', index);
  }

  /** The module in the binary format. */
  bytes(): Uint8Array<ArrayBuffer> {
    const { functions } = this;
    return flatten([
      HEADER,
      section(TYPES, list(this.signatures.codes)),
      section(IMPORTS, list([[text('env'), text('memory'), MEMORY, [0, 0]]])),
      section(FUNCTIONS, list(functions.map(({ type }) => unsigned(type)))),
      section(EXPORTS, list(functions.map(({ name }, index) => [text(name), 0, unsigned(index)]))),
      section(CODE, list(functions.map(({ code }) => sized(code)))),
      section(CUSTOM, this.names()),
    ]);
  }

  /** What profilers call the functions. */
  private names(): Code {
    return [text('name'), section(1, list(this.functions.map(({ name }, index) => [unsigned(index), text(name)])))];
  }
}

class Callable<P extends Params, R extends Result> implements ModuleFunction<P, R> {
  readonly name: string;
  readonly result: R;
  private readonly params: P;
  private readonly index: number;

  constructor(name: string, params: P, result: R, index: number) {
    this.name = name;
    this.params = params;
    this.result = result;
    this.index = index;
  }

  call(args: { readonly [K in keyof P]: Operand<P[K]> }): Expression<R> {
    const given = Object.entries(this.params).map(([name, type]) => CONSTANT[type](args[name] as never).code);
    return { type: this.result, code: [given, 0x10, unsigned(this.index)] };
  }
}

/** Types of functions, each once. */
class Signatures {
  readonly codes: Code[] = [];
  private readonly known = new Map<string, number>();

  indexOf(params: readonly ValueType[], result: Result): number {
    const key = `${params.join()}>${result}`;
    const found = this.known.get(key) ?? this.codes.length;
    if (found === this.codes.length) {
      const results = result === 'void' ? [] : [TYPE[result]];
      this.codes.push([0x60, list(params.map((type) => TYPE[type])), list(results)]);
      this.known.set(key, found);
    }
    return found;
  }
}
