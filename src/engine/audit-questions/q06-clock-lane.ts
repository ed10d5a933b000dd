import { extensionRule } from '../case/clock-question.js';
import type { ClockChange } from '../case/case-event.js';
import {
  concluded,
  deviation,
  row,
  type AnswerRow,
  type AuditQuestion,
  type Words,
} from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';
import { articlesOf, wordsOf } from './case-facts.js';

const ACTIONS: Readonly<Record<ClockChange['action'], Words>> = {
  start: { zh: '起算', en: 'started' },
  pause: { zh: '中止计算', en: 'suspended' },
  resume: { zh: '恢复计算', en: 'resumed' },
  extend: { zh: '延长', en: 'extended' },
  interrupt: { zh: '中断（重新起算）', en: 'started anew' },
  stop: { zh: '办结停止', en: 'stopped' },
  lapse: { zh: '届满', en: 'ran out' },
  break: { zh: '承诺期限届满', en: 'the promised term ran out' },
  recompute: { zh: '依新日历重算', en: 'recomputed under a new calendar' },
};

/** Every change of every clock, and who approved what. */
export const q06: AuditQuestion = {
  n: 6,
  question: {
    zh: '期限何时起算、中止、延长，依据何理由，由谁批准',
    en: 'when did the clocks run, rest and grow longer; on what ground; who approved',
  },
  answer: (audited) =>
    concluded(
      audited.records.flatMap((one) =>
        (one.event.clocks ?? []).map((change) => change_(audited, one, change)),
      ),
    ),
};

function change_(audited: AuditedCase, one: AuditedRecord, change: ClockChange): AnswerRow {
  const { definition } = audited.procedure;
  const clock = definition.clocks[change.id];
  const title = wordsOf(clock?.title, change.id);
  const action = ACTIONS[change.action];
  const { person = null, onBehalfOf } = one.record.actor ?? {};
  const data = {
    ...{ clock: change.id, action: change.action, on: change.on, by: person },
    ...(onBehalfOf !== undefined && { onBehalfOf }),
    ...(change.ground !== undefined && { ground: change.ground }),
    ...(change.by && { term: change.by }),
    ...(change.dueOn && { dueOn: change.dueOn }),
  };
  const ground = change.ground === undefined ? '' : `（${change.ground}）`;
  const say = { zh: `${title.zh}${action.zh}${ground}`, en: `${title.en} ${action.en}${ground}` };
  const articles = articlesOf(definition, ruleOf(audited, one, change));
  const approved = clock && change.action === 'extend' ? approver(audited, one, change.id) : undefined;
  if (approved === undefined || approved === one.event.post) return row(one, say, { articles, data });
  const post = wordsOf(definition.posts[approved]?.title, approved).zh;
  return deviation(one, `${title.zh}的延长由${post}批准`, say, { articles, data });
}

function approver({ procedure }: AuditedCase, { before }: AuditedRecord, clock: string): string | undefined {
  const declared = procedure.definition.clocks[clock];
  const run = before?.clocks[clock];
  return declared && run && extensionRule(declared, run)?.approvedBy;
}

function ruleOf({ procedure }: AuditedCase, { before }: AuditedRecord, { id, action }: ClockChange) {
  const declared = procedure.definition.clocks[id];
  const run = before?.clocks[id];
  if (action === 'pause' || action === 'resume') return declared?.suspend?.basis ?? declared?.basis;
  if (action === 'extend') return declared && run && extensionRule(declared, run)?.basis;
  return action === 'lapse' ? declared?.onLapse?.basis : declared?.basis;
}
