import type { CivilDate } from '../../engine/clock/time.js';
import type { AdministratorRole, UnitParticulars } from '../../engine/organisation/organisation.js';

/** An organisation as its file says it: lists that an administrator can read and a spreadsheet can make. */
export interface OrganisationFile {
  readonly authority: string;
  /** From when on everything holds that names no period of its own. */
  readonly validFrom: CivilDate;
  /** The document on which everything rests that names none. */
  readonly basis: string;
  /** Every person in it is made up: they may be given accounts with passwords. */
  readonly invented?: boolean;
  readonly units: readonly UnitEntry[];
  readonly posts: readonly PostEntry[];
  readonly people: readonly PersonEntry[];
  readonly administrators: readonly AdministratorEntry[];
  readonly portfolios?: readonly PortfolioEntry[];
  readonly substitutions?: readonly SubstitutionEntry[];
  readonly absences?: readonly AbsenceEntry[];
  readonly assignments?: readonly AssignmentEntry[];
  readonly public?: readonly MemberOfThePublic[];
}

/** Without `from` from the first day of the file, without `to` open. */
export interface PeriodEntry {
  readonly from?: CivilDate;
  readonly to?: CivilDate;
}

/** Rests on a document: its own, or that of the file. */
export interface RestingEntry extends PeriodEntry {
  readonly basis?: string;
}

/** 机构. */
export interface UnitEntry extends PeriodEntry {
  readonly unit: string;
  readonly title: string;
  readonly parent?: string;
  readonly organ?: boolean;
  readonly serves?: readonly string[];
  readonly procedures?: readonly string[];
  readonly particulars?: UnitParticulars;
}

/** 岗位. */
export interface PostEntry extends PeriodEntry {
  readonly post: string;
  readonly title: string;
  readonly unit: string;
  readonly fills: string;
  readonly rank?: string;
  readonly byPortfolio?: boolean;
  readonly procedures?: readonly string[];
}

/** 人员: an officer or expert, with the posts he holds. */
export interface PersonEntry extends PeriodEntry {
  readonly person: string;
  readonly name: string;
  readonly kind?: 'officer' | 'expert';
  readonly unit?: string;
  readonly account?: string;
  readonly posts?: readonly (string | HeldPost)[];
}

/** 任职 with a period or a document of its own. */
export interface HeldPost extends RestingEntry {
  readonly post: string;
}

/** 三员. */
export interface AdministratorEntry extends RestingEntry {
  readonly person: string;
  readonly role: AdministratorRole;
}

/** 分管. */
export interface PortfolioEntry extends RestingEntry {
  readonly person: string;
  readonly units: readonly string[];
}

/** AB岗, 离岗委托. */
export interface SubstitutionEntry extends RestingEntry {
  readonly kind: 'standing' | 'leave';
  readonly principal: string;
  readonly deputy: string;
  readonly posts?: readonly string[];
  readonly procedures?: readonly string[];
  readonly acts?: readonly string[];
}

/** 离岗. */
export interface AbsenceEntry extends PeriodEntry {
  readonly person: string;
}

/** 审计任务. */
export interface AssignmentEntry extends RestingEntry {
  readonly person: string;
  readonly units?: readonly string[];
  readonly procedures?: readonly string[];
}

/** Somebody who files applications. */
export interface MemberOfThePublic {
  readonly person: string;
  readonly name: string;
  readonly account?: string;
}
