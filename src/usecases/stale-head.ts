/** Others wrote to the stream faster, again and again. Nothing was written; trying later is safe. */
export class StaleHead extends Error {
  override readonly name = 'StaleHead';

  constructor(readonly stream: string) {
    super(`stream ${stream} is being written by too many at once`);
  }
}
