import type { RecordActor } from '../audit/record.js';
import type { Actor } from '../case/command.js';
import type { CaseBars, Member } from '../case/world.js';
import type { CivilDate } from '../clock/time.js';
import { capacitiesOf } from '../organisation/capacities.js';
import { isSealed, recusedFrom } from '../organisation/case-bars.js';
import { holdersOf } from '../organisation/holders.js';
import type { OrganisationIndex } from '../organisation/organisation-index.js';
import { isAbsent, personFacts } from '../organisation/person-facts.js';
import type { Standing } from '../organisation/standing.js';
import type { PowerCheck } from '../powers/power-question.js';

/** Who could do what in a case at one moment. */
export interface Office {
  /** The person of a record as he stood to the case. */
  actor(recorded: RecordActor): Actor;
  readonly holders: (post: string) => Iterable<Actor>;
  member?(person: string): Member | undefined;
  readonly bars: CaseBars;
  readonly checkPower: PowerCheck;
}

/** The case as the organisation needs to know it. */
export interface OfficePlace {
  readonly caseId: string;
  readonly unit: string;
  readonly procedure: string;
  readonly related: Readonly<Record<string, readonly string[]>>;
}

/** What an office is made of. */
export interface OfficeSources {
  readonly index: OrganisationIndex;
  readonly checkPower: PowerCheck;
  /** Whether a 回避申请 bars the officer while it is pending, at this installation. */
  readonly requestBars: boolean;
  /** Who acted in the cases that this one is about, by relation and post, as far as they had acted then. Asking may throw CannotBeJudged. */
  readonly related: CaseBars['related'];
}

/** The office as an organisation has it on a day: the same reading of it by which the acts were decided. */
export function officeOf(
  { index, checkPower, requestBars, related }: OfficeSources,
  { caseId, unit, procedure }: OfficePlace,
  on: CivilDate,
): Office {
  const place = { unit, procedure, caseId, on };
  const recused = recusedFrom(index, caseId, { requestBars });
  const decided = requestBars ? recusedFrom(index, caseId, { requestBars: false }) : recused;
  const requested = recused.filter((person) => !decided.includes(person));
  const member = (person: string): Member | undefined => {
    const facts = personFacts(index, person, on);
    if (!facts) return undefined;
    const capacities = capacitiesOf(index, person, place);
    return {
      actor: { ...facts, scopes: null, signIn: 'bearer', capacities },
      absent: isAbsent(index, person, on),
    };
  };
  return {
    actor: (recorded) => actorOf(index, recorded, place),
    *holders(post) {
      for (const person of holdersOf(index, post, place)) {
        const found = member(person);
        if (found) yield found.actor;
      }
    },
    member,
    bars: {
      recused,
      ...(requested.length > 0 && { requested }),
      sealed: isSealed(index, caseId),
      related,
    },
    checkPower,
  };
}

/** The person of a record as he stood in a place: in no organisation, he is one of the public. */
export function actorOf(
  index: OrganisationIndex,
  { person, signIn = 'bearer', scopes, standing }: RecordActor,
  place: Parameters<typeof capacitiesOf>[2],
): Actor {
  const officer = personFacts(index, person, place.on);
  // A member of the public is in no organisation; his account's standing is on the record where it was not in order.
  const facts = officer ?? {
    person,
    standing: (standing ?? 'active') as Standing,
    kind: 'public' as const,
    administrator: [],
  };
  return {
    ...facts,
    scopes: scopes ?? null,
    signIn,
    capacities: officer ? capacitiesOf(index, person, place) : [],
  };
}
