/**
 * Something the service needs (the database) cannot be reached now. Whether a write took place may be unknown;
 * repeating the request with the same `Idempotency-Key` settles it.
 */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';

  constructor(what: string, options?: { readonly cause: unknown }) {
    super(`${what} cannot be reached now`, options);
  }
}
