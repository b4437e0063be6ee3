type Key = string | number;

/** A function of few arguments that makes its value once for each. */
export function kept<A extends readonly Key[], T extends NonNullable<unknown>>(make: (...key: A) => T): (...key: A) => T {
  const values = new Map<string, T>();
  return (...key) => {
    const name = key.join(' ');
    const value = values.get(name) ?? make(...key);
    values.set(name, value);
    return value;
  };
}
