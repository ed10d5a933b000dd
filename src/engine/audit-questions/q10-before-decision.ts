import { row, shown, type AnswerRow, type AuditQuestion, type Words } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';
import { peopleBehind, performedActs } from './case-facts.js';

type Mark = 'opened' | 'neverOpened' | 'arrivedAfter';

const MARKS: Readonly<Record<Mark, Words>> = {
  opened: { zh: '决定前打开过', en: 'opened before the decision' },
  neverOpened: { zh: '在案，决定人没有打开的记录', en: 'there, and never opened by who decided' },
  arrivedAfter: { zh: '决定之后才提交', en: 'came after the decision' },
};

/** What lay before whoever decided, and what he had opened of it. */
export const q10: AuditQuestion = {
  n: 10,
  question: {
    zh: '决定人决定时面前有哪些材料，打开过哪些',
    en: 'which materials were before the decision maker at that time, and which had he opened',
  },
  answer: (audited) => {
    const decides = new Set(audited.procedure.definition.decides);
    const decisions = performedActs(audited).filter(({ act }) => decides.has(act));
    return shown(
      decisions.flatMap((decision) => versions(audited, decision)),
      [
        {
          zh: '打开不等于阅读；纸质材料的查阅不在留痕范围内',
          en: 'to open is not to read; paper is not in the ledger',
        },
      ],
    );
  },
};

function versions(audited: AuditedCase, decision: AuditedRecord): readonly AnswerRow[] {
  return audited.records.flatMap((one) => {
    const { material } = one.event;
    if (material?.did !== 'filed') return [];
    const mark = markOf(audited, decision, one, material.version.sha256);
    const data = {
      decision: decision.record.seq,
      material: material.id,
      sha256: material.version.sha256,
      mark,
    };
    const { zh, en } = MARKS[mark];
    return [row(one, { zh: `材料 ${material.id}：${zh}`, en: `material ${material.id}: ${en}` }, { data })];
  });
}

function markOf(audited: AuditedCase, decision: AuditedRecord, filed: AuditedRecord, sha256: string): Mark {
  if (filed.record.seq > decision.record.seq) return 'arrivedAfter';
  const deciders = peopleBehind(decision);
  const opened = audited.records.some(
    ({ record, event: { material } }) =>
      record.seq < decision.record.seq &&
      material?.did === 'opened' &&
      material.sha256 === sha256 &&
      record.actor !== undefined &&
      deciders.includes(record.actor.person),
  );
  return opened ? 'opened' : 'neverOpened';
}
