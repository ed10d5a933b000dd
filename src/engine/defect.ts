/** A bug or a broken invariant, never a legal "no". It ends the act with nothing written and raises an alarm. */
export class Defect extends Error {
  override readonly name = 'Defect';
}
