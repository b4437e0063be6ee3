import { exp } from '../exact/exp.ts';
import { log } from '../exact/log.ts';
import type { Rng } from '../rng.ts';

/** Where the last strip of the ziggurat begins its tail, and the area of each of its strips under e^(−x²/2). */
const [STRIPS, TAIL, AREA] = [256, 3.6541528853610088, 0.00492867323399];

/** Right edges of the strips, from the widest; e^(−x²/2) there; and what share of a strip, in 2²³ parts, lies under the curve whole. */
const { edges, heights, shares } = stripsOf();

function stripsOf() {
  const [edges, heights, shares] = [new Float64Array(STRIPS + 1), new Float64Array(STRIPS + 1), new Int32Array(STRIPS)];
  edges[0] = AREA / density(TAIL);
  edges[1] = TAIL;
  for (let i = 2; i < STRIPS; i++) edges[i] = Math.sqrt(-2 * log(AREA / at(edges, i - 1) + density(at(edges, i - 1))));
  for (let i = 0; i <= STRIPS; i++) heights[i] = density(at(edges, i));
  for (let i = 0; i < STRIPS; i++) shares[i] = Math.floor((at(edges, i + 1) / at(edges, i)) * 2 ** 23);
  return { edges, heights, shares };
}

function density(x: number): number {
  return exp((-x * x) / 2);
}

function at(values: Float64Array, index: number): number {
  return values[index] as number;
}

/** A stream of normal numbers that goes on where it stopped: the four words of the generator. */
export type Normals = Int32Array;

/** A stream whose seed is drawn from a generator of the project. */
export function normalsFrom(rng: Rng): Normals {
  const draw = (): number => rng.integer(2 ** 32) | 0;
  const stream = Int32Array.of(draw(), draw(), draw(), 1);
  for (let k = 0; k < 12; k++) nextWord(stream);
  return stream;
}

/**
 * Fills `out` from `from` to before `to` with normal numbers of mean 0 and this spread: `Rng.normal` for those who need
 * millions of them. The ziggurat of Marsaglia & Tsang (2000) in 256 strips, with bits of their own for strip and place
 * (Doornik 2005), over sfc32 (Doty-Humphrey's PractRand); `exp` and `log` are the project's own, so that all machines draw the same.
 */
export function fillNormals(stream: Normals, out: Float32Array, from: number, to: number, spread: number): void {
  const widths = edges.map((edge) => spread * edge * 2 ** -24);
  let a = word(stream, 0);
  let b = word(stream, 1);
  let c = word(stream, 2);
  let count = word(stream, 3);
  for (let k = from; k < to; ) {
    const next = (a + b + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + next) | 0;
    const strip = next & (STRIPS - 1);
    const place = next >> 8;
    // Written before it is known to stay: half of the time that a branch would take.
    out[k] = (2 * place + 1) * (widths[strip] as number);
    if ((place ^ (place >> 31)) < (shares[strip] as number)) {
      k = (k + 1) | 0;
      continue;
    }
    stream[0] = a;
    stream[1] = b;
    stream[2] = c;
    stream[3] = count;
    const value = outside(stream, strip, (place + 0.5) * 2 ** -23 * at(edges, strip));
    a = word(stream, 0);
    b = word(stream, 1);
    c = word(stream, 2);
    count = word(stream, 3);
    if (Number.isNaN(value)) continue;
    out[k] = spread * value;
    k = (k + 1) | 0;
  }
  stream[0] = a;
  stream[1] = b;
  stream[2] = c;
  stream[3] = count;
}

/** What comes of a place beside what lies under the curve whole: in the tail another number, in a wedge the same or, by chance, none. */
function outside(stream: Normals, strip: number, value: number): number {
  if (strip === 0) return Math.sign(value) * tail(stream);
  const [low, high] = [at(heights, strip), at(heights, strip + 1)];
  return low + uniform(stream) * (high - low) < density(value) ? value : Number.NaN;
}

/** Marsaglia (1964): beyond the last strip. */
function tail(stream: Normals): number {
  for (;;) {
    const beyond = -log(uniform(stream)) / TAIL;
    if (-2 * log(uniform(stream)) >= beyond * beyond) return TAIL + beyond;
  }
}

/** Within (0, 1). */
const uniform = (stream: Normals): number => ((nextWord(stream) >>> 0) + 0.5) * 2 ** -32;

const word = (stream: Normals, index: number): number => stream[index] as number;

function nextWord(stream: Normals): number {
  const [b, c, count] = [word(stream, 1), word(stream, 2), word(stream, 3)];
  const next = (word(stream, 0) + b + count) | 0;
  stream[0] = b ^ (b >>> 9);
  stream[1] = (c + (c << 3)) | 0;
  stream[2] = (((c << 21) | (c >>> 11)) + next) | 0;
  stream[3] = (count + 1) | 0;
  return next;
}
