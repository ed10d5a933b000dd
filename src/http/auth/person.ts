import type { Actor } from '../../engine/case/command.js';
import type { Directory } from '../../usecases/ports.js';

/** Who is signed in: a person by pseudonym with name, unit and posts. */
export type Person = NonNullable<Awaited<ReturnType<Directory['byTokenHash']>>>;

/** The person as an actor: without the name, which never enters a record. */
export function actorOf({ person, unit, posts }: Person): Actor {
  return { person, posts, ...(unit !== undefined && { unit }) };
}
