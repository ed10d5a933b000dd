/** The same value at each call, made at the first: modules of tests live as long as their worker. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
