import type { RecordActor } from '../../engine/audit/record.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Actor } from '../../engine/case/command.js';
import { today, type CaseBars, type Member } from '../../engine/case/world.js';
import { Defect } from '../../engine/defect.js';
import type { CivilDate } from '../../engine/clock/time.js';
import type { CasePlace } from '../../engine/organisation/capacity.js';
import { capacitiesOf } from '../../engine/organisation/capacities.js';
import { isSealed, recusedFrom } from '../../engine/organisation/case-bars.js';
import { candidates } from '../cases/candidates.js';
import { isAbsent, personFacts } from '../../engine/organisation/person-facts.js';
import type { PersonFacts } from '../../engine/organisation/standing.js';
import type { ActContext } from '../cases/act-context.js';
import type { SignedIn } from '../identity/signed-in.js';
import type { OrganisationSnapshot, Ports } from '../ports.js';

/** Who asks: what a request tells of the person behind it. His posts are the organisation's to say. */
export type Asker = Pick<SignedIn, 'person' | 'scopes' | 'signIn'>;

/** The person as the organisation knows him on a day; a member of the public as his account stands. */
export async function factsOf(
  ports: Pick<Ports, 'directory'>,
  snapshot: OrganisationSnapshot,
  person: string,
  on: CivilDate,
): Promise<PersonFacts> {
  const officer = personFacts(snapshot.index, person, on);
  if (officer) return officer;
  const known = await ports.directory.person(person);
  return { person, standing: known?.standing ?? 'ended', kind: 'public', administrator: [] };
}

/** The asker with every capacity in which he might act there. */
export async function actorFor(
  ports: Pick<Ports, 'directory'>,
  snapshot: OrganisationSnapshot,
  asker: Asker,
  place: CasePlace,
): Promise<Actor> {
  const facts = await factsOf(ports, snapshot, asker.person, place.on);
  const { scopes, signIn } = asker;
  const capacities = facts.kind === 'public' ? [] : capacitiesOf(snapshot.index, asker.person, place);
  return { ...facts, scopes, signIn, capacities };
}

/** Who is barred from a case, and who acted in the cases that it is about. */
export async function barsFor(
  ports: Pick<Ports, 'ledger' | 'recusalRequestBars'>,
  snapshot: OrganisationSnapshot,
  caseId: string,
  related: CaseState['related'],
): Promise<CaseBars> {
  const requestBars = ports.recusalRequestBars;
  const recused = recusedFrom(snapshot.index, caseId, { requestBars });
  const decided = requestBars ? recusedFrom(snapshot.index, caseId, { requestBars: false }) : recused;
  const requested = recused.filter((person) => !decided.includes(person));
  return {
    recused,
    ...(requested.length > 0 && { requested }),
    sealed: isSealed(snapshot.index, caseId),
    related: await relatedPerformers(ports, related),
  };
}

/** A person before a case: who he is there, in a world that knows who is barred from it. */
export async function underPowers(
  ports: Ports,
  context: ActContext,
  place: { readonly caseId: string; readonly state: CaseState },
  asker: Asker,
): Promise<{ readonly actor: Actor; readonly context: ActContext }> {
  const { caseId, state } = place;
  const where = { unit: state.unit, procedure: state.procedure, caseId, on: today(context.world) };
  const [actor, inside] = await Promise.all([
    actorFor(ports, context.organisation, asker, where),
    caseWorld(ports, context, caseId, state),
  ]);
  return { actor, context: inside };
}

/** The context of a case: it knows who is barred from it and who holds which post there. */
export async function caseWorld(
  ports: Pick<Ports, 'ledger' | 'recusalRequestBars'>,
  context: ActContext,
  caseId: string,
  { unit, procedure, related }: Pick<CaseState, 'unit' | 'procedure' | 'related'>,
): Promise<ActContext> {
  const { organisation, world } = context;
  const bars = await barsFor(ports, organisation, caseId, related);
  const place = { unit, procedure, caseId, on: today(world) };
  const holders = (post: string): Iterable<Actor> => candidates(organisation, post, place);
  const member = (person: string): Member | undefined => memberOf(organisation, person, place);
  return { ...context, world: { ...world, bars, holders, member } };
}

/** Somebody of the organisation as he stands to a case, whoever asks. */
function memberOf({ index }: OrganisationSnapshot, person: string, place: CasePlace): Member | undefined {
  const facts = personFacts(index, person, place.on);
  if (!facts) return undefined;
  const capacities = capacitiesOf(index, person, place);
  const actor = { ...facts, scopes: null, signIn: 'bearer', capacities };
  return { actor, absent: isAbsent(index, person, place.on) };
}

async function relatedPerformers(
  ports: Pick<Ports, 'ledger'>,
  related: CaseState['related'],
): Promise<CaseBars['related']> {
  const relations = Object.entries(related);
  if (relations.length === 0) return {};
  const found = relations.map(async ([relation, cases]) => {
    const performers = await Promise.all(cases.map((caseId) => performersOf(ports, caseId)));
    const merged: Record<string, readonly string[]> = {};
    for (const one of performers) {
      for (const [post, persons] of Object.entries(one)) {
        merged[post] = [...new Set([...(merged[post] ?? []), ...persons])];
      }
    }
    return [relation, merged] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}

async function performersOf(ports: Pick<Ports, 'ledger'>, caseId: string): Promise<CaseState['performers']> {
  const head = await ports.ledger.head(caseId);
  if (head?.kind !== 'case' || head.stateText === null)
    throw new Defect(`the related case ${caseId} is missing`);
  return (JSON.parse(head.stateText) as CaseState).performers;
}

/**
 * The actor as records name him; his post and principal as the decision took them. What narrowed his powers is there too:
 * whoever replays the history has no account to ask.
 */
export function recordActor(
  actor: Pick<Actor, 'person' | 'signIn'> & Partial<Pick<Actor, 'scopes' | 'kind' | 'standing'>>,
  power?: {
    readonly post?: string;
    readonly unit?: string;
    readonly onBehalfOf?: string;
    readonly substitution?: string;
  },
): RecordActor {
  const { post, unit, onBehalfOf, substitution } = power ?? {};
  return {
    person: actor.person,
    ...(post !== undefined && { post }),
    ...(unit !== undefined && { unit }),
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(substitution !== undefined && { delegation: substitution }),
    signIn: actor.signIn,
    ...(actor.scopes && { scopes: actor.scopes }),
    ...(actor.kind === 'public' &&
      actor.standing !== undefined &&
      actor.standing !== 'active' && { standing: actor.standing }),
  };
}
