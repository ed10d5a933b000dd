import { entryOf } from './entries.js';
import type { OrganisationChange } from './organisation-change.js';
import type { Organisation, Person, Portfolio, Post, Recusal, Substitution, Unit } from './organisation.js';

/** Ids by what they hang on. */
export type IdsBy = ReadonlyMap<string, readonly string[]>;

/** An organisation made ready for questions: built once for each snapshot, then answers in time that does not grow with it. */
export interface OrganisationIndex {
  readonly organisation: Organisation;
  /** Units below a unit, one level. */
  readonly childrenOf: IdsBy;
  /** Units by the procedures that they are competent for. */
  readonly unitsCompetentFor: IdsBy;
  /** Units that serve a unit by name, by that unit. */
  readonly unitsServing: IdsBy;
  readonly postsIn: IdsBy;
  /** Posts by unit and word: see `postKey`. */
  readonly postsInFilling: IdsBy;
  /** Posts by the word that procedure definitions use. */
  readonly postsFilling: IdsBy;
  /** People by the unit that they belong to. */
  readonly membersOf: IdsBy;
  readonly appointmentsOf: IdsBy;
  readonly appointmentsTo: IdsBy;
  readonly portfoliosOf: IdsBy;
  /** Portfolios by the units that they name. */
  readonly portfoliosOver: IdsBy;
  /** Substitutions by principal. */
  readonly substitutionsOf: IdsBy;
  /** Substitutions by deputy. */
  readonly substitutionsBy: IdsBy;
  readonly absencesOf: IdsBy;
  readonly administrationsOf: IdsBy;
  readonly assignmentsOf: IdsBy;
  /** Recusals by person. */
  readonly recusalsOf: IdsBy;
  /** Recusals by case. */
  readonly recusalsIn: IdsBy;
}

/** An index that grows with its organisation, change by change. */
export type GrowingIndex = {
  -readonly [K in keyof OrganisationIndex]: OrganisationIndex[K] extends IdsBy
    ? Map<string, string[]>
    : OrganisationIndex[K];
};

/** The key of `postsInFilling`. */
export function postKey(unit: string, fills: string): string {
  return `${unit}\n${fills}`;
}

/** Builds the index. */
export function indexOrganisation(organisation: Organisation): OrganisationIndex {
  return growingIndex(organisation);
}

/** Builds an index to which `track` adds. The organisation itself is never changed. */
export function growingIndex(organisation: Organisation): GrowingIndex {
  const index = emptyIndex(organisation);
  each(organisation.units, (id, unit) => relateUnit(index, id, unit, add));
  each(organisation.posts, (id, post) => relatePost(index, id, post, add));
  each(organisation.people, (id, person) => relatePerson(index, id, person, add));
  each(organisation.appointments, (id, appointment) => {
    add(index.appointmentsOf, appointment.person, id);
    add(index.appointmentsTo, appointment.post, id);
  });
  each(organisation.portfolios, (id, portfolio) => relatePortfolio(index, id, portfolio));
  each(organisation.substitutions, (id, substitution) => relateSubstitution(index, id, substitution));
  each(organisation.absences, (id, { person }) => add(index.absencesOf, person, id));
  each(organisation.administrators, (id, { person }) => add(index.administrationsOf, person, id));
  each(organisation.assignments, (id, { person }) => add(index.assignmentsOf, person, id));
  each(organisation.recusals, (id, recusal) => relateRecusal(index, id, recusal));
  return index;
}

/** Adds what a change relates anew. To be called with the organisation as it was before the change. */
export function track(index: GrowingIndex, change: OrganisationChange, before: Organisation): void {
  switch (change.change) {
    case 'unit.put':
      return retrack(index, change.id, entryOf(before.units, change.id), change.unit, relateUnit);
    case 'post.put':
      return retrack(index, change.id, entryOf(before.posts, change.id), change.post, relatePost);
    case 'person.put':
      return retrack(index, change.id, entryOf(before.people, change.id), change.person, relatePerson);
    case 'appointment.begun':
      add(index.appointmentsOf, change.appointment.person, change.id);
      return add(index.appointmentsTo, change.appointment.post, change.id);
    case 'portfolio.begun':
      return relatePortfolio(index, change.id, change.portfolio);
    case 'substitution.begun':
      return relateSubstitution(index, change.id, change.substitution);
    case 'absence.begun':
      return add(index.absencesOf, change.absence.person, change.id);
    case 'administration.begun':
      return add(index.administrationsOf, change.administration.person, change.id);
    case 'assignment.begun':
      return add(index.assignmentsOf, change.assignment.person, change.id);
    case 'recusal.declared':
    case 'recusal.requested':
      return relateRecusal(index, change.id, change);
    case 'authority.named':
    case 'unit.retired':
    case 'post.retired':
    case 'person.suspended':
    case 'person.restored':
    case 'person.ended':
    case 'appointment.ended':
    case 'portfolio.ended':
    case 'substitution.ended':
    case 'absence.ended':
    case 'administration.ended':
    case 'assignment.ended':
    case 'recusal.decided':
    case 'case.sealed':
    case 'case.unsealed':
    case 'proposal.made':
    case 'proposal.settled':
      // Everything else changes entries where they stand: what they hang on stays.
      return;
  }
}

type Write = (ids: Map<string, string[]>, key: string, id: string) => void;
type Relate<T> = (index: GrowingIndex, id: string, entry: T, write: Write) => void;

function retrack<T>(
  index: GrowingIndex,
  id: string,
  before: T | undefined,
  after: T,
  relate: Relate<T>,
): void {
  if (before !== undefined) relate(index, id, before, drop);
  relate(index, id, after, add);
}

function add(ids: Map<string, string[]>, key: string, id: string): void {
  const known = ids.get(key);
  if (known) known.push(id);
  else ids.set(key, [id]);
}

function drop(ids: Map<string, string[]>, key: string, id: string): void {
  ids.set(
    key,
    (ids.get(key) ?? []).filter((known) => known !== id),
  );
}

function relateUnit(index: GrowingIndex, id: string, unit: Unit, write: Write): void {
  if (unit.parent !== undefined) write(index.childrenOf, unit.parent, id);
  for (const procedure of new Set(unit.procedures)) write(index.unitsCompetentFor, procedure, id);
  for (const served of new Set(unit.serves)) write(index.unitsServing, served, id);
}

function relatePost(index: GrowingIndex, id: string, post: Post, write: Write): void {
  write(index.postsIn, post.unit, id);
  write(index.postsFilling, post.fills, id);
  write(index.postsInFilling, postKey(post.unit, post.fills), id);
}

function relatePerson(index: GrowingIndex, id: string, person: Person, write: Write): void {
  if (person.unit !== undefined) write(index.membersOf, person.unit, id);
}

function relatePortfolio(index: GrowingIndex, id: string, portfolio: Portfolio): void {
  add(index.portfoliosOf, portfolio.person, id);
  for (const unit of new Set(portfolio.units)) add(index.portfoliosOver, unit, id);
}

function relateSubstitution(index: GrowingIndex, id: string, substitution: Substitution): void {
  add(index.substitutionsOf, substitution.principal, id);
  add(index.substitutionsBy, substitution.deputy, id);
}

function relateRecusal(index: GrowingIndex, id: string, recusal: Pick<Recusal, 'person' | 'case'>): void {
  add(index.recusalsOf, recusal.person, id);
  add(index.recusalsIn, recusal.case, id);
}

function each<T>(entries: Readonly<Record<string, T>>, visit: (id: string, entry: T) => void): void {
  for (const [id, entry] of Object.entries(entries)) visit(id, entry);
}

function emptyIndex(organisation: Organisation): GrowingIndex {
  const none = (): Map<string, string[]> => new Map();
  return {
    organisation,
    childrenOf: none(),
    unitsCompetentFor: none(),
    unitsServing: none(),
    postsIn: none(),
    postsInFilling: none(),
    postsFilling: none(),
    membersOf: none(),
    appointmentsOf: none(),
    appointmentsTo: none(),
    portfoliosOf: none(),
    portfoliosOver: none(),
    substitutionsOf: none(),
    substitutionsBy: none(),
    absencesOf: none(),
    administrationsOf: none(),
    assignmentsOf: none(),
    recusalsOf: none(),
    recusalsIn: none(),
  };
}
