import { caseFacts, officeFacts, personFactsOf } from '../../engine/case/power.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Actor } from '../../engine/case/command.js';
import type { CaseBars, World } from '../../engine/case/world.js';
import type { Definition } from '../../engine/law/definition.js';
import { missingPower } from '../../engine/powers/missing-power.js';
import type {
  CapacityFacts,
  DataClass,
  PolicyReason,
  PowerQuestion,
} from '../../engine/powers/power-question.js';

/** A case before a person: all that reading powers may depend on. */
export interface ReadablePlace {
  readonly definition: Definition;
  readonly state: CaseState;
  readonly actor: Actor;
  readonly world: Pick<World, 'checkPower' | 'bars'>;
}

/** Why somebody may read, or everything that stands against it. */
export type ReadingPower =
  | { readonly allowed: true; readonly capacity?: CapacityFacts; readonly policies: readonly string[] }
  | { readonly allowed: false; readonly denials: readonly PolicyReason[] };

/** Whether the person may know of the case: in a post that serves it, or as himself (party, by his own work). */
export function mayRead(place: ReadablePlace): boolean {
  return powerToRead(place).allowed;
}

/** By which policies he may know of the case, or what stands against it. */
export function powerToRead(place: ReadablePlace): ReadingPower {
  return readingPower(place, 'readCase');
}

/**
 * Whether he would know of the case if it were not for 回避, a seal or his token's scopes. Such a person is told what
 * stands against an act of his; to anybody else there is no such case.
 */
export function wouldKnow({ actor, ...place }: ReadablePlace): boolean {
  const bars: CaseBars = { related: {}, ...place.world.bars, recused: [], sealed: false };
  return mayRead({ ...place, actor: { ...actor, scopes: null }, world: { ...place.world, bars } });
}

/**
 * Whether an attempt of this person belongs into the case's stream, and its refusal before his eyes: he may know of the
 * case, or would if it were not for what bars him; then that is all that he is to learn of it. Undefined: to him there
 * is no such case.
 */
export function readingOfAttempt(place: ReadablePlace): ReadingPower | undefined {
  const power = powerToRead(place);
  return power.allowed || wouldKnow(place) ? power : undefined;
}

/** Whether he is party to the case: then nothing in it is hidden from him. */
export function isParty({ state, actor }: Pick<ReadablePlace, 'state' | 'actor'>): boolean {
  return Object.values(state.parties).some((persons) => persons.includes(actor.person));
}

/** Whether he may see, for a reason given, what fields of a class say. */
export function mayReadClass(place: ReadablePlace, dataClass: DataClass): ReadingPower {
  return readingPower(place, 'readPersonal', dataClass);
}

/** Asks for each capacity that serves the case, then for the person himself. */
function readingPower(
  { definition, state, actor, world }: ReadablePlace,
  action: 'readCase' | 'readPersonal',
  dataClass?: DataClass,
): ReadingPower {
  const question: PowerQuestion = {
    action,
    person: personFactsOf(actor),
    scopes: actor.scopes,
    case: caseFacts(definition, state, [], world.bars),
    ...(dataClass && { dataClass }),
  };
  const held = new Set(Object.values(state.tasks).map(({ post }) => post));
  const serving = actor.capacities.filter(({ serves }) => serves);
  // What a substitution is for limits acts; to act, a deputy must know the case.
  const offices = serving.map((one) => ({
    ...officeFacts(one, '', held.has(one.post)),
    ...readingScopeOf(one),
  }));
  let denials: readonly PolicyReason[] | undefined;
  for (const capacity of [...offices, undefined]) {
    const answer = world.checkPower({ ...question, ...(capacity && { capacity }) });
    if (answer.allowed) return { allowed: true, policies: answer.policies, ...(capacity && { capacity }) };
    // What forbids says more than that a post has no such power.
    if (answer.denials.length > 0) denials ??= answer.denials;
  }
  return { allowed: false, denials: denials ?? [missingPower(action)] };
}

function readingScopeOf({ deputy }: Actor['capacities'][number]): Pick<CapacityFacts, 'inScope'> {
  return { inScope: deputy?.inScope ?? true };
}
