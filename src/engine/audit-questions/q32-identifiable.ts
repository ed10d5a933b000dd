import { concluded, deviation, row, type AuditQuestion } from './audit-question.js';
import { postWords } from './case-facts.js';

const IN_SNAPSHOT = '作出行为的人员在当时的组织快照中可以识别';

/** 责任追溯: every officer who acted is in the snapshot of the organisation that his record names. */
export const q32: AuditQuestion = {
  n: 32,
  question: {
    zh: '应当终身负责的人员离职之后能否识别',
    en: 'is a person under lifelong liability identifiable though he left',
  },
  answer: ({ records, organisations, procedure: { definition } }) => {
    let unknown = 0;
    const rows = records.flatMap((one) => {
      const { actor, dir } = one.record;
      const post = one.event.post ?? '';
      if (!actor || one.event.cause !== 'act' || definition.posts[post]?.kind === 'party') return [];
      const snapshot = dir && organisations.get(dir.sha256);
      if (!snapshot) {
        unknown += 1;
        return [];
      }
      const data = { person: actor.person, post, snapshot: dir.sha256 };
      const { zh, en } = postWords(definition, post);
      const known = Object.hasOwn(snapshot.organisation.people, actor.person);
      const say = known
        ? {
            zh: `“${zh}”由 ${actor.person} 担任，快照可查`,
            en: `${actor.person} as "${en}", in the snapshot`,
          }
        : { zh: '快照中没有此人', en: 'not in the snapshot' };
      return [known ? row(one, say, { data }) : deviation(one, IN_SNAPSHOT, say, { data })];
    });
    return concluded(rows, unknown > 0 ? [NOT_AT_HAND] : []);
  },
};

const NOT_AT_HAND = { zh: '部分组织快照未能取得', en: 'some snapshots of the organisation are not at hand' };
