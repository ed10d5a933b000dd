import type {
  CapacityFacts,
  CaseFacts,
  PowerAction,
  PowerQuestion,
  PowerRefusalCode,
} from '../../src/engine/powers/power-question.js';

/** One row of the tables of workflows/powers/README.md. */
interface Rule {
  readonly actions: readonly PowerAction[] | 'all';
  /** Forbids only. */
  readonly code?: PowerRefusalCode;
  readonly holds: (question: PowerQuestion) => boolean;
}

export interface OracleAnswer {
  readonly allowed: boolean;
  /** Permits that hold. */
  readonly permits: readonly string[];
  /** Forbids that hold. */
  readonly forbids: readonly string[];
  readonly codes: ReadonlySet<PowerRefusalCode>;
}

const ON_A_CASE: readonly PowerAction[] = [
  ...(['openCase', 'performAct', 'holdTask', 'readCase', 'readPersonal'] as const),
  ...(['auditCase', 'exportEvidence', 'referCase', 'answerReferral'] as const),
  ...(['declareRecusal', 'requestRecusal', 'decideRecusal', 'sealCase'] as const),
];
const ACTING: readonly PowerAction[] = ['openCase', 'performAct', 'holdTask'];
const HEADS = ['organ-head', 'government-head'];

/** The case of a question about one. */
function theCase({ case: about }: PowerQuestion): CaseFacts {
  if (!about) throw new Error('the question is about no case');
  return about;
}

/** The person, and for a deputy his principal as well. */
function naturalPersons({ person, capacity }: PowerQuestion): readonly string[] {
  return capacity?.principal ? [person.person, capacity.principal.person] : [person.person];
}

function naturalMeets(question: PowerQuestion, people: readonly string[]): boolean {
  return naturalPersons(question).some((one) => people.includes(one));
}

function isParty(question: PowerQuestion): boolean {
  return theCase(question).parties.includes(question.person.person);
}

/** The capacity, if it is in a post of the organisation: his own, or a principal's. */
function office({ capacity }: PowerQuestion): CapacityFacts | undefined {
  return capacity?.kind === 'party' ? undefined : capacity;
}

/** Serves the case, and a deputy within the scope of his substitution. */
function within(capacity: CapacityFacts | undefined): capacity is CapacityFacts {
  if (!capacity?.serves) return false;
  return capacity.kind !== 'deputy' || capacity.inScope;
}

function actsAs(kind: CapacityFacts['kind'], { capacity, act }: PowerQuestion): boolean {
  if (capacity?.kind !== kind || !capacity.serves) return false;
  return act?.by.includes(capacity.post) ?? false;
}

function readsInPost(question: PowerQuestion): boolean {
  const capacity = office(question);
  return within(capacity) && theCase(question).posts.includes(capacity.post);
}

function supervises(question: PowerQuestion): boolean {
  const capacity = office(question);
  return within(capacity) && capacity.post === 'supervisor';
}

function audits({ capacity }: PowerQuestion): boolean {
  return capacity?.kind === 'own' && capacity.post === 'auditor' && capacity.serves;
}

function workedOn(question: PowerQuestion): boolean {
  return theCase(question).performers.includes(question.person.person);
}

function wasAsked(question: PowerQuestion): boolean {
  return theCase(question).referred.includes(question.person.person);
}

function isAdministrator({ person }: PowerQuestion): boolean {
  return person.administrator.length > 0;
}

/** The permits, row by row. */
export const PERMITS: Readonly<Record<string, Rule>> = {
  'act-in-own-post': { actions: ACTING, holds: (question) => actsAs('own', question) },
  'act-as-deputy': {
    actions: ACTING,
    holds: (question) => actsAs('deputy', question) && question.capacity?.inScope === true,
  },
  'act-as-party': { actions: ACTING, holds: (question) => actsAs('party', question) },
  'read-as-party': { actions: ['readCase', 'readPersonal'], holds: isParty },
  'read-own-work': { actions: ['readCase'], holds: workedOn },
  'read-in-post': { actions: ['readCase'], holds: readsInPost },
  'read-as-supervisor': { actions: ['readCase'], holds: supervises },
  'read-as-auditor': { actions: ['readCase'], holds: audits },
  'audit-case': {
    actions: ['auditCase'],
    holds: (question) => supervises(question) || audits(question),
  },
  'export-as-party': { actions: ['exportEvidence'], holds: isParty },
  'export-as-supervisor': { actions: ['exportEvidence'], holds: supervises },
  'export-as-auditor': { actions: ['exportEvidence'], holds: audits },
  'read-as-referred': { actions: ['readCase'], holds: wasAsked },
  'read-personal-in-post': {
    actions: ['readPersonal'],
    holds: (question) =>
      readsInPost(question) &&
      (question.dataClass === 'personal' ||
        (question.dataClass === 'sensitive' && question.capacity?.holdsTask === true)),
  },
  'read-personal-as-auditor': {
    actions: ['readPersonal'],
    holds: (question) => audits(question) && question.dataClass === 'personal',
  },
  'read-plain': {
    actions: ['readPersonal'],
    holds: (question) =>
      (question.dataClass === 'public' || question.dataClass === 'internal') &&
      [isParty, workedOn, wasAsked, readsInPost, supervises, audits].some((may) => may(question)),
  },
  'refer-in-post': {
    actions: ['referCase'],
    holds: (question) => readsInPost(question) && question.capacity?.holdsTask === true,
  },
  'refer-own-work': { actions: ['referCase'], holds: workedOn },
  'answer-referral': {
    actions: ['answerReferral'],
    holds: ({ person, concerned }) => concerned?.person === person.person,
  },
  'declare-recusal': {
    actions: ['declareRecusal'],
    holds: (question) => office(question)?.serves === true,
  },
  'request-recusal': { actions: ['requestRecusal'], holds: isParty },
  'decide-recusal': {
    actions: ['decideRecusal'],
    holds: (question) => {
      const capacity = office(question);
      return within(capacity) && HEADS.includes(capacity.rank ?? '');
    },
  },
  'seal-case': {
    actions: ['sealCase'],
    holds: ({ capacity }) =>
      capacity?.kind === 'own' && capacity.serves && HEADS.includes(capacity.rank ?? ''),
  },
  'read-organisation': {
    actions: ['readOrganisation'],
    holds: (question) =>
      question.person.kind === 'officer' || question.person.kind === 'expert' || isAdministrator(question),
  },
  'change-structure': {
    actions: ['changeStructure', 'openAccount', 'adoptCalendar', 'advanceClock', 'manageWebhooks'],
    holds: ({ person }) => person.administrator.includes('system'),
  },
  'propose-grant': {
    actions: ['proposeGrant'],
    holds: ({ person }) => person.administrator.includes('system'),
  },
  'confirm-grant': {
    actions: ['confirmGrant', 'unlockAccount', 'publishProcedure'],
    holds: ({ person }) => person.administrator.includes('security'),
  },
  'withdraw-power': {
    actions: ['withdrawPower'],
    holds: ({ person }) =>
      person.administrator.includes('system') || person.administrator.includes('security'),
  },
  'appoint-deputy': {
    actions: ['appointDeputy', 'recordAbsence'],
    holds: ({ person, concerned }) => person.kind === 'officer' && concerned?.person === person.person,
  },
  'request-redaction': {
    actions: ['requestRedaction'],
    holds: ({ person }) => person.administrator.includes('security'),
  },
  'approve-redaction': {
    actions: ['approveRedaction'],
    holds: ({ person, capacity }) =>
      person.administrator.includes('audit') ||
      (capacity?.kind === 'own' && capacity.serves && HEADS.includes(capacity.rank ?? '')),
  },
  'read-ledger': {
    actions: ['readLedger'],
    holds: (question) => question.person.administrator.includes('audit') || audits(question),
  },
};

/** The forbids, row by row. */
export const FORBIDS: Readonly<Record<string, Rule>> = {
  'account-not-active': {
    actions: 'all',
    code: 'account-not-active',
    holds: ({ person, capacity }) =>
      person.standing !== 'active' || (capacity?.principal?.standing ?? 'active') !== 'active',
  },
  recused: {
    actions: [
      ...(['performAct', 'holdTask', 'decideRecusal', 'sealCase', 'readPersonal', 'readCase'] as const),
      ...(['auditCase', 'exportEvidence', 'referCase', 'answerReferral'] as const),
    ],
    code: 'recused',
    holds: (question) => {
      const asParty = question.capacity ? question.capacity.kind === 'party' : isParty(question);
      return !asParty && naturalMeets(question, theCase(question).recused);
    },
  },
  separated: {
    actions: ['performAct', 'holdTask'],
    code: 'separation-of-duties',
    holds: (question) => naturalMeets(question, theCase(question).separated),
  },
  'own-matter': {
    actions: ['openCase', 'performAct', 'holdTask', 'decideRecusal', 'sealCase'],
    code: 'own-matter',
    holds: (question) => office(question) !== undefined && naturalMeets(question, theCase(question).parties),
  },
  'own-matter-referred': {
    actions: ['referCase', 'answerReferral'],
    code: 'own-matter',
    holds: (question) => naturalMeets(question, theCase(question).parties),
  },
  'own-recusal': {
    actions: ['decideRecusal'],
    code: 'own-matter',
    holds: (question) => naturalPersons(question).includes(question.concerned?.person ?? ''),
  },
  'administrator-on-case': {
    actions: ON_A_CASE,
    code: 'administrator-on-case',
    holds: (question) =>
      isAdministrator(question) || (question.capacity?.principal?.administrator.length ?? 0) > 0,
  },
  sealed: {
    actions: ON_A_CASE.filter((action) => action !== 'sealCase'),
    code: 'case-sealed',
    holds: (question) => theCase(question).sealed,
  },
  ended: {
    actions: ['performAct', 'holdTask'],
    code: 'power-missing',
    holds: (question) => theCase(question).status === 'ended',
  },
  scope: {
    actions: 'all',
    code: 'scope-missing',
    holds: ({ action, scopes, act }) => {
      if (scopes === null) return false;
      const byAct = (action === 'performAct' || action === 'openCase') && act;
      return !scopes.includes(action) && !(byAct && scopes.includes(`act:${byAct.name}`));
    },
  },
  'own-grant': {
    actions: ['proposeGrant', 'confirmGrant'],
    code: 'own-grant',
    holds: ({ person, concerned }) => concerned?.person === person.person,
  },
  'second-administrator': {
    actions: ['confirmGrant'],
    code: 'own-grant',
    holds: ({ person, concerned }) => concerned?.proposedBy === person.person,
  },
  'second-person-redaction': {
    actions: ['approveRedaction'],
    code: 'separation-of-duties',
    holds: ({ person, concerned }) => concerned?.proposedBy === person.person,
  },
};

/** What the rules say to a question: forbids always win, and what nothing permits is refused. */
export function oracle(question: PowerQuestion): OracleAnswer {
  const permits = holding(PERMITS, question);
  const forbids = holding(FORBIDS, question);
  const codes = forbids.flatMap((id) => FORBIDS[id]?.code ?? []);
  return { allowed: permits.length > 0 && forbids.length === 0, permits, forbids, codes: new Set(codes) };
}

function holding(rules: Readonly<Record<string, Rule>>, question: PowerQuestion): readonly string[] {
  return Object.entries(rules)
    .filter(([, { actions }]) => actions === 'all' || actions.includes(question.action))
    .filter(([, { holds }]) => holds(question))
    .map(([id]) => id)
    .toSorted();
}

/** An answer of the policies and one of the oracle, each in words that can be compared. */
export function verdictOf(answer: OracleAnswer): string {
  return answer.allowed ? `yes: ${answer.permits.join(', ')}` : `no: ${answer.forbids.join(', ')}`;
}
