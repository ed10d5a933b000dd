import { anyPower, type PowerPlace } from '../../engine/case/power/any-power.js';
import type { CaseBars } from '../../engine/case/world.js';
import type { CapacityFacts, DataClass, PolicyReason } from '../../engine/powers/power-question.js';

/** A case before a person: all that reading powers may depend on. */
export type ReadablePlace = PowerPlace;

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
  return anyPower(place, 'readCase');
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
  return anyPower(place, 'readPersonal', { dataClass });
}
