/** A page cursor that this service did not hand out, or that belongs to another list. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';

  constructor() {
    super('the page cursor is not one of ours');
  }
}
