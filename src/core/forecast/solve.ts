/**
 * X of A X = B, in place: A (n, n) symmetric and positive definite, of which the lower half is read, becomes L of Cholesky's
 * A = L Lᵀ, and B (n, m) becomes X. The same bits everywhere: + − × ÷ and √.
 * @throws {RangeError} where A is not positive definite.
 */
export function solve(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const m = b.length / n;
  factor(a, n);
  for (let column = 0; column < m; column++) {
    for (let i = 0; i < n; i++) {
      let sum = b[i * m + column] as number;
      for (let k = 0; k < i; k++) sum -= (a[i * n + k] as number) * (b[k * m + column] as number);
      b[i * m + column] = sum / (a[i * n + i] as number);
    }
    for (let i = n - 1; i >= 0; i--) {
      let sum = b[i * m + column] as number;
      for (let k = i + 1; k < n; k++) sum -= (a[k * n + i] as number) * (b[k * m + column] as number);
      b[i * m + column] = sum / (a[i * n + i] as number);
    }
  }
  return b;
}

function factor(a: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j] as number;
      for (let k = 0; k < j; k++) sum -= (a[i * n + k] as number) * (a[j * n + k] as number);
      if (i === j && !(sum > 0)) throw new RangeError(`row ${i} leaves ${sum} on the diagonal: the matrix is not positive definite`);
      a[i * n + j] = i === j ? Math.sqrt(sum) : sum / (a[j * n + j] as number);
    }
  }
}
