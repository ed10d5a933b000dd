import { basisList, joinBasis } from '../case/basis-list.js';
import { unhandledOf, type ConsultationEvent, type ConsultationState } from '../consultation/consultation.js';
import { leastPeriod } from '../consultation/least-period.js';
import { Defect } from '../defect.js';
import type { Definition } from '../law/definition.js';
import type { StreamDefinition } from '../law/stream-definition.js';
import { caseThen } from './case-then.js';
import { calendarOf, type JudgedCase } from './judged-case.js';
import type { JudgedStream, JudgedStreamRecord } from './judged-stream.js';
import { CALENDAR_MISSING, wordsOf, type Instance, type Rule, type Words } from './rule.js';
import { besideInstance, eachStream } from './stream-instance.js';

/** 征求意见: how long comments were taken, and what became of them. */
export function consultationRules(
  definition: Definition,
  name: string,
  declared: StreamDefinition,
): readonly Rule[] {
  const { zh, en } = wordsOf(declared.title);
  const rule = (
    id: string,
    title: Words,
    judge: (stream: JudgedStream, judged: JudgedCase) => readonly Instance[],
    basis: readonly string[] = basisList(declared.basis),
  ): Rule => ({
    ...{ id: `streams.${name}.${id}`, kind: 'consultation', basis },
    title: { zh: `“${zh}”：${title.zh}`, en: `"${en}": ${title.en}` },
    judge: (judged) => eachStream(judged, name, (stream) => judge(stream, judged)),
  });
  const floor = declared.floor === undefined ? undefined : definition.clocks[declared.floor];
  return [
    ...(floor
      ? [
          rule(
            'period',
            {
              zh: '期限不少于规定，缩短的已公开说明理由',
              en: 'as long as the rule, or shortened with a reason',
            },
            (stream, judged) => judgePeriod(stream, judged, definition, declared),
            joinBasis(floor.basis, declared.basis),
          ),
        ]
      : []),
    rule('reasons', { zh: '不采纳的说明了理由', en: 'what was not adopted has a reason' }, judgeReasons),
    rule(
      'results',
      { zh: '公布采纳情况时意见均已处理', en: 'every comment was handled when the results were published' },
      judgeResults,
    ),
  ];
}

/** One that was withdrawn led to nothing, and its length with it. */
function judgePeriod(
  stream: JudgedStream,
  judged: JudgedCase,
  definition: Definition,
  declared: StreamDefinition,
): readonly Instance[] {
  const [opened] = stream.records;
  const last = stream.records.at(-1)?.after as ConsultationState | undefined;
  if (!opened || !last || last.withdrawnOn !== null) return [];
  const state = caseThen(judged, opened);
  const calendar = calendarOf(judged, opened);
  if (!state || !calendar)
    return [besideInstance(stream, opened, 'undetermined', { note: CALENDAR_MISSING })];
  const least = leastAt(definition, declared, { state, opensOn: last.opensOn, calendar });
  if (!least) return [besideInstance(stream, opened, 'undetermined', { note: NO_LEAST })];
  const told = { expected: least.closesOn, actual: last.closesOn, basis: least.basis };
  if (last.closesOn >= least.closesOn) return [besideInstance(stream, opened, 'complies', told)];
  if (last.shortened && Object.hasOwn(opened.record.parts, 'reason'))
    return [besideInstance(stream, opened, 'exempt', { ...told, note: SHORTENED })];
  return [besideInstance(stream, opened, 'deviates', { ...told, note: TOO_SHORT })];
}

function leastAt(...place: Parameters<typeof leastPeriod>): ReturnType<typeof leastPeriod> {
  try {
    return leastPeriod(...place);
  } catch (problem) {
    if (problem instanceof Defect) return undefined;
    throw problem;
  }
}

function judgeReasons(stream: JudgedStream): readonly Instance[] {
  return eventsOf(stream, 'comments.handled').flatMap(({ at, event }): readonly Instance[] => {
    const needed = event.result !== 'adopted' || event.correction === true;
    if (!needed) return [];
    if (Object.hasOwn(at.record.parts, 'reason')) return [besideInstance(stream, at, 'complies')];
    return [besideInstance(stream, at, 'deviates', { actual: event.result, note: NO_REASON })];
  });
}

function judgeResults(stream: JudgedStream): readonly Instance[] {
  const published = eventsOf(stream, 'results.published').map(({ at }): Instance => {
    const open = unhandledOf(at.before as ConsultationState);
    const actual = { expected: '0', actual: String(open) };
    return open === 0
      ? besideInstance(stream, at, 'complies', actual)
      : besideInstance(stream, at, 'deviates', { ...actual, note: UNHANDLED });
  });
  const last = stream.records.at(-1);
  if (published.length > 0 || !last || (last.after as ConsultationState).withdrawnOn !== null)
    return published;
  return [besideInstance(stream, last, 'undetermined', { note: NOT_YET })];
}

function eventsOf<Type extends ConsultationEvent['type']>(
  { records }: JudgedStream,
  type: Type,
): readonly {
  readonly at: JudgedStreamRecord;
  readonly event: Extract<ConsultationEvent, { readonly type: Type }>;
}[] {
  return records.flatMap((at) =>
    at.event.type === type
      ? [{ at, event: at.event as Extract<ConsultationEvent, { readonly type: Type }> }]
      : [],
  );
}

const SHORTENED = {
  zh: '期限缩短，理由已在公告中公开',
  en: 'the period was shortened, with the reason in the notice',
};
const TOO_SHORT = { zh: '少于规定的最短期限', en: 'shorter than the least period' };
const NO_LEAST = {
  zh: '按照所附记录求不出规定的最短期限',
  en: 'the least period has no value on what is on record',
};
const NO_REASON = { zh: '没有说明理由', en: 'without a reason' };
const UNHANDLED = { zh: '公布时还有意见没有处理', en: 'comments were without a result then' };
const NOT_YET = { zh: '尚未公布采纳情况', en: 'the results are not published yet' };
