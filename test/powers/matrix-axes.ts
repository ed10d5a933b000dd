import { officerPosts } from '../../src/engine/case/power/power.js';
import { topLevelStates } from '../../src/engine/law/states.js';
import type { Definition, StateDefinition } from '../../src/engine/law/definition.js';
import type { PersonFacts } from '../../src/engine/organisation/standing.js';
import type {
  CapacityFacts,
  DataClass,
  PowerAction,
  PowerQuestion,
} from '../../src/engine/powers/power-question.js';

/** A kind of actor: who he is, how he acts, and what his token narrows. */
export interface ActorKind {
  readonly name: string;
  readonly person: PersonFacts;
  readonly scopes: readonly string[] | null;
  readonly capacity?: Omit<CapacityFacts, 'holdsTask'>;
}

/** Whether the actor (self) and his principal stand in the lists of the case. */
export interface Relation {
  readonly name: string;
  readonly parties: readonly string[];
  readonly performers: readonly string[];
  readonly referred: readonly string[];
  readonly recused: readonly string[];
  readonly separated: readonly string[];
}

/** Something to be asked for. */
export interface Wish {
  readonly action: PowerAction;
  readonly act?: { readonly name: string; readonly by: readonly string[] };
  readonly concerned?: NonNullable<PowerQuestion['concerned']>;
}

/** Where a case stands: a leaf of the statechart, sealed or not. */
export interface Standpoint {
  readonly state: string;
  readonly status: 'open' | 'ended';
  readonly sealed: boolean;
  /** Posts with an open task there. */
  readonly waitsFor: readonly string[];
}

export const CLASSES: readonly DataClass[] = ['public', 'internal', 'personal', 'sensitive'];

const SELF = 'o-self';
const PRINCIPAL = 'o-principal';
const OTHER = 'o-other';

const officer: PersonFacts = { person: SELF, standing: 'active', kind: 'officer', administrator: [] };
const citizen: PersonFacts = { person: SELF, standing: 'active', kind: 'public', administrator: [] };
const away: PersonFacts = { ...officer, person: PRINCIPAL };

const own = (post: string, rank?: string) =>
  ({ kind: 'own', post, serves: true, inScope: true, ...(rank !== undefined && { rank }) }) as const;
const party = (post: string) => ({ kind: 'party', post, serves: true, inScope: true }) as const;
const deputy = (of: ReturnType<typeof own>, principal: PersonFacts = away) =>
  ({ ...of, kind: 'deputy', principal }) as const;

/** More than the twenty kinds that the house promises; every post of the definition is held by somebody. */
export function actorKinds(definition: Definition): readonly ActorKind[] {
  const head = own('head', 'organ-head');
  const kind = (
    name: string,
    person: PersonFacts,
    capacity?: ActorKind['capacity'],
    scopes: readonly string[] | null = null,
  ): ActorKind => ({ name, person, scopes, ...(capacity && { capacity }) });
  const partyPosts = Object.keys(definition.posts).filter((post) => definition.posts[post]?.kind === 'party');
  return [
    ...officerPosts(definition).map((post) => kind(`holder of ${post}`, officer, own(post))),
    ...partyPosts.map((post) => kind(post, citizen, party(post))),
    kind('stranger', citizen),
    kind('suspended applicant', { ...citizen, standing: 'suspended' }, party('applicant')),
    kind('ended applicant', { ...citizen, standing: 'ended' }, party('applicant')),
    kind('applicant of another case', citizen, { ...party('applicant'), serves: false }),
    kind('officer who applies', officer, party('applicant')),
    // No such capacity can arise; the rules must hold even so.
    kind('party in the post of an officer', officer, party('reviewer')),
    kind('party in the post of a supervisor', officer, party('supervisor')),
    kind('party in the post of an auditor', officer, party('auditor')),
    kind('party with the rank of a head', officer, { ...party('head'), rank: 'organ-head' }),
    kind('officer in a post that is called as a party is', officer, own('applicant')),
    kind('officer without a post', officer),
    kind('reviewer elsewhere', officer, { ...own('reviewer'), serves: false }),
    kind('suspended reviewer', { ...officer, standing: 'suspended' }, own('reviewer')),
    kind('ended reviewer', { ...officer, standing: 'ended' }, own('reviewer')),
    kind('deputy at the window', officer, deputy(own('window'))),
    kind('deputy at the window out of scope', officer, { ...deputy(own('window')), inScope: false }),
    kind('deputy in scope', officer, deputy(own('reviewer'))),
    kind('deputy out of scope', officer, { ...deputy(own('reviewer')), inScope: false }),
    kind('deputy elsewhere', officer, { ...deputy(own('reviewer')), serves: false }),
    kind('suspended deputy', { ...officer, standing: 'suspended' }, deputy(own('reviewer'))),
    kind(
      'deputy of a suspended principal',
      officer,
      deputy(own('reviewer'), { ...away, standing: 'suspended' }),
    ),
    kind('deputy of an ended principal', officer, deputy(own('reviewer'), { ...away, standing: 'ended' })),
    kind(
      'deputy of an administrator',
      officer,
      deputy(own('reviewer'), { ...away, administrator: ['system'] }),
    ),
    kind('head', officer, head),
    kind('head elsewhere', officer, { ...head, serves: false }),
    kind('deputy head', officer, own('head', 'organ-deputy-head')),
    kind('deputy of the head', officer, deputy(head)),
    kind('deputy of the head out of scope', officer, { ...deputy(head), inScope: false }),
    kind('government head', officer, own('governmentHead', 'government-head')),
    kind('suspended head', { ...officer, standing: 'suspended' }, head),
    kind('supervisor', officer, own('supervisor')),
    kind('supervisor elsewhere', officer, { ...own('supervisor'), serves: false }),
    kind('deputy of the supervisor', officer, deputy(own('supervisor'))),
    kind('deputy of the supervisor out of scope', officer, { ...deputy(own('supervisor')), inScope: false }),
    kind('auditor with an assignment', officer, own('auditor')),
    kind('auditor without an assignment', officer, { ...own('auditor'), serves: false }),
    kind('deputy of an auditor', officer, deputy(own('auditor'))),
    kind('expert', { ...officer, kind: 'expert' }, own('expert')),
    kind('council member', officer, own('member')),
    kind('system administrator', { ...officer, administrator: ['system'] }),
    kind('security administrator', { ...officer, administrator: ['security'] }),
    kind('audit administrator', { ...officer, administrator: ['audit'] }),
    kind('suspended system administrator', { ...officer, standing: 'suspended', administrator: ['system'] }),
    kind('administrator from outside', { ...citizen, administrator: ['audit'] }),
    kind('two administrators in one', { ...officer, administrator: ['system', 'security'] }),
    kind('administrator who reviews', { ...officer, administrator: ['security'] }, own('reviewer')),
    kind('administrator who applies', { ...citizen, administrator: ['audit'] }, party('applicant')),
    kind('administrator who audits', { ...officer, administrator: ['audit'] }, own('auditor')),
    kind('token for nothing', officer, own('window'), []),
    kind('token for reading', officer, own('window'), ['readCase']),
    kind('token for acts', officer, own('window'), ['performAct', 'readCase']),
    kind('token for one act', officer, own('window'), ['act:accept']),
    kind('token for filing', citizen, party('applicant'), ['act:receive', 'openCase']),
    kind('token for recusals of the head', officer, head, ['decideRecusal', 'sealCase', 'declareRecusal']),
    kind('token of the system administrator', { ...officer, administrator: ['system'] }, undefined, [
      'changeStructure',
      'act:proposeGrant',
    ]),
    kind('token of a personal reader', officer, own('reviewer'), ['readPersonal', 'holdTask']),
  ];
}

/** Each relation once for the person, once for his principal, and in the combinations that could hide one another. */
export const RELATIONS: readonly Relation[] = [
  relation('none', {}),
  relation('others in every list', everyList([OTHER])),
  relation('party', { parties: [SELF] }),
  relation('one party of several', { parties: [OTHER, SELF] }),
  relation('performer', { performers: [OTHER, SELF] }),
  relation('party and performer', { parties: [SELF], performers: [SELF] }),
  relation('recused', { recused: [SELF] }),
  relation('recused performer', { recused: [OTHER, SELF], performers: [SELF] }),
  relation('recused party', { recused: [SELF], parties: [SELF] }),
  relation('separated', { separated: [SELF], performers: [SELF] }),
  relation('separated and recused', { separated: [SELF], recused: [SELF] }),
  relation('principal is a party', { parties: [PRINCIPAL] }),
  relation('principal is a performer', { performers: [PRINCIPAL] }),
  relation('principal is recused', { recused: [PRINCIPAL] }),
  relation('principal is separated', { separated: [PRINCIPAL] }),
  relation('party whose principal is recused', { parties: [SELF], recused: [PRINCIPAL] }),
  relation('asked', { referred: [OTHER, SELF] }),
  relation('asked, recused since', { referred: [SELF], recused: [SELF] }),
  relation('principal was asked', { referred: [PRINCIPAL] }),
  relation('everything at once', everyList([SELF, PRINCIPAL, OTHER])),
];

function relation(name: string, lists: Partial<Omit<Relation, 'name'>>): Relation {
  return { name, parties: [], performers: [], referred: [], recused: [], separated: [], ...lists };
}

function everyList(people: readonly string[]): Omit<Relation, 'name'> {
  return { parties: people, performers: people, referred: people, recused: people, separated: people };
}

/** Every action; acts and tasks once for each that the definition has, the others once for each person concerned. */
export function wishes(definition: Definition): readonly Wish[] {
  const acts = Object.entries(definition.acts).map(([name, { by, opens }]): Wish => {
    const act = { name, by: typeof by === 'string' ? [by] : by };
    return { action: opens ? 'openCase' : 'performAct', act };
  });
  const waitedFor = new Set(standpoints(definition).flatMap(({ waitsFor }) => waitsFor));
  const tasks = [...waitedFor].map((post): Wish => ({ action: 'holdTask', act: { name: post, by: [post] } }));
  const plain: readonly PowerAction[] = [
    ...([
      'readCase',
      'readPersonal',
      'auditCase',
      'exportEvidence',
      'referCase',
      'declareRecusal',
      'requestRecusal',
      'sealCase',
    ] as const),
    ...(['readOrganisation', 'changeStructure', 'withdrawPower', 'openAccount', 'unlockAccount'] as const),
    ...(['publishProcedure', 'adoptCalendar', 'advanceClock', 'manageWebhooks', 'readLedger'] as const),
    'requestRedaction',
  ];
  const people = [SELF, PRINCIPAL, OTHER];
  return [
    ...acts,
    ...tasks,
    ...plain.map((action): Wish => ({ action })),
    ...people.map((person): Wish => ({ action: 'decideRecusal', concerned: { person } })),
    ...people.map((person): Wish => ({ action: 'answerReferral', concerned: { person } })),
    ...(['proposeGrant', 'appointDeputy', 'recordAbsence'] as const).flatMap((action): readonly Wish[] => [
      { action },
      { action, concerned: {} },
      ...people.map((person) => ({ action, concerned: { person } })),
    ]),
    ...[SELF, OTHER].flatMap((proposedBy): readonly Wish[] => [
      { action: 'approveRedaction', concerned: { proposedBy } },
      { action: 'confirmGrant', concerned: { proposedBy } },
      ...people.map((person): Wish => ({ action: 'confirmGrant', concerned: { person, proposedBy } })),
    ]),
  ];
}

/** Every leaf of the statechart, sealed and not. */
export function standpoints(definition: Definition): readonly Standpoint[] {
  const leaves = topLevelStates(definition).flatMap(([name, state]) => leavesOf(name, state, [], true));
  return leaves.flatMap((leaf) => [
    { ...leaf, sealed: false },
    { ...leaf, sealed: true },
  ]);
}

function leavesOf(
  path: string,
  state: StateDefinition,
  outer: readonly string[],
  top: boolean,
): readonly Omit<Standpoint, 'sealed'>[] {
  const waitsFor = [...outer, ...(state.tasks ?? []).map(({ post }) => post)];
  const children = Object.entries(state.states ?? {});
  if (children.length > 0) {
    return children.flatMap(([name, child]) => leavesOf(`${path}.${name}`, child, waitsFor, false));
  }
  // The case ends with a final state at the top; a final state inside is only the end of a duty.
  return [{ state: path, status: top && state.type === 'final' ? 'ended' : 'open', waitsFor }];
}

/** The question of one cell. */
export function questionOf(
  definition: Definition,
  actor: ActorKind,
  related: Relation,
  wish: Wish,
  at: { readonly status: 'open' | 'ended'; readonly sealed: boolean; readonly holdsTask: boolean },
  dataClass: DataClass | undefined,
): PowerQuestion {
  const { person, scopes, capacity } = actor;
  // Whoever has no principal stands in no relation by him.
  const there = (people: readonly string[]) =>
    people.filter((one) => one !== PRINCIPAL || capacity?.principal);
  const { status, sealed, holdsTask } = at;
  const posts = officerPosts(definition);
  return {
    action: wish.action,
    person,
    scopes,
    ...(capacity && { capacity: { ...capacity, holdsTask } }),
    ...(wish.act && { act: wish.act }),
    ...(isOnCase(wish.action) && {
      case: {
        ...{ status, sealed, posts },
        ...{ parties: there(related.parties), performers: there(related.performers) },
        referred: there(related.referred),
        ...{ recused: there(related.recused), separated: there(related.separated) },
      },
    }),
    ...(dataClass && { dataClass }),
    ...(wish.concerned && { concerned: wish.concerned }),
  };
}

/** Whether an action is about a case; all others are about the authority. */
export function isOnCase(action: PowerAction): boolean {
  return /Case$|Act$|Task$|Personal$|Evidence$|Recusal$|Referral$/.test(action);
}
