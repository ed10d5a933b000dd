/** A notice that gives the calendar, together with the notices adopted before, no one meaning. It was not adopted. */
export class ContradictoryNotice extends Error {
  override readonly name = 'ContradictoryNotice';

  constructor(problem: string, options?: { readonly cause: unknown }) {
    super(`the notice is not adopted: ${problem}`, options);
  }
}
