import { type Code, unsigned } from './encoding.ts';
import { type Expression, f32x4, i32, i32x4, type Operand, STORE, type ValueType } from './opcodes.ts';

/** A parameter or variable of a function. As an expression it is its value at that moment. */
export interface Local<T extends ValueType = ValueType> extends Expression<T> {
  readonly index: number;
}

export type Params = Readonly<Record<string, ValueType>>;
export type Locals<P extends Params> = { readonly [K in keyof P]: Local<P[K]> };

/** A place to jump to: the end of a block, or the start of a loop. */
export interface Label {
  readonly depth: number;
}

const [BLOCK, LOOP, IF, ELSE, END, BR, BR_IF, DROP] = [0x02, 0x03, 0x04, 0x05, 0x0b, 0x0c, 0x0d, 0x1a];
const [LOCAL_GET, LOCAL_SET] = [0x20, 0x21];
const NO_RESULT = 0x40;

/** The statements of a function, in the order in which they are given. */
export class Body {
  readonly params: Locals<Params>;
  readonly relaxed: boolean;
  private readonly types: ValueType[];
  private readonly parameterCount: number;
  private readonly constants = new Map<string, Local<'v128'>>();
  private readonly prologue: Code[] = [];
  private readonly statements: Code[] = [];
  private depth = 0;

  constructor(params: Params, relaxed: boolean) {
    this.relaxed = relaxed;
    this.types = Object.values(params);
    this.parameterCount = this.types.length;
    this.params = Object.fromEntries(Object.entries(params).map(([name, type], index) => [name, localOf(type, index)]));
  }

  /** A new variable, 0 when the function starts; a loop does not clear it again. */
  local<T extends ValueType>(type: T): Local<T> {
    this.types.push(type);
    return localOf(type, this.types.length - 1);
  }

  /** A new variable that holds a value. */
  value<T extends ValueType>(value: Expression<T>): Local<T> {
    const made = this.local(value.type);
    this.set(made, value);
    return made;
  }

  /** Four times a float32, made once at the start of the function. */
  constant(value: number): Local<'v128'> {
    return this.early(`f32 ${Object.is(value, -0) ? '-0' : value}`, f32x4.const(value));
  }

  /** Four times 32 bits, made once at the start of the function. */
  bits(value: number): Local<'v128'> {
    return this.early(`i32 ${value}`, i32x4.const(value));
  }

  /** a b + c of four float32: rounded after each operation, or as the machine likes where the module is relaxed. */
  multiplyAdd(a: Expression<'v128'>, b: Expression<'v128'>, c: Expression<'v128'>): Expression<'v128'> {
    return this.relaxed ? f32x4.relaxed_madd(a, b, c) : f32x4.add(c, f32x4.mul(a, b));
  }

  /** c − a b, rounded likewise. */
  multiplySubtract(a: Expression<'v128'>, b: Expression<'v128'>, c: Expression<'v128'>): Expression<'v128'> {
    return this.relaxed ? f32x4.relaxed_nmadd(a, b, c) : f32x4.sub(c, f32x4.mul(a, b));
  }

  set<T extends ValueType>(local: Local<T>, value: Expression<T>): void {
    this.push(value.code, LOCAL_SET, unsigned(local.index));
  }

  /** pointer ← pointer + bytes */
  advance(pointer: Local<'i32'>, bytes: number): void {
    if (bytes !== 0) this.set(pointer, i32.add(pointer, bytes));
  }

  /** Stores a value of any type at pointer + offset. */
  store<T extends ValueType>(pointer: Operand<'i32'>, value: Expression<T>, offset = 0): void {
    const put = STORE[value.type] as (pointer: Operand<'i32'>, value: Expression<T>, offset: number) => Expression<'void'>;
    this.do(put(pointer, value, offset));
  }

  /** A call or a store; a value that it leaves is dropped. */
  do(expression: Expression): void {
    this.push(expression.code, expression.type === 'void' ? [] : DROP);
  }

  /** Runs the body a number of times, which may be none. A constant number costs no check before the first. */
  repeat(times: Operand<'i32'>, body: () => void): void {
    if (times === 0) return;
    if (times === 1) return body();
    const left = this.value(i32.const(times));
    const loop = (): void =>
      this.loop((again) => {
        body();
        this.set(left, i32.sub(left, 1));
        this.branchIf(again, left);
      });
    if (typeof times === 'number') loop();
    else this.if(left, loop);
  }

  /** Runs `body(0)`, `body(1)`, … `times` times in all, `by` of them in a round of the loop; `next(count)` ends each round. */
  unrolled(times: number, by: number, body: (index: number) => void, next: (count: number) => void): void {
    const round = (count: number): void => {
      for (let index = 0; index < count; index++) body(index);
      if (count > 0) next(count);
    };
    this.repeat(Math.floor(times / by), () => round(by));
    round(times % by);
  }

  /** Runs the body as long as a condition, computed before each round, is not 0. */
  while(condition: Expression<'i32'>, body: () => void): void {
    this.loop((again) =>
      this.if(condition, () => {
        body();
        this.branch(again);
      }),
    );
  }

  if(condition: Expression<'i32'>, then: () => void, otherwise?: () => void): void {
    this.push(condition.code, IF, NO_RESULT);
    this.nested(() => {
      then();
      if (otherwise === undefined) return;
      this.push(ELSE);
      otherwise();
    });
  }

  /** `branch(label)` inside leaves it. */
  block(body: (leave: Label) => void): void {
    this.push(BLOCK, NO_RESULT);
    this.nested(body);
  }

  /** `branch(label)` inside starts it again; it ends where its body ends. */
  loop(body: (again: Label) => void): void {
    this.push(LOOP, NO_RESULT);
    this.nested(body);
  }

  branch(label: Label): void {
    this.push(BR, unsigned(this.depth - label.depth));
  }

  branchIf(label: Label, condition: Expression<'i32'>): void {
    this.push(condition.code, BR_IF, unsigned(this.depth - label.depth));
  }

  /** The body as the format writes it; `result` is left on the stack at the end. */
  code(result: Expression | undefined): Code {
    const declared = this.types.slice(this.parameterCount).map((type) => [1, TYPE[type]]);
    return [unsigned(declared.length), declared, this.prologue, this.statements, result?.code ?? [], END];
  }

  private early(key: string, made: Expression<'v128'>): Local<'v128'> {
    const known = this.constants.get(key);
    if (known !== undefined) return known;
    const local = this.local('v128');
    this.constants.set(key, local);
    this.prologue.push([made.code, LOCAL_SET, unsigned(local.index)]);
    return local;
  }

  private nested(body: (label: Label) => void): void {
    this.depth++;
    body({ depth: this.depth });
    this.depth--;
    this.push(END);
  }

  private push(...code: Code[]): void {
    this.statements.push(...code);
  }
}

/** How the format writes types. */
export const TYPE = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const satisfies Record<ValueType, number>;

const localOf = <T extends ValueType>(type: T, index: number): Local<T> => ({ type, index, code: [LOCAL_GET, unsigned(index)] });
