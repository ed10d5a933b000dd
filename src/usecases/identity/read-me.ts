import { today } from '../../engine/case/world.js';
import type { Instant } from '../../engine/clock/time.js';
import { postsCovered, postsHeld, substitutionsInEffect } from '../../engine/organisation/posts-held.js';
import type { HeldPost } from '../../engine/organisation/posts-held.js';
import type { PersonFacts } from '../../engine/organisation/standing.js';
import type { SignedIn } from './signed-in.js';
import type { Ports } from '../ports.js';
import { factsOf } from '../powers/power-facts.js';

/** A post of the organisation in which somebody may act today. */
export interface MyCapacity {
  readonly id: string;
  readonly post: string;
  readonly title: string;
  readonly unit: string;
  readonly rank?: string;
  readonly onBehalfOf?: { readonly person: string; readonly name?: string; readonly substitution: string };
}

/** A person as the organisation knows him today. */
export type MyFacts = Omit<PersonFacts, 'person'> & {
  readonly now: Instant;
  readonly unit: string | null;
  readonly capacities: readonly MyCapacity[];
};

/** Who the signed-in person is to the organisation today, and in which posts he may act, his own first. */
export function readMe(
  ports: Pick<Ports, 'directory' | 'now' | 'installation'>,
): (signedIn: Pick<SignedIn, 'person'>) => Promise<MyFacts> {
  return async ({ person }) => {
    const [snapshot, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
    const { index, organisation } = snapshot;
    const on = today({ now, zone: ports.installation.zone });
    const { kind, standing, administrator } = await factsOf(ports, snapshot, person, on);
    const unit = organisation.people[person]?.unit ?? null;
    const facts = { now, kind, standing, administrator, unit };
    if (kind === 'public' || standing !== 'active') return { ...facts, capacities: [] };
    const deputed = substitutionsInEffect(index, person, on);
    const names = await ports.directory.names(deputed.map(([, { principal }]) => principal));
    return {
      ...facts,
      capacities: [
        ...postsHeld(index, person, on).map(capacityOf),
        ...deputed.flatMap(([substitution, entry]) => {
          const name = names.get(entry.principal);
          const onBehalfOf = { person: entry.principal, ...(name !== undefined && { name }), substitution };
          return postsCovered(index, entry, on).map((held) => ({ ...capacityOf(held), onBehalfOf }));
        }),
      ],
    };
  };
}

function capacityOf({ id, post }: HeldPost): MyCapacity {
  const { fills, title, unit, rank } = post;
  return { id, post: fills, title, unit, ...(rank !== undefined && { rank }) };
}
