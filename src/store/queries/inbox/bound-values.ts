/** The values of one statement, numbered as they are first named in its text. */
export class BoundValues {
  readonly #values: unknown[] = [];

  /** The place of the value in the text. */
  bind(value: unknown): string {
    this.#values.push(value);
    return `$${this.#values.length}`;
  }

  get values(): readonly unknown[] {
    return this.#values;
  }
}
