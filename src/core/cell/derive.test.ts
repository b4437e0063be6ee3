import { describe, expect, test } from 'vitest';
import { cellOf } from './builtin.ts';

const pathsOf = (source: string) =>
  cellOf(source).backward.paths.map(({ state, definition, matrix }) => `${state} in ${definition} by ${matrix ?? 'the carry'}`);

describe('the paths by which blame travels a step back', () => {
  test('of an LSTM: four gates, and the carry of c', () => {
    expect(pathsOf('lstm')).toEqual(['h in i by Ui', 'h in f by Uf', 'h in g by Ug', 'h in o by Uo', "c in c' by the carry"]);
  });

  test('of a GRU: three gates, and the carry', () => {
    expect(pathsOf('gru')).toEqual(['h in z by Uz', 'h in r by Ur', 'h in n by Un', "h in h' by the carry"]);
  });

  test('of a feedforward network: none', () => expect(pathsOf('feedforward')).toEqual([]));

  test('tell what comes before the matrix, after it, and beyond it', () => {
    const { backward, graph } = cellOf("r = sigmoid(V x)\nh' = tanh(W x + U (r * h))");
    const [path] = backward.paths;
    expect(graph[path?.after ?? -1]).toMatchObject({ op: 'product', matrix: 'U', transposed: true, of: path?.before });
    expect(graph[path?.term ?? -1]).toMatchObject({ op: 'binary', function: 'multiply' });
    expect(path?.term).toBe(backward.previous.get('h'));
  });

  test('count from the first matrix that blame meets, where one stands behind another', () => {
    const { backward, graph } = cellOf("h' = W x + U Q h");
    const [path] = backward.paths;
    expect(path).toMatchObject({ matrix: 'U', before: backward.blame.get('h') });
    expect(graph[path?.term ?? -1]).toMatchObject({ op: 'product', matrix: 'Q', transposed: true, of: path?.after });
  });

  test('keep two uses in one line apart', () => {
    expect(pathsOf("h' = W x + U h * h")).toEqual(["h in h' by the carry", "h in h' by U"]);
  });
});

describe('the derivative', () => {
  test('by a state counts what later lines of the same step read of it', () => {
    const { backward, graph } = cellOf("c' = c + W x\nh' = 3 * c'");
    expect(graph[backward.blame.get('c') ?? -1]).toMatchObject({ op: 'binary', function: 'add' });
    expect(graph[backward.blame.get('h') ?? -1]).toEqual({ op: 'incoming', state: 'h', width: 'units' });
  });

  test('is nothing by what nothing reads, and by what is constant', () => {
    const { backward } = cellOf("z = V x\nk = 2\nh' = W x * k");
    expect(backward.gates).toEqual(
      new Map([
        ['z', null],
        ['k', null],
      ]),
    );
    expect(backward.matrices.get('V')).toEqual([]);
    expect(backward.previous).toEqual(new Map([['h', null]]));
  });

  test('is nothing through a factor of 0', () => {
    expect(cellOf("h' = W x + 0 * h").backward.previous.get('h')).toBeNull();
  });

  test('keeps two names of one expression apart', () => {
    const { definitions, backward } = cellOf("p = tanh(W x)\nq = tanh(W x)\nh' = p + 2 * q");
    expect(definitions.get('p')).not.toBe(definitions.get('q'));
    expect(backward.gates.get('p')).not.toBe(backward.gates.get('q'));
  });
});
