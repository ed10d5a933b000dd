import { basisList, joinBasis } from '../case/basis-list.js';
import { tasksHeld, writableIn } from '../case/form/field-access.js';
import { FORM_BASIS, unfilledFields } from '../case/form/unmet-fields.js';
import { powerFor } from '../case/power/power.js';
import { actWish, type PowerSource } from '../case/power/power-wish.js';
import { seatOf } from '../case/signing/sign.js';
import type { ActDefinition, Definition } from '../law/definition.js';
import { tasksByKey } from '../law/link/task-keys.js';
import { momentOf, type Moment } from '../replay/moment.js';
import { CannotBeJudged } from '../replay/told.js';
import { performancesOf } from './act-rules.js';
import type { JudgedCase, JudgedRecord } from './judged-case.js';
import { complies, deviates, undetermined, wordsOf, type Instance, type Rule, type Words } from './rule.js';

/** 权限: who was empowered by the organisation and the policies that a record names, and who could fill in which field. */
export function powerRules(definition: Definition): readonly Rule[] {
  return [
    ...Object.entries(definition.acts).map(([name, act]) => actPowerRule(name, act)),
    ...Object.entries(definition.form ?? {}).map(([field, { title }]) =>
      fieldRule(definition, field, wordsOf(title ?? field)),
    ),
  ];
}

/**
 * Judges a record in the world of its moment: calendar, organisation and policies that it names. What is not at hand is
 * said, never guessed.
 */
export function atItsMoment(
  { law, procedure }: JudgedCase,
  at: JudgedRecord,
  judge: (moment: Moment) => Instance,
): Instance {
  if (!law) return undetermined(at.record.seq, OFFICE_MISSING);
  try {
    const authorOf = (): undefined => undefined;
    return judge(momentOf(at, { law, procedure, state: at.before, versions: [], authorOf }));
  } catch (problem) {
    if (problem instanceof CannotBeJudged) return undetermined(at.record.seq, OFFICE_MISSING);
    throw problem;
  }
}

function actPowerRule(name: string, act: ActDefinition): Rule {
  const { zh, en } = wordsOf(act.title);
  return {
    id: `acts.${name}.power`,
    kind: 'power',
    title: {
      zh: `作出“${zh}”的人当日依组织和政策有权作出`,
      en: `who performed "${en}" was empowered that day by the organisation and the policies`,
    },
    basis: joinBasis(act.basis, '正程 未授权即禁止'),
    judge: (judged) =>
      performancesOf(judged, name).map((at) =>
        atItsMoment(judged, at, (moment) => judgePower(moment, name, act)),
      ),
  };
}

function judgePower(moment: Moment, name: string, act: ActDefinition): Instance {
  const { record, event, procedure, state, world } = moment;
  const { definition } = procedure;
  const actor = moment.actor();
  const seat = seatOf(definition, act, actor, state, world);
  const source: PowerSource = state ?? { parties: event.opened?.parties ?? {}, performers: {}, doneBy: {} };
  const power = powerFor(definition, actWish(name, act, state === null), seat.actor, source, world);
  const { seq } = record;
  const actual = event.post ?? '';
  if ('unmet' in power) {
    const [first] = power.unmet;
    const why = first ? wordsOf(first.say) : NOT_EMPOWERED;
    return deviates(seq, why, { actual, expected: first?.code ?? 'power-missing' });
  }
  const { post, unit, deputy } = power;
  const told = event.power;
  const same = post === actual && unit === told?.unit && deputy?.principal.person === told?.onBehalfOf;
  return same ? complies(seq, { actual }) : deviates(seq, ANOTHER_CAPACITY, { expected: post, actual });
}

/** 字段权限: filled in only by who had a task in hand that let him, and there before an act that requires it. */
function fieldRule(definition: Definition, field: string, { zh, en }: Words): Rule {
  const tasks = [...tasksByKey(definition).values()].filter(({ fields }) => fields?.[field] !== undefined);
  const named = joinBasis(...tasks.map(({ basis }) => basis));
  return {
    id: `form.${field}`,
    kind: 'field',
    title: {
      zh: `“${zh}”由有权填写的人填写，须填的在作出行为前已填写`,
      en: `"${en}" was filled in by who could, and before the acts that require it`,
    },
    basis: named.length > 0 ? named : basisList(FORM_BASIS),
    judge: (judged) => [
      ...judged.records
        .filter(({ event }) => event.form?.filled.includes(field) ?? false)
        .map((at) => atItsMoment(judged, at, (moment) => judgeFilled(moment, field))),
      ...judged.records.flatMap((at) => judgeRequired(judged, at, field)),
    ],
  };
}

function judgeFilled(moment: Moment, field: string): Instance {
  const { record, procedure, state, world } = moment;
  if (!state) return deviates(record.seq, NOT_WRITABLE);
  const place = { definition: procedure.definition, state, actor: moment.actor(), world };
  return writableIn(tasksHeld(place), field) ? complies(record.seq) : deviates(record.seq, NOT_WRITABLE);
}

/** Names suffice: whether a field was there is on record though its value is withheld. */
function judgeRequired({ procedure }: JudgedCase, at: JudgedRecord, field: string): readonly Instance[] {
  const { event, before, record } = at;
  if (event.cause !== 'act' || event.act === undefined || !before) return [];
  const wish = (filled: readonly string[]) => ({
    act: event.act ?? '',
    filling: Object.fromEntries(filled.map((one) => [one, null])),
    post: event.post,
  });
  const asks = (filled: readonly string[], form: typeof before.form): boolean =>
    unfilledFields(procedure.definition, { tasks: before.tasks, ...(form && { form }) }, wish(filled)).some(
      (one) => one.at === `/fields/${field}`,
    );
  if (!asks([], undefined)) return [];
  return [
    asks(event.form?.filled ?? [], before.form) ? deviates(record.seq, NOT_FILLED) : complies(record.seq),
  ];
}

const OFFICE_MISSING: Words = {
  zh: '记录所指的组织、权限政策、日历或者关联案件的记录不在所附材料之中，无法判断当时的权限',
  en: 'the organisation, policies, calendar or related records that the record names are not at hand, so the power of that day cannot be told',
};
const NOT_EMPOWERED: Words = { zh: '当日无权作出本行为', en: 'without the power to perform it that day' };
const ANOTHER_CAPACITY: Words = {
  zh: '当日有权，但不是以所记载的岗位、单位或者代理关系',
  en: 'empowered that day, but not in the post, unit or substitution on record',
};
const NOT_WRITABLE: Words = {
  zh: '填写人当时手中没有可以填写该字段的任务',
  en: 'no task in his hands let him fill it in',
};
const NOT_FILLED: Words = {
  zh: '作出行为时须填的字段尚未填写',
  en: 'required, and not filled in before the act',
};
