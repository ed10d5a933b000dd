import { basisList, joinBasis } from '../case/basis-list.js';
import { compositionFaults } from '../law/panel-composition.js';
import type { StreamDefinition } from '../law/stream-definition.js';
import type { PanelEvent } from '../panel/panel-event.js';
import { isFormed, takesPart, type PanelState } from '../panel/panel-state.js';
import type { JudgedStream, JudgedStreamRecord } from './judged-stream.js';
import { wordsOf, type Instance, type Rule, type Words } from './rule.js';
import { besideInstance, eachStream } from './stream-instance.js';

/** 专家组: who sat on it, what its members declared, whether what they said was answered. */
export function panelRules(name: string, declared: StreamDefinition): readonly Rule[] {
  const { zh, en } = wordsOf(declared.title);
  const rule = (
    id: string,
    title: Words,
    judge: (stream: JudgedStream) => readonly Instance[],
    basis: readonly string[] = basisList(declared.basis),
  ): Rule => ({
    ...{ id: `streams.${name}.${id}`, kind: 'panel', basis },
    title: { zh: `“${zh}”：${title.zh}`, en: `"${en}": ${title.en}` },
    judge: (judged) => eachStream(judged, name, judge),
  });
  return [
    rule(
      'composition',
      { zh: '人数和组成符合规定', en: 'number and composition are as the law asks' },
      (stream) => judgeComposition(stream, declared),
      joinBasis(declared.composition?.basis, declared.basis),
    ),
    rule(
      'declared',
      { zh: '发表意见的专家事先声明没有利害关系', en: 'who gave an opinion had declared no conflict' },
      judgeDeclared,
    ),
    rule(
      'answered',
      { zh: '专家意见的采纳情况已说明', en: 'whether each opinion was adopted is said' },
      judgeAnswered,
    ),
  ];
}

/** On each record that changed who sits on it, once it was formed. */
function judgeComposition(stream: JudgedStream, { composition }: StreamDefinition): readonly Instance[] {
  return stream.records.flatMap((at): readonly Instance[] => {
    const state = at.after as PanelState;
    if (!SEATING.has(at.event.type) || !isFormed(state)) return [];
    const { members, rule } = state;
    const count = members.length;
    const sector = members.filter((member) => member.sector).length;
    const actual = `${count} / ${sector}`;
    if (count < rule.count)
      return [
        besideInstance(stream, at, 'deviates', { expected: String(rule.count), actual, note: TOO_FEW }),
      ];
    const [fault] = composition ? compositionFaults(composition, { count, sector }) : [];
    if (!fault) return [besideInstance(stream, at, 'complies', { actual })];
    return [besideInstance(stream, at, 'deviates', { actual, note: { zh: fault.zh, en: fault.en } })];
  });
}

const SEATING: ReadonlySet<string> = new Set<PanelEvent['type']>([
  'panel.drawn',
  'member.named',
  'member.replaced',
]);

function judgeDeclared(stream: JudgedStream): readonly Instance[] {
  return opinionsIn(stream).map((at) => {
    const members = (at.before as PanelState | null)?.members ?? [];
    const own = members.find(({ expert }) => expert === at.record.actor?.person);
    if (own && takesPart(own)) return besideInstance(stream, at, 'complies');
    return besideInstance(stream, at, 'deviates', { note: UNDECLARED });
  });
}

/** An opinion on a version that was changed since, or that was corrected, is answered by what follows it. */
function judgeAnswered(stream: JudgedStream): readonly Instance[] {
  const last = stream.records.at(-1)?.after as PanelState | undefined;
  if (!last || (last.closed !== undefined && last.closed !== 'done')) return [];
  return opinionsIn(stream).flatMap((at): readonly Instance[] => {
    const person = at.record.actor?.person;
    const opinion = last.members.find(({ expert }) => expert === person)?.opinion;
    const { draft } = at.event as unknown as { readonly draft: PanelState['draft'] };
    if (draft.version !== last.draft.version || opinion?.version !== draft.version) return [];
    const answer = stream.records.find(
      ({ record, event }) =>
        record.seq > at.record.seq &&
        event.type === 'opinion.answered' &&
        (event as unknown as { readonly expert: string }).expert === person,
    );
    if (answer) {
      if (Object.hasOwn(answer.record.parts, 'reason')) return [besideInstance(stream, answer, 'complies')];
      return [besideInstance(stream, answer, 'deviates', { note: NO_REASON })];
    }
    return last.closed === 'done'
      ? [besideInstance(stream, at, 'deviates', { note: UNANSWERED })]
      : [besideInstance(stream, at, 'undetermined', { note: NOT_YET })];
  });
}

function opinionsIn({ records }: JudgedStream): readonly JudgedStreamRecord[] {
  return records.filter(({ event: { type } }) => type === 'opinion.given' || type === 'opinion.corrected');
}

const TOO_FEW = { zh: '专家人数少于抽取规则', en: 'fewer experts than the rule of the draw' };
const UNDECLARED = {
  zh: '发表意见的不是声明无利害关系的专家',
  en: 'by somebody who had not declared that he has no conflict',
};
const UNANSWERED = { zh: '专家组结束时没有说明是否采纳', en: 'nothing was said of it when the panel ended' };
const NO_REASON = { zh: '没有说明理由', en: 'without a reason' };
const NOT_YET = { zh: '尚未说明是否采纳；没有规定期限', en: 'not answered yet, and no term runs for it' };
