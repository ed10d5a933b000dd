import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase } from './audited-case.js';

const ONE = '一个案件适用立案时的一个版本';
const IN_FORCE = '适用立案之日有效的版本';
const NEWEST = '适用立案之日有效的最新版本';

/** The version of the procedure that applied. */
export const q16: AuditQuestion = {
  n: 16,
  question: {
    zh: '适用哪一版本的程序，当时是否有效，是否应当适用更新的版本',
    en: 'which version of the rules applied, was it in force, and was a newer one due',
  },
  answer: (audited) => {
    const [first] = audited.records;
    if (!first) return concluded([]);
    const known = audited.versions.some(({ sha256 }) => sha256 === first.record.def?.sha256);
    const unknown = known
      ? []
      : [{ zh: '所适用的版本不在程序库中', en: 'the version is not in the library' }];
    return concluded([...opening(audited), ...changes(audited), ...later(audited)], unknown);
  },
};

function opening({ records, versions }: AuditedCase): readonly AnswerRow[] {
  const [first] = records;
  const applied = versions.find(({ sha256 }) => sha256 === first?.record.def?.sha256);
  if (!first || !applied) return [];
  const { on } = first.event;
  const newer = versions.filter(
    ({ inForceFrom, publishedAt, sha256 }) =>
      sha256 !== applied.sha256 &&
      inForceFrom <= on &&
      publishedAt <= first.record.recordedAt &&
      (inForceFrom > applied.inForceFrom ||
        (inForceFrom === applied.inForceFrom && publishedAt > applied.publishedAt)),
  );
  const data = { version: applied.sha256, inForceFrom: applied.inForceFrom, openedOn: on };
  const say = {
    zh: `适用自 ${applied.inForceFrom} 起有效的版本，${on} 立案`,
    en: `the version in force from ${applied.inForceFrom}; opened on ${on}`,
  };
  if (applied.inForceFrom > on) return [deviation(first, IN_FORCE, say, { data })];
  const [due] = newer;
  return [
    due ? deviation(first, NEWEST, say, { data: { ...data, due: due.sha256 } }) : row(first, say, { data }),
  ];
}

/** Records that name another version than the one before. */
function changes({ records }: AuditedCase): readonly AnswerRow[] {
  return records.flatMap((one, n) => {
    const [before, now] = [records[n - 1]?.record.def?.sha256, one.record.def?.sha256];
    if (n === 0 || before === now) return [];
    const data = { from: before ?? null, to: now ?? null };
    return [
      deviation(one, ONE, { zh: '此条留痕改用另一版本', en: 'this record names another version' }, { data }),
    ];
  });
}

/** Versions that came into force while the case was open: to be seen, and no deviation. */
function later({ records, versions }: AuditedCase): readonly AnswerRow[] {
  const first = records[0];
  const last = records.at(-1);
  if (!first || !last) return [];
  return versions
    .filter(({ inForceFrom }) => inForceFrom > first.event.on && inForceFrom <= last.after.lastOn)
    .map(({ sha256, inForceFrom }) => {
      const say = {
        zh: `办理期间 ${inForceFrom} 有新版本生效，本案仍适用立案时的版本`,
        en: `a new version came into force on ${inForceFrom}; the case keeps the one it was opened under`,
      };
      return row(last, say, { data: { version: sha256, inForceFrom } });
    });
}
