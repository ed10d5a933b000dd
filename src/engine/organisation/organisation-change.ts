import type { CivilDate } from '../clock/time.js';
import type {
  Absence,
  Administration,
  Appointment,
  AuditAssignment,
  Person,
  Portfolio,
  Post,
  Proposal,
  Substitution,
  Unit,
} from './organisation.js';

/**
 * One change of the organisation: what happened, as data. Ids are given by the caller and never used twice; a `put` of
 * a known id changes it. `on` of whatever ends is the first day without it, so that a withdrawal counts the same day.
 */
export type OrganisationChange =
  | { readonly change: 'authority.named'; readonly authority: string }
  | { readonly change: 'unit.put'; readonly id: string; readonly unit: Unit }
  | { readonly change: 'unit.retired'; readonly id: string; readonly on: CivilDate }
  | { readonly change: 'post.put'; readonly id: string; readonly post: Post }
  | { readonly change: 'post.retired'; readonly id: string; readonly on: CivilDate }
  | { readonly change: 'person.put'; readonly id: string; readonly person: Person }
  | { readonly change: 'person.suspended'; readonly id: string; readonly on: CivilDate }
  /** 恢复: ends a suspension, or brings back a person who had ended, without any of the posts that he held. */
  | { readonly change: 'person.restored'; readonly id: string; readonly on: CivilDate }
  /** 注销: also ends everything that hangs on the person. */
  | { readonly change: 'person.ended'; readonly id: string; readonly on: CivilDate }
  | { readonly change: 'appointment.begun'; readonly id: string; readonly appointment: Appointment }
  | { readonly change: 'appointment.ended'; readonly id: string; readonly on: CivilDate }
  | { readonly change: 'portfolio.begun'; readonly id: string; readonly portfolio: Portfolio }
  | { readonly change: 'portfolio.ended'; readonly id: string; readonly on: CivilDate }
  | { readonly change: 'substitution.begun'; readonly id: string; readonly substitution: Substitution }
  | { readonly change: 'substitution.ended'; readonly id: string; readonly on: CivilDate }
  | { readonly change: 'absence.begun'; readonly id: string; readonly absence: Absence }
  | { readonly change: 'absence.ended'; readonly id: string; readonly on: CivilDate }
  | {
      readonly change: 'recusal.declared' | 'recusal.requested';
      readonly id: string;
      readonly person: string;
      readonly case: string;
      readonly by: string;
      readonly on: CivilDate;
    }
  | {
      readonly change: 'recusal.decided';
      readonly id: string;
      readonly ordered: boolean;
      readonly by: string;
      readonly on: CivilDate;
    }
  | { readonly change: 'administration.begun'; readonly id: string; readonly administration: Administration }
  | { readonly change: 'administration.ended'; readonly id: string; readonly on: CivilDate }
  | { readonly change: 'assignment.begun'; readonly id: string; readonly assignment: AuditAssignment }
  | { readonly change: 'assignment.ended'; readonly id: string; readonly on: CivilDate }
  | {
      readonly change: 'case.sealed';
      readonly case: string;
      readonly by: string;
      readonly on: CivilDate;
      readonly basis: string;
    }
  | { readonly change: 'case.unsealed'; readonly case: string; readonly by: string; readonly on: CivilDate }
  | { readonly change: 'proposal.made'; readonly id: string; readonly proposal: Proposal }
  | { readonly change: 'proposal.settled'; readonly id: string };

/** The changes of these names. */
export type ChangeNamed<Name extends OrganisationChange['change']> = Extract<
  OrganisationChange,
  { readonly change: Name }
>;

/** The changes by which what hangs on a person begins or ends. */
export type EntryChange =
  ChangeNamed<`${'appointment' | 'portfolio' | 'substitution' | 'absence' | 'administration' | 'assignment'}.${'begun' | 'ended'}`>;

/** Why a change cannot be made: a value for the person who asked, never an exception. */
export interface Conflict {
  /** Place in the list of changes that was asked for. */
  readonly index: number;
  readonly code: ConflictCode;
  readonly say: { readonly zh: string; readonly en: string };
  /** The provision or the rule of the house that it rests on. */
  readonly basis: readonly string[];
}

export type ConflictCode =
  | 'id-not-allowed'
  | 'unknown-unit'
  | 'unknown-post'
  | 'unknown-person'
  | 'unknown-entry'
  | 'id-used'
  | 'unit-cycle'
  | 'not-in-force'
  | 'unit-in-use'
  | 'post-in-use'
  | 'person-in-use'
  | 'standing-not-by-put'
  | 'period-reversed'
  | 'period-overlaps'
  | 'person-not-active'
  | 'not-an-officer'
  | 'not-suspended'
  | 'already-ended'
  | 'backdated'
  | 'nothing-covered'
  | 'own-deputy'
  | 'substitution-cycle'
  | 'substitution-chain'
  | 'substitution-gains-power'
  | 'deputy-of-other-organ'
  | 'administrators-exclude-each-other'
  | 'last-administrator'
  | 'administrator-holds-post'
  | 'recusal-pending'
  | 'declared-for-another'
  | 'decides-own-recusal'
  | 'already-sealed'
  | 'not-sealed';
