import { basisList } from '../case/basis-list.js';
import { extensionRule } from '../case/clock-question.js';
import type { ClockDefinition } from '../law/definition.js';
import { calendarOf, type JudgedCase } from './judged-case.js';
import { counted, runsOf, type RunStep } from './clock-runs.js';
import { complies, deviates, wordsOf, type Instance, type Rule, type Words } from './rule.js';

/** 延长: how often, by how much, by whom, when, and with which notice a term may be extended. */
export function extensionRules(name: string, clock: ClockDefinition): readonly Rule[] {
  const rules = [clock.extend, ...(clock.alternatives ?? []).map(({ extend }) => extend)].flatMap(
    (rule) => rule ?? [],
  );
  if (rules.length === 0) return [];
  const { zh, en } = wordsOf(clock.title);
  return [
    {
      id: `clocks.${name}.extend`,
      kind: 'extension',
      title: {
        zh: `${zh}：延长在届满前经法定负责人批准，并告知`,
        en: `${en}: extended before its end, by whom the law names, and with notice`,
      },
      basis: [...new Set(rules.flatMap(({ basis }) => basisList(basis)))],
      judge: (judged) =>
        runsOf(judged, name).flatMap(({ steps }) =>
          steps
            .filter(({ change }) => change.action === 'extend')
            .map((step) => judgeExtension(judged, name, clock, step)),
        ),
    },
  ];
}

function judgeExtension(judged: JudgedCase, name: string, clock: ClockDefinition, step: RunStep): Instance {
  const { at, change, before, after } = step;
  const { seq } = at.record;
  const rule = before && extensionRule(clock, before);
  if (!rule || !before) return deviates(seq, { zh: '本期限不得延长', en: 'this term may not be extended' });
  if (after.extensions.length > rule.times) {
    const note = { zh: '延长次数超过规定', en: 'extended more often than the law allows' };
    return deviates(seq, note, { expected: String(rule.times), actual: String(after.extensions.length) });
  }
  if (change.by?.n !== rule.by.n || change.by.unit !== rule.by.unit) {
    const [expected, actual] = [rule.by, change.by].map((term) => (term ? `${term.n} ${term.unit}` : '-'));
    const note = { zh: '延长的时间不符', en: 'extended by another term' };
    return deviates(seq, note, { expected: expected ?? '-', actual: actual ?? '-' });
  }
  if (at.event.post !== rule.approvedBy) {
    const note = { zh: '未经法定负责人批准', en: 'not approved by whom the law names' };
    return deviates(seq, note, { expected: rule.approvedBy, actual: at.event.post ?? '-' });
  }
  const calendar = calendarOf(judged, at);
  const dueOn = calendar && counted(judged, name, before, calendar)?.dueOn;
  if (dueOn !== undefined && change.on > dueOn) {
    const note = { zh: '届满后才延长', en: 'extended after its end' };
    return deviates(seq, note, { expected: dueOn, actual: change.on });
  }
  return noticed(step, rule.serve) ?? complies(seq, { actual: change.on });
}

/** 不计入期限: only on the grounds of the closed list, and told in writing. */
export function suspensionRules(name: string, { title, suspend }: ClockDefinition): readonly Rule[] {
  if (!suspend) return [];
  const { zh, en } = wordsOf(title);
  return [
    {
      id: `clocks.${name}.suspend`,
      kind: 'suspension',
      title: {
        zh: `${zh}：中止计算限于法定事由，并告知`,
        en: `${en}: stands still on lawful grounds only, and with notice`,
      },
      basis: basisList(suspend.basis),
      judge: (judged) =>
        runsOf(judged, name).flatMap(({ steps }) =>
          steps
            .filter(({ change }) => change.action === 'pause')
            .map((step): Instance => {
              const { seq } = step.at.record;
              const { ground = '-' } = step.change;
              if (suspend.grounds.includes(ground))
                return noticed(step, suspend.serve) ?? complies(seq, { actual: ground });
              const note = { zh: '不是法定的不计入期限事由', en: 'no ground that the law names' };
              return deviates(seq, note, { expected: suspend.grounds.join('|'), actual: ground });
            }),
        ),
    },
  ];
}

/** What is missing when the exception was not told of by the document that the law wants. */
function noticed({ at }: RunStep, document: string | undefined): Instance | undefined {
  if (document === undefined || at.event.documents?.includes(document)) return undefined;
  return deviates(at.record.seq, NOT_TOLD, { expected: document });
}

const NOT_TOLD: Words = {
  zh: '未制作应当制作的告知文书',
  en: 'the notice that the law wants was not ordered',
};
