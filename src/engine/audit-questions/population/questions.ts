import type { Words } from '../audit-question.js';

/** The questions that auditors put to many cases at once, by number. */
export const POPULATION_QUESTIONS = {
  24: {
    zh: '谁查阅、导出过案件，工作时间以外有无集中查阅',
    en: 'who looked at or exported cases, and are there spikes outside working hours',
  },
  25: {
    zh: '谁变更过人员、规则、放假安排，其后七日内哪些案件与之相关',
    en: 'who changed roles, rules or holidays, and which cases followed within seven days',
  },
  26: {
    zh: '同类案件中各决定人的结果和时长',
    en: 'outcomes and durations by who decided, for like cases',
  },
  27: { zh: '有无不按先后办理', en: 'was the queue jumped' },
  28: { zh: '时间用在何处', en: 'where did the time go' },
} as const satisfies Readonly<Record<number, Words>>;

/** The number of one of them. */
export type PopulationQuestion = keyof typeof POPULATION_QUESTIONS;
