import type { PersonFacts } from '../organisation/standing.js';

/** Everything that can be asked for. The closed list that policies speak of; routes and use-cases declare one of them. */
export type PowerAction =
  // On a case
  | 'openCase'
  | 'performAct'
  | 'holdTask'
  | 'readCase'
  | 'readPersonal'
  | 'auditCase'
  | 'referCase'
  | 'answerReferral'
  | 'declareRecusal'
  | 'requestRecusal'
  | 'decideRecusal'
  | 'sealCase'
  | 'exportEvidence'
  // On the organisation and its accounts
  | 'readOrganisation'
  | 'changeStructure'
  | 'proposeGrant'
  | 'confirmGrant'
  | 'withdrawPower'
  | 'appointDeputy'
  | 'recordAbsence'
  | 'openAccount'
  | 'unlockAccount'
  // On the library, the clock of a simulation and the ledger
  | 'publishProcedure'
  | 'adoptCalendar'
  | 'advanceClock'
  | 'manageWebhooks'
  | 'requestRedaction'
  | 'approveRedaction'
  | 'readLedger';

/** 数据分级: what a field tells about somebody. */
export type DataClass = 'public' | 'internal' | 'personal' | 'sensitive';

/** One way in which the person may act: in a post of his own, for a principal, or as a party to the case. */
export interface CapacityFacts {
  readonly kind: 'own' | 'deputy' | 'party';
  /** The post as the definitions name it: `reviewer`, `head`, `supervisor`, `applicant` ... */
  readonly post: string;
  readonly rank?: string;
  /** Whether the organisation's post serves the unit and procedure of the case today (a party: is party to it). */
  readonly serves: boolean;
  /** Deputies: whether the substitution covers this procedure and act. Always true otherwise. */
  readonly inScope: boolean;
  /** Whether an open task of the case belongs to this post. */
  readonly holdsTask: boolean;
  /** Deputies: for whom. */
  readonly principal?: PersonFacts;
}

/** The case as powers see it. Persons by pseudonym. */
export interface CaseFacts {
  readonly status: 'open' | 'ended';
  readonly sealed: boolean;
  /** Posts of officers that the case's definition names. */
  readonly posts: readonly string[];
  readonly parties: readonly string[];
  /** Everybody who has acted in it, deputies and their principals alike. */
  readonly performers: readonly string[];
  /** Officers and experts to whom it was referred or copied: 委派, 加签, 传阅, 抄送. */
  readonly referred: readonly string[];
  /** Barred by 回避. */
  readonly recused: readonly string[];
  /** Barred from this capacity or act by the separation of duties, over the whole history and related cases. */
  readonly separated: readonly string[];
}

/** A question of power. What does not belong to the action is absent. */
export interface PowerQuestion {
  readonly action: PowerAction;
  readonly person: PersonFacts;
  /** A token's scopes: they narrow, never widen. Null: no narrowing. */
  readonly scopes: readonly string[] | null;
  readonly capacity?: CapacityFacts;
  /** The act and the posts that may perform it. For `holdTask`: the task's post alone. */
  readonly act?: { readonly name: string; readonly by: readonly string[] };
  readonly case?: CaseFacts;
  readonly dataClass?: DataClass;
  /** The person whom an administrative action concerns, and who proposed it; for `answerReferral` who was asked. */
  readonly concerned?: { readonly person?: string; readonly proposedBy?: string };
}

/** One policy that spoke, with what a refusal can show. */
export interface PolicyReason {
  readonly policy: string;
  readonly code: PowerRefusalCode;
  readonly say: { readonly zh: string; readonly en: string };
  readonly basis: readonly string[];
}

export type PowerRefusalCode =
  | 'power-missing'
  | 'account-not-active'
  | 'recused'
  | 'separation-of-duties'
  | 'own-matter'
  | 'administrator-on-case'
  | 'case-sealed'
  | 'scope-missing'
  | 'own-grant';

/** Forbidding policies always win. With neither permit nor forbid the answer is no, and `denials` is empty. */
export type PowerAnswer =
  | { readonly allowed: true; readonly policies: readonly string[] }
  | { readonly allowed: false; readonly denials: readonly PolicyReason[] };

/** Handed in: the engine has no policy language of its own. Pure: the same question gets the same answer. */
export interface PowerCheck {
  (question: PowerQuestion): PowerAnswer;
}
