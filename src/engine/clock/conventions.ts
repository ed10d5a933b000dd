/**
 * The sixteen questions of computing a period that statutes leave open or answer differently
 * (民法典 200-204; 行政许可法 82; local rules). Each is a named setting; the first value is the safe default.
 * A definition may set them for all its clocks, a clock for itself; the installation gives the rest.
 */
export interface Conventions {
  /** 1. 民法典 201: the opening day is not counted, unless a rule says 自当日起 (710号令, 资阳). */
  readonly startDay: 'excluded' | 'included';
  /** 2. Which days are working days: the notice calendar, or with the local calendar laid over it. */
  readonly workingDays: 'notice' | 'noticeAndLocal';
  /** 3. 民法典 203: a calendar-day, month or year period ending on a rest day ends on the next working day. */
  readonly restDayEnd: 'roll' | 'none';
  /** 4. A fixed date (每年1月31日前) never rolls. */
  readonly fixedDate: 'never' | 'roll';
  /** 5. Backward terms (七日前): clear days, or on or before the counted day. */
  readonly backward: 'clearDays' | 'onOrBefore';
  /** 6. A backward term that ends on a rest day is due on the last working day before, or on the day itself. */
  readonly backwardOnRestDay: 'lastWorkingDayBefore' | 'sameDay';
  /** 7. Excluded interval: both end days excluded, or the day of resumption counted again. */
  readonly excludedInterval: 'bothEndsExcluded' | 'resumeDayCounted';
  /** 8. An extension continues from the original due day. */
  readonly extension: 'fromOriginalDueDay';
  /** 9. A minimum duration is over on the day after the n-th day, or rolls when the n-th is a rest day. */
  readonly minimum: 'dayAfter' | 'rollForward';
  /** 10. Online submission on a rest day: received at confirmation, or on the next working day. */
  readonly receiptOnRestDay: 'confirmation' | 'nextWorkingDay';
  /** 11. 许可法 32.1(4): deemed acceptance takes effect on the day the materials were received. */
  readonly deemedAcceptance: 'receiptDay';
  /** 12. A month period whose opening day counts ends the day before the corresponding day. */
  readonly monthWithStartDay: 'dayBeforeCorresponding';
  /** 13. 民法典 202: a month without the corresponding day ends on its last day. */
  readonly missingDay: 'lastDayOfMonth';
  /** 14. A day in a year without a notice makes the deadline provisional, or is refused. */
  readonly unknownYear: 'provisional' | 'refuse';
  /** 15. A promised term (承诺期限) is tracked beside the statutory one; its breach is another kind. */
  readonly promisedTerm: 'trackedBeside';
  /** 16. A rule changed in mid-case: the version is frozen when the case opens, or migrated on record. */
  readonly ruleChange: 'frozen' | 'migrateOnRecord';
}

/** The safe defaults (law.md §5.2). */
export const SAFE_CONVENTIONS: Conventions = {
  startDay: 'excluded',
  workingDays: 'notice',
  restDayEnd: 'roll',
  fixedDate: 'never',
  backward: 'clearDays',
  backwardOnRestDay: 'lastWorkingDayBefore',
  excludedInterval: 'bothEndsExcluded',
  extension: 'fromOriginalDueDay',
  minimum: 'dayAfter',
  receiptOnRestDay: 'confirmation',
  deemedAcceptance: 'receiptDay',
  monthWithStartDay: 'dayBeforeCorresponding',
  missingDay: 'lastDayOfMonth',
  unknownYear: 'provisional',
  promisedTerm: 'trackedBeside',
  ruleChange: 'frozen',
};
