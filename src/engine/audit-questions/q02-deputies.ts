import { entryOf } from '../organisation/entries.js';
import { isInEffect } from '../organisation/posts-held.js';
import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';
import { missingLaw } from './case-facts.js';

const RULE = '代理须有当日有效的委托';

/** Deputies and what they acted on. */
export const q02: AuditQuestion = {
  n: 2,
  question: { zh: '谁代谁办理，依据哪一份委托', en: 'who acted for whom, on what substitution' },
  answer: (audited) => {
    const deputed = audited.records.filter(({ record }) => record.actor?.onBehalfOf !== undefined);
    const rows = deputed.flatMap((one) => check(audited, one) ?? []);
    const lost = deputed.filter((one) => check(audited, one) === undefined).map(({ record }) => record.seq);
    return concluded(rows, missingLaw({ zh: '机构快照', en: 'snapshot of the organisation' }, lost));
  },
};

function check(audited: AuditedCase, one: AuditedRecord): AnswerRow | undefined {
  const { actor, dir } = one.record;
  const index = audited.organisations.get(dir?.sha256 ?? '');
  if (!index || !actor) return undefined;
  const { person, onBehalfOf: principal = '', delegation = '' } = actor;
  const data = { person, onBehalfOf: principal, substitution: delegation };
  const known = entryOf(index.organisation.substitutions, delegation);
  const holds =
    known?.deputy === person && known.principal === principal && isInEffect(index, known, one.event.on);
  const say = {
    zh: `${person} 代 ${principal}，委托 ${delegation || '无'}`,
    en: `${person} for ${principal}, by substitution ${delegation || 'none'}`,
  };
  return holds ? row(one, say, { data }) : deviation(one, RULE, say, { data });
}
