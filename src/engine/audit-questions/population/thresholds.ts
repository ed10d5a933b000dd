/**
 * 审计提示的界限: from when on auditors are shown something as a pattern. No law sets them; an authority writes its own in
 * `workflows/audit/thresholds.yaml`, and every answer names those that it was made with.
 */
export interface AuditThresholds {
  /** Below this many cases nobody is compared with anybody, and no pattern is seen. */
  readonly fewestCases: number;
  /** Working days before the end of a limit within which its suspension is looked at. */
  readonly suspendedNearWorkingDays: number;
  /** Calendar days after which a record is late. */
  readonly lateAfterDays: number;
  /** Part of limits that end on their last day, above which that is a pattern. */
  readonly lastDayShare: number;
  /** Cases looked at by one person on one day outside working hours from which on it is a spike. */
  readonly readOutsideHours: number;
  /** Calendar days after a change of rules within which cases are laid beside it. */
  readonly casesAfterChangeDays: number;
}
