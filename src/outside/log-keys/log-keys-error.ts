/** The log's keys or its trusted checkpoint cannot be used; the sentence says what to do. */
export class LogKeysError extends Error {
  override readonly name = 'LogKeysError';
}
