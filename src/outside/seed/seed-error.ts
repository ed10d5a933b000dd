/** A file of the seed that cannot be used; the sentence names the file, the place and what is wrong. */
export class SeedError extends Error {
  override readonly name = 'SeedError';
}
