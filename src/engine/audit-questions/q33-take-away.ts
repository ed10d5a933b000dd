import { row, shown, type AuditQuestion } from './audit-question.js';

/** 自行核验: what is in the bundle, and the fingerprint that it must have. */
export const q33: AuditQuestion = {
  n: 33,
  question: { zh: '能否带走并在没有贵方的情况下核验', en: 'can I take it away and check it without you' },
  answer: ({ records, procedure, calendars, organisations }) => {
    const last = records.at(-1);
    if (!last) return shown([]);
    const needed = new Set(records.flatMap(({ record }) => record.cal?.sha256 ?? []));
    const missing = [...needed].filter((digest) => !calendars.has(digest)).length;
    const data = {
      records: records.length,
      fingerprint: last.leaf.sha256,
      definition: procedure.digest.sha256,
      calendars: calendars.size,
      organisations: organisations.size,
    };
    const say = {
      zh: `可以：导出证据包，用 duecourse verify 离线核验；末条指纹 ${last.leaf.sha256}`,
      en: `yes: export the evidence bundle and check it with duecourse verify; last leaf ${last.leaf.sha256}`,
    };
    const absent = { zh: `${missing} 份日历未能取得`, en: `${missing} calendars are not at hand` };
    return shown([row(last, say, { data })], missing > 0 ? [absent] : []);
  },
};
