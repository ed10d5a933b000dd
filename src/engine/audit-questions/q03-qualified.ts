import { capacitiesOf } from '../organisation/capacities.js';
import { recusedFrom } from '../organisation/case-bars.js';
import { concluded, deviation, row, type AnswerRow, type AuditQuestion } from './audit-question.js';
import type { AuditedCase, AuditedRecord } from './audited-case.js';
import { isPartyPost, missingLaw, peopleBehind, postWords } from './case-facts.js';

const HELD = '以何岗位办理即应任该岗位';
const RECUSED = '应当回避的不得办理';

/** Whether whoever acted held the post that day and was not barred. */
export const q03: AuditQuestion = {
  n: 3,
  question: {
    zh: '经办人当日是否具有该岗位身份、是否应当回避',
    en: 'did the officer hold the post that day, and was he not barred',
  },
  answer: (audited) => {
    const acts = audited.records.filter((one) => byOfficer(audited, one));
    const rows = acts.flatMap((one) => checks(audited, one) ?? []);
    const lost = acts.filter((one) => checks(audited, one) === undefined).map(({ record }) => record.seq);
    return concluded(rows, missingLaw({ zh: '机构快照', en: 'snapshot of the organisation' }, lost), [
      {
        zh: '执法资格证件不在留痕范围内，只能核对任职和回避',
        en: 'certificates of qualification are not in the ledger; appointments and recusals are',
      },
    ]);
  },
};

function byOfficer({ procedure }: AuditedCase, { record, event }: AuditedRecord): boolean {
  return (
    event.cause === 'act' &&
    record.actor?.post !== undefined &&
    !isPartyPost(procedure.definition, record.actor.post)
  );
}

function checks(audited: AuditedCase, one: AuditedRecord): readonly AnswerRow[] | undefined {
  const { actor, dir } = one.record;
  const index = audited.organisations.get(dir?.sha256 ?? '');
  if (!index || !actor) return undefined;
  const { unit, procedure } = one.after;
  const on = one.event.on;
  const place = { unit, procedure, caseId: audited.caseId, on };
  const held = capacitiesOf(index, actor.person, place).some(
    ({ post, serves, deputy }) =>
      post === actor.post && serves && deputy?.principal.person === actor.onBehalfOf,
  );
  const barred = recusedFrom(index, audited.caseId, { requestBars: false });
  const recused = peopleBehind(one).filter((person) => barred.includes(person));
  const data = { person: actor.person, post: actor.post, on };
  const rows: AnswerRow[] = [];
  if (!held) {
    const { zh, en } = postWords(audited.procedure.definition, actor.post ?? '');
    const say = {
      zh: `${actor.person} 当日（${on}）不任“${zh}”岗位`,
      en: `${actor.person} did not hold the post "${en}" on ${on}`,
    };
    rows.push(deviation(one, HELD, say, { data }));
  }
  for (const person of recused) {
    const say = { zh: `${person} 已经回避`, en: `${person} was recused` };
    rows.push(deviation(one, RECUSED, say, { data, articles: ['中华人民共和国公务员法 76'] }));
  }
  if (rows.length > 0) return rows;
  return [
    row(one, { zh: `${actor.person} 任职有效，未回避`, en: `${actor.person} held it, unbarred` }, { data }),
  ];
}
