/** Looks for patterns in a content that comes in pieces, wherever the pieces are cut. */
export class TokenSearch<Code extends string> {
  #kept = '';
  readonly found = new Set<Code>();

  /**
   * @param longest characters of the longest match
   * @param meant what a text means, where the format has more than one way of writing it
   */
  constructor(
    private readonly patterns: Readonly<Record<Code, RegExp>>,
    private readonly longest: number,
    private readonly meant: (text: string) => string = (text) => text,
  ) {}

  /** The next piece. */
  see(piece: Buffer): void {
    const text = this.#kept + piece.toString('latin1');
    this.look(text);
    this.#kept = text.slice(-this.longest);
  }

  /** A text that overlaps with the one before it by itself. */
  look(written: string): void {
    const text = this.meant(written);
    for (const [code, pattern] of Object.entries(this.patterns) as [Code, RegExp][]) {
      if (!this.found.has(code) && pattern.test(text)) this.found.add(code);
    }
  }
}
