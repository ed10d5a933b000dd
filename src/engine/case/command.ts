import type { CivilDate } from '../clock/time.js';

/** A person's wish to act. Everything a decision may read about him and his wish. */
export interface Command {
  readonly act: string;
  readonly actor: Actor;
  readonly input: Readonly<Record<string, unknown>>;
  /** The earlier legal day on which the act happened, where the act's `occurs` is `declared`. */
  readonly occurredOn?: CivilDate;
  /** Opening and joining acts: who is or becomes party to the case, by party post. */
  readonly parties?: Readonly<Record<string, readonly string[]>>;
}

/** A natural person (pseudonym) with the organisation posts he holds. Party posts follow from the case. */
export interface Actor {
  readonly person: string;
  readonly unit?: string;
  readonly posts: readonly string[];
}
