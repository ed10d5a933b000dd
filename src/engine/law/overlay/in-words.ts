import type { Conventions } from '../../clock/conventions.js';
import type { ClockKind, Term, TermUnit } from '../../clock/deadline.js';

/** Chinese and English of the same words. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

const UNITS: Readonly<Record<TermUnit, Words>> = {
  workingDay: { zh: '个工作日', en: 'working day' },
  calendarDay: { zh: '日', en: 'calendar day' },
  month: { zh: '个月', en: 'month' },
  year: { zh: '年', en: 'year' },
  hour: { zh: '小时', en: 'hour' },
};

/** `20个工作日`, `20 working days`. */
export function termWords({ n, unit }: Term): Words {
  const { zh, en } = UNITS[unit];
  return { zh: `${n}${zh}`, en: `${n} ${en}${n === 1 ? '' : 's'}` };
}

const LIMITS: Readonly<Record<ClockKind, Words>> = {
  ceiling: { zh: '不超过', en: 'at most ' },
  floor: { zh: '不少于', en: 'at least ' },
  lead: { zh: '提前不少于', en: 'ahead by at least ' },
  fixed: { zh: '', en: '' },
};

/** `不少于30日`, `at least 30 calendar days`. */
export function limitWords(kind: ClockKind, term: Term | undefined): Words {
  if (!term) return { zh: '以当日为限', en: 'the day itself' };
  const [limit, length] = [LIMITS[kind], termWords(term)];
  return { zh: limit.zh + length.zh, en: limit.en + length.en };
}

const CONVENTIONS: { readonly [K in keyof Conventions]?: Readonly<Record<string, Words>> } = {
  startDay: {
    excluded: { zh: '起算当日不计入', en: 'the opening day is not counted' },
    included: { zh: '起算当日计入', en: 'the opening day is counted' },
  },
  workingDays: {
    notice: { zh: '按国务院通知确定工作日', en: 'working days by the national notices' },
    noticeAndLocal: { zh: '工作日另扣除地方节日', en: 'local holidays are no working days either' },
  },
  restDayEnd: {
    roll: { zh: '届满日为休息日的顺延', en: 'an end on a rest day rolls to the next working day' },
    none: { zh: '届满日为休息日的不顺延', en: 'an end on a rest day does not roll' },
  },
  fixedDate: {
    never: { zh: '固定日期不顺延', en: 'a fixed day does not roll' },
    roll: { zh: '固定日期遇休息日顺延', en: 'a fixed day rolls over a rest day' },
  },
  backward: {
    clearDays: { zh: '倒算须为足日', en: 'clear days, counted backward' },
    onOrBefore: { zh: '倒算含当日', en: 'on or before the day counted back to' },
  },
  backwardOnRestDay: {
    lastWorkingDayBefore: {
      zh: '倒算遇休息日提前',
      en: 'backward over a rest day to the working day before',
    },
    sameDay: { zh: '倒算遇休息日不变', en: 'backward on a rest day stays' },
  },
  excludedInterval: {
    bothEndsExcluded: { zh: '除外时间首尾两日均不计', en: 'neither end day of an excluded interval counts' },
    resumeDayCounted: { zh: '恢复当日计入', en: 'the day of resumption counts' },
  },
  minimum: {
    dayAfter: { zh: '满期次日即可进行', en: 'over on the day after the last' },
    rollForward: { zh: '满期遇休息日顺延', en: 'rolls when the last day is a rest day' },
  },
  receiptOnRestDay: {
    confirmation: { zh: '休息日网上提交以确认时为准', en: 'received at confirmation on a rest day' },
    nextWorkingDay: { zh: '休息日网上提交视为次一工作日收到', en: 'received on the next working day' },
  },
};

/** The answer of a convention, as a clause. */
export function conventionWords(name: keyof Conventions, value: string): Words {
  return CONVENTIONS[name]?.[value] ?? { zh: `${name}: ${value}`, en: `${name}: ${value}` };
}
