import type { CivilDate } from '../clock/time.js';
import type { Capacity } from '../organisation/capacity.js';
import type { PersonFacts } from '../organisation/standing.js';
import type { GivenOpinion } from './opinion/opinion.js';

/** A person's wish to act. Everything a decision may read about him and his wish. */
export interface Command {
  readonly act: string;
  readonly actor: Actor;
  readonly input: Readonly<Record<string, unknown>>;
  /** The earlier legal day on which the act happened, where the act's `occurs` is `declared`. */
  readonly occurredOn?: CivilDate;
  /** Opening and joining acts: who is or becomes party to the case, by party post. */
  readonly parties?: Readonly<Record<string, readonly string[]>>;
  /** Acts by which a round of named signers opens: who is to sign, in order, by the name of the round. */
  readonly signers?: Readonly<Record<string, readonly string[]>>;
  /** Opening acts: the unit that is to handle the case. */
  readonly unit?: string;
  /** Opening acts: cases that this one is about, by relation. */
  readonly related?: Readonly<Record<string, readonly string[]>>;
  /** 表单: fields that are filled in with the act. */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** 意见 that is given with the act. */
  readonly opinion?: GivenOpinion;
}

/**
 * A natural person (pseudonym) as he stands to one case: read from the organisation for its unit and procedure in the
 * act's own transaction. Party posts follow from the case.
 */
export interface Actor extends PersonFacts {
  /** What his token narrows his powers to. Null: not narrowed. */
  readonly scopes: readonly string[] | null;
  /** How he signed in: `bearer`, `password+totp`, `oidc` ... */
  readonly signIn: string;
  /** His posts and those of principals for whom he may act, own posts first. */
  readonly capacities: readonly Capacity[];
}

/** An officer in good standing who holds these posts himself: what worked cases and tests need to know of a person. */
export function actorInPosts(person: string, posts: readonly string[]): Actor {
  return {
    person,
    standing: 'active',
    kind: posts.length > 0 ? 'officer' : 'public',
    administrator: [],
    scopes: null,
    signIn: 'bearer',
    capacities: posts.map((post) => ({ post, serves: true })),
  };
}
