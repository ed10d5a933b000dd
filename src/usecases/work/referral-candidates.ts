import { decideDesk } from '../../engine/case/desk/decide-desk.js';
import type { DeskCommand } from '../../engine/case/desk/desk-command.js';
import { officerPosts } from '../../engine/case/power/power.js';
import type { World } from '../../engine/case/world.js';
import { today } from '../../engine/case/world.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { entriesOf, entryOf } from '../../engine/organisation/entries.js';
import type { OrganisationIndex } from '../../engine/organisation/organisation-index.js';
import { covers } from '../../engine/organisation/periods.js';
import { isAbsent } from '../../engine/organisation/person-facts.js';
import { postsHeld } from '../../engine/organisation/posts-held.js';
import type { OrganisationReads } from '../organisation/organisation-reads.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import type { LawfulCaseFor } from '../cases/read-case.js';
import { knownCase } from '../reading/known-case.js';

/** What somebody is looked for to do: take a task over, prepare it, or give an opinion on it. */
export type CandidateFor = 'transfer' | 'delegation' | 'consultation';

/** Somebody to whom a task may lawfully be passed, or whom one may ask about it. */
export interface ReferralCandidate {
  readonly person: string;
  readonly name?: string;
  readonly posts: readonly {
    readonly post: string;
    readonly title: string;
    readonly unit: string;
    readonly unitTitle?: string;
  }[];
  /** 离岗: away today; then not he but a deputy is to be asked. */
  readonly absent: boolean;
  /** Who stands in for him today. */
  readonly deputies: readonly { readonly person: string; readonly name?: string }[];
}

/** More people than this are not looked through; a search narrows them down. */
const LOOKED_THROUGH = 200;

/**
 * Whom one may lawfully choose, by name: exactly those whom the decision itself would accept, were they not away.
 * Without a search, people of the posts that the procedure names; with one, anybody of the organisation. Undefined: no
 * such case, or no such open task.
 */
export function referralCandidates(
  ports: Ports,
  organisation: Pick<OrganisationReads, 'people'>,
): (question: {
  readonly caseId: string;
  readonly task: string;
  readonly purpose: CandidateFor;
  readonly search?: string;
  readonly by: Asker;
}) => Promise<readonly ReferralCandidate[] | undefined> {
  return async ({ caseId, task, purpose, search, by }) => {
    const found = await knownCase(ports, caseId, by);
    if (!found || !Object.hasOwn(found.state.tasks, task)) return undefined;
    const people = await peopleToAsk(found, organisation, search);
    const lawful = people.filter((person) => mayChoose(found, commandFor(purpose, task, person)));
    const { index } = found.context.organisation;
    const on = today(found.context.world);
    const deputies = new Map(lawful.map((person) => [person, deputiesOf(index, person, on)]));
    const names = await ports.directory.names([...lawful, ...[...deputies.values()].flat()]);
    const named = (person: string) => {
      const name = names.get(person);
      return { person, ...(name !== undefined && { name }) };
    };
    return lawful.map((person) => ({
      ...named(person),
      posts: postsOf(index, person, on),
      absent: isAbsent(index, person, on),
      deputies: (deputies.get(person) ?? []).map(named),
    }));
  };
}

async function peopleToAsk(
  { procedure, context }: LawfulCaseFor,
  organisation: Pick<OrganisationReads, 'people'>,
  search: string | undefined,
): Promise<readonly string[]> {
  if (search !== undefined) {
    const found = await organisation.people({ search }, { limit: LOOKED_THROUGH });
    return found.items.map(({ person }) => person);
  }
  const people = new Set<string>();
  for (const post of officerPosts(procedure.definition)) {
    for (const { person } of context.world.holders?.(post) ?? []) people.add(person);
  }
  return [...people].toSorted().slice(0, LOOKED_THROUGH);
}

function commandFor(purpose: CandidateFor, task: string, to: string): DeskCommand {
  const reason = '-';
  if (purpose === 'transfer') return { do: 'transfer', task, to, reason };
  if (purpose === 'delegation') return { do: 'delegate', task, to, reason };
  return { do: 'consult', task, to, place: 'parallel', reason };
}

/** Whether nothing about the chosen person stands against it, were he here; what stands against the asker is his own. */
function mayChoose({ procedure, state, actor, context }: LawfulCaseFor, command: DeskCommand): boolean {
  const { member } = context.world;
  const present: World = {
    ...context.world,
    ...(member && {
      member: (person: string) => {
        const known = member(person);
        return known && { ...known, absent: false };
      },
    }),
  };
  const decision = decideDesk(procedure, state, { ...command, actor }, present);
  return !decision.refused || decision.unmet.every(({ at }) => at !== '/to');
}

function postsOf(index: OrganisationIndex, person: string, on: CivilDate): ReferralCandidate['posts'] {
  return postsHeld(index, person, on).map(({ post: { fills, title, unit } }) => {
    const unitTitle = entryOf(index.organisation.units, unit)?.title;
    return { post: fills, title, unit, ...(unitTitle !== undefined && { unitTitle }) };
  });
}

function deputiesOf(index: OrganisationIndex, person: string, on: CivilDate): readonly string[] {
  const { substitutions } = index.organisation;
  const standing = entriesOf(substitutions, index.substitutionsOf.get(person)).filter(
    ([, substitution]) => covers(substitution, on) && !isAbsent(index, substitution.deputy, on),
  );
  return [...new Set(standing.map(([, { deputy }]) => deputy))];
}
