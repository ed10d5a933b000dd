import { addDays } from '../clock/civil-date.js';
import type { Term } from '../clock/deadline.js';
import type { Text } from '../law/definition.js';
import type { PlanAssumptions } from './assumptions.js';
import type { Wait } from './plan.js';
import type { PlanContext } from './position.js';

const UNITS: Readonly<Record<Term['unit'], readonly [zh: string, en: string]>> = {
  workingDay: ['个工作日', 'working day(s)'],
  calendarDay: ['日', 'calendar day(s)'],
  month: ['个月', 'month(s)'],
  year: ['年', 'year(s)'],
  hour: ['小时', 'hour(s)'],
};

/** A term in words. */
export function termInWords({ n, unit }: Term): { readonly zh: string; readonly en: string } {
  const [zh, en] = UNITS[unit];
  return { zh: `${n}${zh}`, en: `${n} ${en}` };
}

/** A wait as a sentence, with its provisions. */
export function wordsOf({ definition }: PlanContext, wait: Omit<Wait, 'say'>): Text {
  const { name, from, until, basis, term, movedFrom } = wait;
  const title =
    definition.clocks[name]?.title ??
    definition.acts[name]?.title ??
    definition.streams?.[name]?.title ??
    name;
  const [zh, en] = titled(title);
  const law =
    basis.length > 0 ? { zh: `（${basis.join('、')}）`, en: ` (${basis.join(', ')})` } : { zh: '', en: '' };
  const long = term ? termInWords(term) : { zh: '', en: '' };
  const last = addDays(until, -1);
  switch (wait.kind) {
    case 'floor':
      return {
        zh: `${zh}${law.zh}不少于${long.zh}：自${from}起算，至${last}届满，${until}起方可办理`,
        en: `${en}${law.en}, at least ${long.en}: counted from ${from}, over at the end of ${last}, possible from ${until}`,
      };
    case 'lead':
      return {
        zh: `${zh}${law.zh}须提前${long.zh}：${from}办理，最早定于${until}`,
        en: `${en}${law.en}, ${long.en} before: done on ${from}, the day appointed is ${until} at the earliest`,
      };
    case 'duration':
      return {
        zh: `${zh}：自行安排${long.zh}，自${from}起，${until}完成`,
        en: `${en}: own work of ${long.en}, from ${from}, done by ${until}`,
      };
    case 'meeting':
      return {
        zh: `${zh}${law.zh}：${from}提请，${until}开会${movedFrom ? `（原定${movedFrom}为休息日，顺延）` : ''}`,
        en: `${en}${law.en}: on the agenda ${from}, held ${until}${movedFrom ? ` (planned for ${movedFrom}, a rest day)` : ''}`,
      };
    case 'stream':
      return {
        zh: `${zh}${law.zh}${long.zh}：${from}开始，${until}有结果`,
        en: `${en}${law.en} ${long.en}: begun ${from}, concluded ${until}`,
      };
    case 'restDays':
      return {
        zh: `${zh}：${last}及以前为休息日，${until}办理`,
        en: `${en}: rest days until ${last}, done on ${until}`,
      };
    case 'lapse':
      return {
        zh: `${zh}${law.zh}：自${from}起算，至${last}届满`,
        en: `${en}${law.en}: from ${from}, run out at the end of ${last}`,
      };
    case 'law':
      return { zh: `${zh}${law.zh}：${until}起方可办理`, en: `${en}${law.en}: possible from ${until}` };
  }
}

function titled(title: Text): readonly [zh: string, en: string] {
  return typeof title === 'string' ? [title, title] : [title.zh, title.en ?? title.zh];
}

/** Everything that a plan supposes, in words. */
export function assumptionsInWords(
  { definition, assumptions }: PlanContext,
  streams: readonly string[],
): readonly Text[] {
  const facts = Object.entries(assumptions.facts ?? {}).map(([fact, value]) => {
    const [zh, en] = titled(definition.facts[fact]?.title ?? fact);
    const told: readonly [string, string] =
      value === true ? ['是', 'yes'] : value === false ? ['否', 'no'] : [String(value), String(value)];
    return { zh: `${zh}：${told[0]}`, en: `${en}: ${told[1]}` };
  });
  const work = Object.entries(assumptions.durations ?? {}).map(([name, term]) => {
    const [zh, en] = titled(definition.acts[name]?.title ?? definition.streams?.[name]?.title ?? name);
    return {
      zh: `${zh}前的工作需要${termInWords(term).zh}`,
      en: `work before "${en}" takes ${termInWords(term).en}`,
    };
  });
  const beside = streams.map((name) => {
    const { title = name, kind } = definition.streams?.[name] ?? {};
    const [zh, en] = titled(title);
    const well = WELL[kind ?? 'draft'];
    return { zh: `${zh}：${well[0]}`, en: `${en}: ${well[1]}` };
  });
  return [
    ...facts,
    ...work,
    ...beside,
    ...meetingWords(
      assumptions,
      streams.some((name) => definition.streams?.[name]?.kind === 'meeting'),
    ),
  ];
}

const WELL = {
  draft: ['如期提交，其后不再修改', 'submitted in time and not changed after'],
  consultation: [
    '截止次日意见全部处理完毕并公布采纳情况',
    'on the day after it closes all comments are handled and the results published',
  ],
  panel: ['专家按时署名提出意见，均无利害关系', 'experts sign their opinions in time and none is conflicted'],
  meeting: ['达到法定人数，会议通过，当日形成纪要', 'quorate, passed, minutes on the same day'],
} as const;

function meetingWords({ meetings, workingDays }: PlanAssumptions, meets: boolean): readonly Text[] {
  const days: Text[] = [];
  if (workingDays === true)
    days.push({ zh: '机关只在工作日办理', en: 'the authority acts on working days only' });
  if (meets && !meetings)
    days.push({ zh: '任一工作日均可开会', en: 'a meeting can be held on any working day' });
  if (meetings?.every) {
    const { weeks, from } = meetings.every;
    days.push({ zh: `自${from}起每${weeks}周开会一次`, en: `a meeting every ${weeks} week(s) from ${from}` });
  }
  if (meetings?.on)
    days.push({ zh: `开会日：${meetings.on.join('、')}`, en: `meeting days: ${meetings.on.join(', ')}` });
  return days;
}
