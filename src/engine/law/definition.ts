import type { ClockKind, Term } from '../clock/deadline.js';
import type { Conventions } from '../clock/conventions.js';
import type { CivilDate } from '../clock/time.js';
import type { Basis, FactValue, Feel, InputDefinition, Requirement, Text } from './definition-words.js';
import type { DocumentDefinition, OutwardDefinition, ServiceDefinition } from './document-definition.js';
import type { PropertyDefinition } from './property-definition.js';
import type { GuideDefinition, PublicationDefinition, StageDefinition } from './public-definition.js';
import type { AppliedOverlay } from './overlay/applied-overlay.js';
import type { StreamDefinition } from './stream-definition.js';
import type { MaterialDefinition, SigningDefinition, WorkDefinition } from './work-definition.js';

export type { Basis, FactValue, Feel, InputDefinition, Requirement, Text } from './definition-words.js';
export type { DocumentDefinition } from './document-definition.js';
export type { PropertyDefinition } from './property-definition.js';

/**
 * A procedure definition, language version 1, as it stands after parsing and linking: plain JSON, complete,
 * content-addressed. Its behaviour is all in it: guards are FEEL expressions, effects are the closed
 * vocabulary of `ActDefinition`, `ClockDefinition` and `StateDefinition`.
 */
export interface Definition {
  readonly language: 1;
  /** Kebab-case name, unique in a library: `administrative-licence`. */
  readonly procedure: string;
  readonly title: Text;
  readonly inForceFrom: CivilDate;
  /** Every abbreviation that a `basis` may use. */
  readonly law: Readonly<Record<string, LawReference>>;
  readonly conventions?: Partial<Conventions>;
  readonly posts: Readonly<Record<string, PostDefinition>>;
  /** Cases that a case of this procedure may be about, named when it is opened. */
  readonly relations?: Readonly<Record<string, RelationDefinition>>;
  readonly facts: Readonly<Record<string, FactDefinition>>;
  readonly milestones: Readonly<Record<string, MilestoneDefinition>>;
  readonly clocks: Readonly<Record<string, ClockDefinition>>;
  readonly documents: Readonly<Record<string, DocumentDefinition>>;
  /** What every document with an addressee says, beside its own fields. */
  readonly outward?: OutwardDefinition;
  /** 会签、或签、依次、票签: rounds of signatures that tasks may be. */
  readonly signings?: Readonly<Record<string, SigningDefinition>>;
  /** What goes on beside the case: drafts, consultations, panels of experts, meetings. */
  readonly streams?: Readonly<Record<string, StreamDefinition>>;
  /** 挂起、作废、改派: what may be done with the work, by whom and why. What is not here cannot be done. */
  readonly work?: WorkDefinition;
  /** 表单: fields that are filled in over the course of the case, by name, as JSON Schema. Guards do not read them. */
  readonly form?: Readonly<Record<string, InputDefinition>>;
  /** 材料目录: what an applicant must bring. */
  readonly materials?: Readonly<Record<string, MaterialDefinition>>;
  /** 送达方式, by name. */
  readonly service?: Readonly<Record<string, ServiceDefinition>>;
  /** What the law wants public. */
  readonly publications?: Readonly<Record<string, PublicationDefinition>>;
  readonly guide?: GuideDefinition;
  /** 办件进度: stages that the public is told of, in order. */
  readonly progress?: readonly StageDefinition[];
  readonly acts: Readonly<Record<string, ActDefinition>>;
  readonly states: StatesDefinition;
  /** The acts that decide the case: what a forecast looks for. */
  readonly decides?: readonly string[];
  readonly properties?: Readonly<Record<string, PropertyDefinition>>;
  /** Fragments that were linked in, with the digest of each: `{ hearing: { fragment, digest } }`. */
  readonly linked?: Readonly<Record<string, { readonly fragment: string; readonly digest: string }>>;
  /** Local rules laid over the procedure, from the highest level to the lowest. */
  readonly overlays?: readonly AppliedOverlay[];
}

export interface LawReference {
  readonly title: string;
  readonly number?: string;
  readonly amended?: CivilDate;
  readonly url?: string;
}

export interface PostDefinition {
  readonly title: Text;
  /** Rank that the law asks for: `organ-head`, `government-head`, ... Shown and checked by approvals. */
  readonly rank?: string;
  /** `organ`: held in the organisation. `party`: held by a person's relation to the case (applicant, licensee). */
  readonly kind?: 'organ' | 'party';
  /** Posts whose performer may not be the same natural person: in this case, or in a case that it is about. */
  readonly distinctFrom?: readonly DistinctPost[];
  readonly basis?: Basis;
}

/** A post of this case, or of the cases that stand in the relation `in` to it (713号令 36: across cases and years). */
export type DistinctPost = string | { readonly post: string; readonly in: string };

/** 关联案件: `evaluates`, `amends` ... */
export interface RelationDefinition {
  readonly title: Text;
  /** Procedure of the other case. Absent: any. */
  readonly procedure?: string;
  readonly basis: Basis;
}

/** Facts are the only thing guards read, and never personal: no free text. */
export interface FactDefinition {
  readonly type: 'boolean' | 'integer' | 'date' | 'enum';
  readonly title: Text;
  /** For `enum`. */
  readonly values?: readonly string[];
  /** Value when the case opens; default: false, 0, null, first value. */
  readonly initial?: FactValue;
  readonly basis: Basis;
}

/** A legal day of the case: received, accepted, decided, served ... */
export interface MilestoneDefinition {
  readonly title: Text;
  readonly basis: Basis;
}

export interface ClockDefinition {
  readonly title: Text;
  readonly kind: ClockKind;
  readonly term?: Term;
  /** 承诺期限: shorter than `term`, tracked beside it; its breach is another kind. */
  readonly promised?: Term;
  /** The milestone whose day starts the count (ceiling, floor), is the appointed day (lead) or the day itself (fixed). */
  readonly from: string;
  /** Forward clocks counted in the applicant's disfavour etc.: settings that differ from the definition's. */
  readonly conventions?: Partial<Conventions>;
  readonly basis: Basis;
  /** Other terms by fact; the first whose `when` holds when the clock starts is taken, and stays. */
  readonly alternatives?: readonly ClockAlternative[];
  readonly extend?: ExtensionRule;
  readonly suspend?: SuspensionRule;
  /** 中断: this clock starts anew when the named act is performed. */
  readonly interrupt?: { readonly basis: Basis };
  /** Required for ceiling and fixed. Floors and leads do not lapse. */
  readonly onLapse?: LapseRule;
}

export interface ClockAlternative {
  readonly when: Feel;
  readonly term: Term;
  readonly promised?: Term;
  readonly extend?: ExtensionRule;
  readonly basis: Basis;
}

export interface ExtensionRule {
  readonly by: Term;
  readonly times: number;
  /** The post whose act extends. */
  readonly approvedBy: string;
  readonly serve?: string;
  readonly basis: Basis;
}

export interface SuspensionRule {
  /** Closed list. */
  readonly grounds: readonly string[];
  readonly serve?: string;
  readonly basis: Basis;
}

/**
 * What the law makes of silence. `deem` sends `deemed.<name>` to the statechart; `breach` records a breach and
 * sends `lapsed.<clock>` if some state listens; `end` sends `lapsed.<clock>`, which must be handled (a right is
 * lost, a waiting ends). Exactly one of the three.
 */
export interface LapseRule {
  readonly deem?: string;
  readonly breach?: Text;
  readonly end?: Text;
  /** The legal day of the consequence: the clock's start day, its last day, or the day after it (default). */
  readonly effective?: 'from' | 'dueDay' | 'dayAfter';
  /** Milestones that get the effective day. */
  readonly records?: string | readonly string[];
  readonly sets?: Readonly<Record<string, Feel | boolean | number>>;
  readonly serve?: string;
  readonly basis: Basis;
}

export interface ActDefinition {
  readonly title: Text;
  /** Past-tense event that the act records: `case.accepted`. */
  readonly event: string;
  readonly by: string | readonly string[];
  readonly basis: Basis;
  /**
   * This act opens a case: its `records` and `sets` are applied, then the initial state is entered. It need not
   * stand in any `on`; when the initial state listens to it, that transition is taken as well.
   */
  readonly opens?: boolean;
  readonly requires?: readonly Requirement[];
  /** JSON-Schema properties by name; all required unless `optional: true`. `personal` values go to parts only. */
  readonly input?: Readonly<Record<string, InputDefinition>>;
  /** `declared`: the act may have happened on an earlier day, given as `occurredOn`. Default `today`. */
  readonly occurs?: 'today' | 'declared';
  /**
   * Milestones that get the act's day, or the day of an expression over the act's scope and `on` (the act's own
   * legal day). An expression that gives null records nothing.
   */
  readonly records?: string | readonly string[] | Readonly<Record<string, Feel>>;
  /** Facts that change: FEEL (string) or literal (boolean, number). */
  readonly sets?: Readonly<Record<string, Feel | boolean | number>>;
  readonly serve?: string | readonly string[];
  readonly extends?: string;
  readonly suspends?: { readonly clock: string; readonly ground: Feel };
  /** Ends the open suspension of this clock; with `ground`, only the one on that ground. */
  readonly resumes?: string | { readonly clock: string; readonly ground: Feel };
  readonly interrupts?: string;
  /** Acts of this case whose performer may not perform this one: who asks does not approve. */
  readonly separateFrom?: readonly string[];
  /** Party post whose holders the command names (`parties`) and who join the case by this act (许可法 36). */
  readonly joins?: string;
  /** Of an opening act: the relation in which the case that it opens must stand to another case. */
  readonly relates?: string;
  /** The law wants this duty made public: 公开, with its own clock where there is one. */
  readonly publishes?: boolean;
  /** The round of signatures that this act signs in. Its input has `stance`. */
  readonly signs?: string;
  /** 退回: leads back; what it opens comes back to whoever did it last. */
  readonly returns?: boolean;
  /** 拿回: takes back this act: only by who performed it, and only while nobody has signed for what it opened. */
  readonly takesBack?: string;
  /** 个别审议: never as one of many in a batch. */
  readonly individual?: boolean;
  /** 传阅: posts whose holders are given the case to read when the act is done. Nobody waits for them. */
  readonly circulates?: string | readonly string[];
}

export interface StatesDefinition {
  readonly initial: string;
  readonly [state: string]: StateDefinition | string;
}

export interface StateDefinition {
  readonly title: Text;
  readonly basis: Basis;
  readonly type?: 'parallel' | 'final';
  /** Final states: what became of the case. */
  readonly outcome?: string;
  /** Clocks that run while this state is active. */
  readonly clocks?: readonly string[];
  readonly tasks?: readonly TaskDefinition[];
  /** By act name, `deemed.<name>`, `lapsed.<clock>`. `stay` keeps the state. */
  readonly on?: Readonly<Record<string, Transition | readonly Transition[]>>;
  readonly always?: readonly GuardedTarget[];
  readonly onDone?: Transition;
  readonly initial?: string;
  readonly states?: Readonly<Record<string, StateDefinition>>;
}

export type Transition = string | GuardedTarget;

export interface GuardedTarget {
  /** A state of the same level, `.child`, an absolute `#a.b.c`, or `stay`. */
  readonly target: string;
  readonly when?: Feel;
  /** Default: the act's or clock's own basis. Mandatory on `always` and `onDone`. */
  readonly basis?: Basis;
}

export interface TaskDefinition {
  readonly post: string;
  readonly acts: readonly string[];
  readonly title?: Text;
  /** The clock that this task is measured by, for the inbox. */
  readonly clock?: string;
  readonly basis?: Basis;
  /** The round of signatures that the task is: it opens with the task, `passed.<signing>` or `failed.<signing>` ends it. */
  readonly signing?: string;
  /** 字段权限: what its holder may do with fields of the form while it is open; others stay readable. */
  readonly fields?: Readonly<Record<string, 'hidden' | 'writable' | 'required'>>;
}
