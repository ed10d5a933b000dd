import type { CivilDate } from '../clock/time.js';

/**
 * An authority's organisation, folded from its stream: plain JSON, people by pseudonym only, nothing ever removed.
 * Periods are civil days in the authority's zone; `to` is the last day, absent while open. `basis` names the document
 * on which an entry rests (任免文件, 委托书, 分工文件 ...).
 */
export interface Organisation {
  readonly authority: string;
  readonly units: Readonly<Record<string, Unit>>;
  readonly posts: Readonly<Record<string, Post>>;
  /** Officers and experts. Members of the public are no part of the organisation. */
  readonly people: Readonly<Record<string, Person>>;
  readonly appointments: Readonly<Record<string, Appointment>>;
  readonly portfolios: Readonly<Record<string, Portfolio>>;
  readonly substitutions: Readonly<Record<string, Substitution>>;
  readonly absences: Readonly<Record<string, Absence>>;
  readonly recusals: Readonly<Record<string, Recusal>>;
  readonly administrators: Readonly<Record<string, Administration>>;
  readonly assignments: Readonly<Record<string, AuditAssignment>>;
  /** 封存: sealed cases by case id. */
  readonly seals: Readonly<Record<string, Seal>>;
  /** Changes that waited or wait for a second administrator, by proposal id. */
  readonly proposals: Readonly<Record<string, Proposal>>;
}

/** A period of civil days, both ends counted. One that ends before it begins never was in force. */
export interface Period {
  readonly from: CivilDate;
  readonly to?: CivilDate;
}

/** 机构. Units form a tree. */
export interface Unit extends Period {
  readonly title: string;
  readonly parent?: string;
  /** 行政机关 or 被授权的组织: decides in its own name. Its posts serve the cases of all units below it. */
  readonly organ?: boolean;
  /** Units whose cases (with those of all units below) the posts of this unit serve, instead of the organ's own. */
  readonly serves?: readonly string[];
  /** Procedures that this unit is competent for (名称 of the definition). Cases are opened with such a unit. */
  readonly procedures?: readonly string[];
  /** What documents say of it; what a unit below an organ does not say, the organ says. */
  readonly particulars?: UnitParticulars;
}

/** What stands on the documents that go out in an organ's name. Nothing personal: it is in the record. */
export interface UnitParticulars {
  /** 机关代字, the beginning of every 文号. */
  readonly codeWord?: string;
  readonly address?: string;
  readonly phone?: string;
  /** 行政复议机关. */
  readonly reconsideration?: string;
  /** 管辖法院. */
  readonly court?: string;
  readonly website?: string;
  /** 专用印章的名称. */
  readonly specialSeal?: string;
}

/** 岗位: a place in a unit, to be held by appointment. */
export interface Post extends Period {
  readonly title: string;
  readonly unit: string;
  /** The post of the procedure definitions that its holder fills, such as `reviewer`. */
  readonly fills: string;
  /** 职级: `organ-head`, `government-head`, ... */
  readonly rank?: string;
  /** True: serves only the units of its holder's portfolio (分管). */
  readonly byPortfolio?: boolean;
  /** Only for these procedures. Absent: all. */
  readonly procedures?: readonly string[];
}

export interface Person extends Period {
  readonly kind: 'officer' | 'expert';
  /** The unit he belongs to. */
  readonly unit?: string;
  /** 停用, one after another: no power at all while one lasts. Also the time between leaving and coming back. */
  readonly suspensions?: readonly Period[];
}

/** 任职. */
export interface Appointment extends Period {
  readonly person: string;
  readonly post: string;
  readonly basis: string;
}

/** 分管: a leader's area of responsibility. */
export interface Portfolio extends Period {
  readonly person: string;
  readonly units: readonly string[];
  readonly basis: string;
}

/**
 * Another person acts in the principal's posts. `standing` (AB岗): on the days on which the principal is absent and the
 * deputy is not. `leave` (离岗委托): on every day of the period. Never passed on; never more than the principal has.
 */
export interface Substitution extends Period {
  readonly kind: 'standing' | 'leave';
  readonly principal: string;
  readonly deputy: string;
  /** Organisation posts of the principal that are covered. Absent: all that he holds by appointment. */
  readonly posts?: readonly string[];
  /** Only these procedures. Absent: all. */
  readonly procedures?: readonly string[];
  /** Only these acts. Absent: all. */
  readonly acts?: readonly string[];
  readonly basis: string;
}

/** 离岗 (leave, training, mission). No reason is kept. */
export interface Absence extends Period {
  readonly person: string;
}

/**
 * 回避 of one person in one case. Declared by himself: bars him at once. Requested by another: bars him while it is
 * pending if the installation says so (`recusalRequestBars`). Decided: bars him or not.
 */
export interface Recusal {
  readonly person: string;
  readonly case: string;
  readonly status: 'declared' | 'requested' | 'ordered' | 'rejected';
  /** Who declared or asked, by pseudonym. */
  readonly by: string;
  readonly on: CivilDate;
  readonly decidedBy?: string;
  readonly decidedOn?: CivilDate;
}

/** 三员: system 系统管理员, security 安全管理员, audit 审计管理员. */
export type AdministratorRole = 'system' | 'security' | 'audit';

export interface Administration extends Period {
  readonly person: string;
  readonly role: AdministratorRole;
  readonly basis: string;
}

/**
 * 审计任务: what an auditor may read, and how long. At least one of the three lists. With units and procedures: cases
 * of these units in these procedures. The listed cases come in addition.
 */
export interface AuditAssignment extends Period {
  readonly person: string;
  /** Cases of these units and all below. */
  readonly units?: readonly string[];
  readonly procedures?: readonly string[];
  readonly cases?: readonly string[];
  readonly basis: string;
}

/** In force until it is lifted. */
export interface Seal {
  readonly on: CivilDate;
  readonly by: string;
  readonly basis: string;
  readonly liftedOn?: CivilDate;
  readonly liftedBy?: string;
}

/** Waits until it is settled. */
export interface Proposal {
  readonly by: string;
  readonly on: CivilDate;
  /** SHA-256 of the canonical text of the proposed changes. */
  readonly digest: string;
  readonly changes: number;
  readonly settled?: true;
}

/** The organisation before anything has been recorded. */
export function emptyOrganisation(authority: string): Organisation {
  const none = {};
  return {
    authority,
    ...{ units: none, posts: none, people: none, appointments: none, portfolios: none, substitutions: none },
    ...{
      absences: none,
      recusals: none,
      administrators: none,
      assignments: none,
      seals: none,
      proposals: none,
    },
  };
}
