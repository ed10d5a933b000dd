import { basisList } from '../case/basis-list.js';
import { actScope, guardScope } from '../case/feel-scope.js';
import type { DeskChange } from '../case/desk/desk-change.js';
import { Defect } from '../defect.js';
import { holdsFeel } from '../law/feel/feel.js';
import type { Definition } from '../law/definition.js';
import type { WorkDefinition } from '../law/work-definition.js';
import type { JudgedCase, JudgedRecord } from './judged-case.js';
import { judgeRequirement, type Sight } from './judge-condition.js';
import { complies, deviates, undetermined, wordsOf, type Instance, type Rule } from './rule.js';

/** What is done with the work of a case, and what comes in as materials. */
export function besideRules(definition: Definition): readonly Rule[] {
  return [...workRules(definition), ...materialRules(definition)];
}

const WORK_TITLES = {
  suspend: { zh: '挂起', en: 'suspension of the work' },
  void: { zh: '作废', en: 'voiding' },
  reassign: { zh: '改派', en: 'reassignment' },
} as const;

const DONE_AS: Readonly<Record<keyof WorkDefinition, readonly DeskChange['did'][]>> = {
  suspend: ['suspended', 'resumed'],
  void: ['voided'],
  reassign: ['reassigned'],
};

/** The records by which something was done with the work. */
export function workDone({ records }: JudgedCase, name: string): readonly JudgedRecord[] {
  const did: readonly string[] = DONE_AS[name as keyof WorkDefinition] ?? [];
  return records.filter(({ event }) => event.desk && did.includes(event.desk.did));
}

/** What a rule about the work saw. What it reads of streams is on no record of the desk. */
export function sightOfWork(
  { procedure }: JudgedCase,
  { before, after, record, event }: JudgedRecord,
): Sight {
  const state = before ?? after;
  const actor = { person: record.actor?.person ?? '', post: event.power?.post ?? '' };
  return {
    clocks: state.clocks,
    scope: actScope(procedure.definition, state, 'desk', {}, actor, event.seen),
    withheld: false,
  };
}

function workRules(definition: Definition): readonly Rule[] {
  return (Object.keys(WORK_TITLES) as (keyof WorkDefinition)[]).flatMap((name): readonly Rule[] => {
    const rule = definition.work?.[name];
    const { zh, en } = WORK_TITLES[name];
    if (!rule) return [];
    const posts = typeof rule.by === 'string' ? [rule.by] : rule.by;
    const by: Rule = {
      id: `work.${name}.by`,
      kind: 'work',
      title: { zh: `${zh}由有权岗位作出`, en: `${en} by a post that may` },
      basis: basisList(rule.basis),
      judge: (judged) =>
        workDone(judged, name).map(({ record: { seq }, event: { power } }) => {
          const told = { expected: posts.join('|'), actual: power?.post ?? '-' };
          if (power?.post !== undefined && posts.includes(power.post)) return complies(seq, told);
          return deviates(seq, { zh: '岗位无权', en: 'a post that may not' }, told);
        }),
    };
    const late: Rule = {
      id: 'work.void.beforeDecision',
      kind: 'work',
      title: { zh: '已经作出决定的案件不得作废', en: 'a case in which something was decided is not voided' },
      basis: basisList(rule.basis),
      judge: (judged) =>
        workDone(judged, 'void').map(({ record: { seq }, before }) => {
          const decided = (definition.decides ?? []).find((act) => (before?.performed[act] ?? 0) > 0);
          const note = { zh: '已经作出决定', en: 'something was decided before' };
          return decided === undefined ? complies(seq) : deviates(seq, note, { actual: decided });
        }),
    };
    const requires = (rule.requires ?? []).map((requirement, index): Rule => ({
      id: `work.${name}.requires.${index}`,
      kind: 'work',
      title: wordsOf(requirement.say),
      basis: basisList(requirement.basis),
      judge: (judged) =>
        workDone(judged, name).map((at) =>
          requirement.that?.includes('streams.')
            ? undetermined(at.record.seq, STREAM_ELSEWHERE)
            : judgeRequirement(judged, requirement, at, sightOfWork(judged, at)),
        ),
    }));
    return [by, ...(name === 'void' ? [late] : []), ...requires];
  });
}

/** 材料目录: each row that the facts call for was brought and found sound, or lawfully waived. */
function materialRules({ materials = {} }: Definition): readonly Rule[] {
  return Object.entries(materials).map(([name, { title, basis, when }]): Rule => ({
    id: `materials.${name}`,
    kind: 'material',
    title: wordsOf(title),
    basis: basisList(basis),
    judge: (judged) => judgeMaterial(judged, name, when),
  }));
}

function judgeMaterial(judged: JudgedCase, name: string, when: string | undefined): readonly Instance[] {
  const last = judged.records.at(-1);
  const rows = Object.entries(last?.after.materials ?? {}).filter(([, { item }]) => item === name);
  if (!last || rows.length === 0) return [];
  if (when !== undefined && !isCalledFor(judged, when, last)) return [];
  return rows.map(([id, { standing, basis: provision }]): Instance => {
    const seqs = seqsOf(judged, id);
    const seq = seqs.at(-1) ?? last.record.seq;
    if (standing === 'waived') {
      const note = { zh: `免予提交：${provision ?? ''}`, en: `waived: ${provision ?? ''}` };
      return { conclusion: 'exempt', seqs, note };
    }
    if (standing === 'sound' || standing === 'filed') return complies(seq, { seqs, actual: standing });
    const note = {
      zh: '清单中为缺少或者不合格；能否受理由有关前置条件判断',
      en: 'missing or defective on the list; whether the case could be accepted is for the preconditions',
    };
    return undetermined(seq, note, { actual: standing });
  });
}

function isCalledFor({ procedure }: JudgedCase, when: string, { after }: JudgedRecord): boolean {
  try {
    return holdsFeel(when, guardScope(procedure.definition, after));
  } catch (problem) {
    if (problem instanceof Defect) return true;
    throw problem;
  }
}

function seqsOf({ records }: JudgedCase, id: string): readonly number[] {
  return records.flatMap(({ record: { seq }, event: { material } }) => {
    if (!material) return [];
    const about = material.did === 'listed' ? material.rows.some((row) => row.id === id) : material.id === id;
    return about && material.did !== 'opened' ? [seq] : [];
  });
}

const STREAM_ELSEWHERE = {
  zh: '记录没有载明作出时所依据的关联流程情形',
  en: 'the record does not say how things beside the case stood when it was made',
};
