import { civilDayOf } from '../clock/civil-date.js';
import type { ClassifiedRecord, MovedDay } from '../replay/differential.js';
import {
  concluded,
  row,
  shown,
  type AnswerRow,
  type AuditAnswer,
  type AuditQuestion,
  type Words,
} from './audit-question.js';
import type { AuditedCase } from './audited-case.js';
import { heldAgainst } from './held-against.js';
import { newestInForce } from './newest-version.js';

/** 今日之规则: what the version now in force would not have let pass, and what it would have made of the history. */
export const q17: AuditQuestion = {
  n: 17,
  question: {
    zh: '按现行版本，本案会有何不同',
    en: 'would the rules of today have decided otherwise',
  },
  answer: (audited) => {
    const { newest, procedure, records, versions, askedAt, zone } = audited;
    const last = records.at(-1);
    if (!last) return concluded([]);
    const latest = newestInForce(versions, civilDayOf(askedAt, zone))?.sha256 ?? procedure.digest.sha256;
    if (latest === procedure.digest.sha256) return shown([row(last, SAME)]);
    if (!newest) return concluded([], [NOT_AT_HAND]);
    const rows = [...asksBesides(audited, newest), ...comesOutOtherwise(audited)];
    return {
      conclusion: 'shown',
      rows: rows.length > 0 ? rows : [row(last, NOTHING)],
      notKnown: limits(audited),
    } satisfies AuditAnswer;
  },
};

/** Requirements of the version in force that what was done does not meet, and that its own version did not have. */
function asksBesides(audited: AuditedCase, newest: NonNullable<AuditedCase['newest']>): readonly AnswerRow[] {
  const then = new Set(deviating(heldAgainst(audited, audited.procedure)));
  const now = heldAgainst(audited, newest).filter(({ conclusion }) => conclusion === 'deviates');
  return now
    .filter(({ id }) => !then.has(id))
    .flatMap(({ id, title, articles, events }) => {
      const at = audited.records.find(({ record }) => record.seq === events[0]?.seq);
      const say = { zh: `现行版本另有要求：${title.zh}`, en: `the newest version asks besides: ${title.en}` };
      return at ? [row(at, say, { articles, data: { rule: id, version: newest.digest.sha256 } })] : [];
    });
}

function deviating(rows: ReturnType<typeof heldAgainst>): readonly string[] {
  return rows.filter(({ conclusion }) => conclusion === 'deviates').map(({ id }) => id);
}

/** The differential replay, record by record: what was accepted otherwise, and days that move. */
function comesOutOtherwise({ records, differential }: AuditedCase): readonly AnswerRow[] {
  if (!differential) return [];
  const at = (seq: number) => records.find(({ record }) => record.seq === seq);
  return [
    ...differential.records.flatMap((one) => {
      const found = at(one.seq);
      const say = found && WORDS[one.class];
      const conditional = one.conditional ?? false;
      return say ? [row(found, say, { data: { class: one.class, conditional } })] : [];
    }),
    ...differential.days.flatMap((day) => {
      const found = at(day.seq);
      return found ? [row(found, movedWords(day), { data: { ...day } })] : [];
    }),
  ];
}

function movedWords({ clock, recorded, model }: MovedDay): Words {
  return {
    zh: `期限 ${clock}：${recorded ?? '无'} → ${model ?? '无'}`,
    en: `term ${clock}: ${recorded ?? 'none'} → ${model ?? 'none'}`,
  };
}

function limits({ differential }: AuditedCase): readonly Words[] {
  if (!differential) return [TOO_LONG, CONDITIONAL];
  const { stopsAt } = differential;
  if (stopsAt === undefined) return [CONDITIONAL];
  const stops = {
    zh: `差异重放自记录 ${stopsAt} 起不再作断言：其后取决于当时的人会怎样做`,
    en: `from record ${stopsAt} on nothing is claimed: what follows rests on what people would have done`,
  };
  return [stops, CONDITIONAL];
}

/** What the version in force would have made of a record. Nothing is said of those that stay as they are. */
const WORDS: Partial<Readonly<Record<ClassifiedRecord['class'], Words>>> = {
  'same-with-other-date': { zh: '现行版本下期限不同', en: 'the same, with other days' },
  'other-effects': { zh: '现行版本下效果不同', en: 'it would have had other effects' },
  'not-accepted': { zh: '现行版本下不会受理此项', en: 'it would not have been accepted' },
  'accepted-instead': {
    zh: '当时不予受理，现行版本会受理',
    en: 'it was refused and would have been accepted',
  },
  'other-reasons': { zh: '现行版本下不予受理的理由不同', en: 'it would have been refused for other reasons' },
  'cannot-be-judged': { zh: '缺少依据，无法在现行版本下判断', en: 'what it rests on is missing' },
};

const SAME = { zh: '所依版本即现行版本', en: 'the version applied is the newest' };
const NOT_AT_HAND = {
  zh: '现行版本未能取得，无法对照',
  en: 'the newest version is not at hand',
};
const NOTHING = {
  zh: '现行版本对已作出的行为没有另外的要求',
  en: 'the newest version asks nothing more of what was done',
};
const TOO_LONG = {
  zh: '案件未作差异重放',
  en: 'the case was not decided anew under the newest version',
};
const CONDITIONAL = {
  zh: '这里把已经发生的行为与现行版本对照；当事人和人员在现行规则下会怎样做，不能推知',
  en: 'what was done is held against the newest version; what people would have done under it cannot be told',
};
