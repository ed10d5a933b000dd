import type { CivilDate } from '../clock/time.js';
import type { PersonFacts } from './standing.js';

/** An organisation post in which a person may act. */
export interface Capacity {
  /** As the definitions name it. */
  readonly post: string;
  /** The unit to which the organisation's post belongs. */
  readonly unit?: string;
  readonly rank?: string;
  /** Whether that post serves the case's unit and procedure. */
  readonly serves: boolean;
  /** Deputies: for whom, by which substitution, for which acts (absent: all), and whether it covers the procedure. */
  readonly deputy?: {
    readonly principal: PersonFacts;
    readonly substitution: string;
    readonly acts?: readonly string[];
    readonly inScope: boolean;
  };
}

/** A place in which a person may act: a case (without an id while it is being opened) on a day. */
export interface CasePlace {
  readonly unit: string;
  readonly procedure: string;
  readonly caseId?: string;
  readonly on: CivilDate;
}

/** The post whose holder serves what an audit assignment names, not what his unit serves; nobody stands in for him. */
export const AUDITOR = 'auditor';
