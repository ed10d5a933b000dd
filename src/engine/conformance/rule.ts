import type { CivilDate } from '../clock/time.js';
import type { Definition, Text } from '../law/definition.js';
import { provisionTexts } from '../law/provision-text.js';
import { basisList } from '../law/states.js';
import type { JudgedCase } from './judged-case.js';

/** What is read by people, in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

/**
 * What becomes of a rule in a case:
 *
 * - `complies` 符合: it applied and was kept;
 * - `deviates` 违反: it applied and was not kept, by the event named;
 * - `exempt` 豁免: it was not kept to the letter, and the lawful exception is on record;
 * - `notApplicable` 不适用: what calls for it never occurred;
 * - `undetermined` 无法判断: what it would take to judge is withheld or erased, or the duty is not due yet.
 */
export type Conformity = 'complies' | 'deviates' | 'exempt' | 'notApplicable' | 'undetermined';

/** What the table calls each conclusion. */
export const CONFORMITY_WORDS: Readonly<Record<Conformity, Words>> = {
  complies: { zh: '符合', en: 'complies' },
  deviates: { zh: '违反', en: 'deviates' },
  exempt: { zh: '豁免', en: 'exempt' },
  notApplicable: { zh: '不适用', en: 'not applicable' },
  undetermined: { zh: '无法判断', en: 'undetermined' },
};

/** Kinds of rules, with what the table calls them. */
export const RULE_KINDS = {
  history: { zh: '记录完整', en: 'history' },
  post: { zh: '法定主体', en: 'competent post' },
  order: { zh: '法定环节', en: 'order of acts' },
  input: { zh: '法定内容', en: 'required content' },
  requirement: { zh: '前置条件', en: 'precondition' },
  separation: { zh: '职责分离', en: 'separation of duties' },
  clockStates: { zh: '期限起止', en: 'clock begins and stops' },
  clockCount: { zh: '期限计算', en: 'count of the term' },
  clockKept: { zh: '期限遵守', en: 'term kept' },
  promise: { zh: '承诺期限', en: 'promised term' },
  extension: { zh: '期限延长', en: 'extension' },
  suspension: { zh: '中止计算', en: 'suspension' },
  lapse: { zh: '届满后果', en: 'consequence of a lapse' },
  documentOrder: { zh: '法定文书', en: 'mandatory document' },
  documentIssue: { zh: '文书签发', en: 'issue of a document' },
  documentService: { zh: '文书送达', en: 'service of a document' },
  serviceMode: { zh: '送达方式', en: 'mode of service' },
  material: { zh: '申请材料', en: 'material' },
  publication: { zh: '公开义务', en: 'publication' },
  signing: { zh: '会签票签', en: 'round of signatures' },
  work: { zh: '办件处置', en: 'handling of the work' },
  power: { zh: '权限', en: 'power' },
  field: { zh: '字段权限', en: 'power to fill in' },
  stream: { zh: '关联流程', en: 'beside the case' },
  consultation: { zh: '征求意见', en: 'consultation' },
  panel: { zh: '专家论证', en: 'panel of experts' },
  meeting: { zh: '集体讨论', en: 'meeting' },
  property: { zh: '程序底线', en: 'property of the procedure' },
} as const satisfies Readonly<Record<string, Words>>;

export type RuleKind = keyof typeof RULE_KINDS;

/** One occasion on which a rule applied. */
export interface Instance {
  readonly conclusion: Exclude<Conformity, 'notApplicable'>;
  /** Sequences of the records that satisfy or break it, or on which the judgement waits. */
  readonly seqs: readonly number[];
  /** The same in streams beside the case. */
  readonly beside?: readonly { readonly stream: string; readonly seq: number }[];
  /** Provisions beside those of the rule: a forum names its own. */
  readonly basis?: readonly string[];
  /** What the rule demands and what was done: days, names of the definition, numbers. Nothing personal. */
  readonly expected?: string;
  readonly actual?: string;
  readonly note?: Words;
  /** `undetermined` because it is not due: the last day on which it may still be done. */
  readonly until?: CivilDate;
}

/** One rule of a published version, and how a case is held against it. */
export interface Rule {
  /** Pointer into the definition, dotted: `acts.accept.requires.0`. Stable within a version. */
  readonly id: string;
  readonly kind: RuleKind;
  readonly title: Words;
  /** Provisions as the definition writes them: `许可法 32.1(4)`. */
  readonly basis: readonly string[];
  /** Every occasion on which it applied; none: not applicable. */
  readonly judge: (judged: JudgedCase) => readonly Instance[];
}

/** A text of the definition in both languages. */
export function wordsOf(text: Text): Words {
  return typeof text === 'string' ? { zh: text, en: text } : { zh: text.zh, en: text.en ?? text.zh };
}

/** The provisions as they are cited, with the law's full title. Rules of the house cite themselves. */
export function articlesOf(basis: readonly string[], law: Definition['law']): readonly string[] {
  const cited = provisionTexts(basis, law);
  return cited.length > 0 ? cited : basisList(basis);
}

/** Kept. */
export function complies(seq: number, more: Partial<Instance> = {}): Instance {
  return { conclusion: 'complies', seqs: [seq], ...more };
}

/** Not kept. */
export function deviates(seq: number, note: Words, more: Partial<Instance> = {}): Instance {
  return { conclusion: 'deviates', seqs: [seq], note, ...more };
}

/** Not to be told from what is at hand. */
export function undetermined(seq: number, note: Words, more: Partial<Instance> = {}): Instance {
  return { conclusion: 'undetermined', seqs: [seq], note, ...more };
}

/** Why a judgement is withheld that reads what the act said. */
export const INPUT_WITHHELD: Words = {
  zh: '本行为的内容未披露或者已经删除，无法据以判断',
  en: 'what the act said is withheld or erased, and the rule reads it',
};

/** Why a judgement is withheld that counts days. */
export const CALENDAR_MISSING: Words = {
  zh: '记录所指的日历不在所附材料之中，无法重新计算',
  en: 'the calendar that the record names is not at hand, so the term cannot be counted again',
};
