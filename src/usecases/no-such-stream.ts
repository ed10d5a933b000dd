/** The stream that was asked for does not exist. */
export class NoSuchStream extends Error {
  override readonly name = 'NoSuchStream';

  constructor(readonly stream: string) {
    super(`there is no stream ${stream}`);
  }
}
