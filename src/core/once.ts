/** What `make` gives, made when it is first asked for: to open the page waits for nothing that is not on show. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
