import type { HistoryRecord } from './history.js';
import type { Obstacle } from './verdict.js';

/** Raised while a command is put together: what it takes is not at hand. Caught by the replayer alone. */
export class CannotBeJudged extends Error {
  override readonly name = 'CannotBeJudged';

  constructor(readonly why: Obstacle) {
    super(`${why.kind} ${why.name}`);
  }
}

/** What a record tells beside its data: its parts, as far as they are disclosed. */
export class Told {
  constructor(private readonly told: HistoryRecord) {}

  /** Whether the record has such a part, disclosed or not. */
  has(name: string): boolean {
    return Object.hasOwn(this.told.record.parts, name);
  }

  /** Names of the record's parts that begin so, without the beginning. */
  namesAfter(start: string): readonly string[] {
    return Object.keys(this.told.record.parts).flatMap((name) =>
      name.startsWith(start) ? [name.slice(start.length)] : [],
    );
  }

  /**
   * The value of a part; undefined when the record has none.
   *
   * @throws CannotBeJudged when it has one that is not at hand
   */
  part(name: string): unknown {
    if (!this.has(name)) return undefined;
    if (!Object.hasOwn(this.told.parts, name)) throw new CannotBeJudged({ kind: 'part', name });
    return this.told.parts[name];
  }

  /** The value of a part whose content no rule reads; `instead` where it is withheld. */
  partOr(name: string, instead: unknown): unknown {
    return this.has(name) && !Object.hasOwn(this.told.parts, name) ? instead : this.part(name);
  }
}
