import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase } from './audited-case.js';
import { performedActs } from './case-facts.js';

const RULE = '作出决定所依据的材料不得在决定后更换';

/** Versions of one material, and whether any came after the decision. */
export const q11: AuditQuestion = {
  n: 11,
  question: { zh: '材料事后是否被更换', en: 'was a material exchanged later' },
  answer: (audited) => concluded(exchanges(audited)),
};

function exchanges(audited: AuditedCase): readonly AnswerRow[] {
  const decides = new Set(audited.procedure.definition.decides);
  const decided = performedActs(audited).find(({ act }) => decides.has(act))?.record.seq;
  const known = new Map<string, readonly string[]>();
  return audited.records.flatMap((one) => {
    const { material } = one.event;
    if (material?.did !== 'filed') return [];
    const before = known.get(material.id) ?? [];
    const { sha256 } = material.version;
    known.set(material.id, [...before, sha256]);
    const nth = before.length + 1;
    const data = { material: material.id, version: nth, sha256, replaces: before.at(-1) ?? null };
    const say = { zh: `材料 ${material.id} 第 ${nth} 版`, en: `material ${material.id}, version ${nth}` };
    const late = nth > 1 && decided !== undefined && one.record.seq > decided && before.at(-1) !== sha256;
    return [late ? deviation(one, RULE, say, { data }) : row(one, say, { data })];
  });
}
