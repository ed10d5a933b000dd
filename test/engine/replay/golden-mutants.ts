import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import { buildCalendar, type Calendar } from '../../../src/engine/clock/calendar.js';
import type { CalendarDocument, DaysOff } from '../../../src/engine/clock/calendar-document.js';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import type { ActDefinition, ClockDefinition, Definition } from '../../../src/engine/law/definition.js';
import type { CaseHistory, ReplayLaw } from '../../../src/engine/replay/history.js';
import { strictReplay } from '../../../src/engine/replay/replay-strict.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { loadCanonical } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { readCalendars } from '../../../src/outside/seed/read-library.js';
import { historiesOf } from './scenario-history.js';
import { libraryScenarios } from './scenario-library.js';

/** The national procedures, by folder. */
export const NATIONAL = ['administrative-licence', 'major-decision', 'normative-document'] as const;

const notices = readCalendars('config/calendars');

/** The golden histories of a procedure, and the procedure. */
export interface Golden {
  readonly histories: readonly CaseHistory[];
  readonly procedure: CompiledProcedure;
}

/** Plays the worked cases of a national procedure. */
export function goldenOf(name: string): Golden {
  const scenarios = libraryScenarios(`workflows/national/${name}`);
  const procedure = scenarios.find(({ scenario }) => scenario.procedure === undefined)?.procedure;
  if (!procedure) throw new Error(`no worked case of ${name}`);
  const histories = scenarios.flatMap((one) => [...historiesOf(one.scenario, one).values()]);
  const digest = procedure.digest.sha256;
  return {
    procedure,
    histories: histories.filter(({ records }) => records[0]?.record.def?.sha256 === digest),
  };
}

/** Of many, a few that lie apart: every one would take minutes. */
export function some<T>(all: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, Math.floor(all.length / count));
  return all.filter((_one, index) => index % step === 0).slice(0, count);
}

/** Clocks with a term of their own. */
export function limitsOf({ definition }: CompiledProcedure): readonly string[] {
  return Object.keys(definition.clocks).filter((clock) => definition.clocks[clock]?.term);
}

/**
 * Acts with requirements, each with the place of one of them. Not those by which a case is opened: who is refused then
 * leaves no case, and no history.
 */
export function guardsOf({ histories, procedure }: Golden): readonly (readonly [act: string, at: number])[] {
  const opening = new Set(histories.map(({ records }) => records[0]?.record.data['act']));
  return Object.entries(procedure.definition.acts)
    .filter(([act]) => !opening.has(act))
    .flatMap(([act, { requires = [] }]) => requires.map((_one, at) => [act, at] as const));
}

/** Whether some golden history notices that a limit is a day longer. */
export function noticesLimit(golden: Golden, name: string): boolean {
  const { definition } = golden.procedure;
  const clock = definition.clocks[name] as ClockDefinition;
  const term = clock.term && { ...clock.term, n: clock.term.n + 1 };
  const clocks = { ...definition.clocks, [name]: { ...clock, ...(term && { term }) } };
  return isCaught(golden, changedTo(golden, { clocks }), name);
}

/** Whether some golden history notices that one requirement of an act is gone. */
export function noticesGuard(golden: Golden, act: string, at: number): boolean {
  const { acts } = golden.procedure.definition;
  const { requires = [], ...bare } = acts[act] as ActDefinition;
  const left = requires.filter((_one, index) => index !== at);
  const lax = { ...bare, ...(left.length > 0 && { requires: left }) };
  return isCaught(golden, changedTo(golden, { acts: { ...acts, [act]: lax } }), act);
}

/** Whether some golden history notices that an act belongs to another post. */
export function noticesPost(golden: Golden, act: string): boolean {
  const { acts, posts } = golden.procedure.definition;
  const own = [acts[act]?.by ?? []].flat();
  const by = Object.keys(posts).find((post) => !own.includes(post)) ?? '';
  const changed = { ...(acts[act] as ActDefinition), by };
  return isCaught(golden, changedTo(golden, { acts: { ...acts, [act]: changed } }), act);
}

/** Whether some golden history notices that a single day is no working day any more, or is one. */
export function noticesDay(golden: Golden, day: CivilDate): boolean {
  const changed = notices.map((notice) => withoutItsClass(notice, day));
  const calendars = new Map<CivilDate, Calendar>();
  const knowing = (knownAt: CivilDate): Calendar => {
    const found = calendars.get(knownAt) ?? buildCalendar(changed, knownAt);
    calendars.set(knownAt, found);
    return found;
  };
  return golden.histories
    .filter((history) => countedDays(history).has(day))
    .some((history) =>
      differs(history, {
        calendar: (record) => {
          const own = history.law.calendar(record);
          return own && knowing(own.knownAt);
        },
      }),
    );
}

/** Days over which a worked case counted working days: days off on weekdays, make-up working days, others; of years with a notice. */
export function daysToChange({ histories }: Golden): readonly CivilDate[] {
  const days = new Set(histories.flatMap((history) => [...countedDays(history)]));
  return [...days].filter((day) => notices.some(({ year }) => day.startsWith(String(year)))).toSorted();
}

const counted = new WeakMap<CaseHistory, ReadonlySet<CivilDate>>();

function countedDays(history: CaseHistory): ReadonlySet<CivilDate> {
  const known = counted.get(history);
  if (known) return known;
  const days = new Set<CivilDate>();
  for (const { record } of history.records) {
    const { clocks = [], on } = record.data as unknown as CaseEvent;
    const definition = record.def && history.law.procedure(record.def)?.definition;
    for (const { id, action, dueOn, from = on, alternative } of clocks) {
      if (action !== 'start' || dueOn === undefined || alternative !== undefined) continue;
      if (definition?.clocks[id]?.term?.unit !== 'workingDay') continue;
      for (let day = addDays(from, 1); day <= dueOn; day = addDays(day, 1)) days.add(day);
    }
  }
  counted.set(history, days);
  return days;
}

function isCaught({ histories }: Golden, change: Partial<ReplayLaw>, word: string): boolean {
  // Those in which somebody was refused it are the likeliest to notice, then those that name it at all.
  const rank = ({ records }: CaseHistory): number => {
    if (records.some(({ record }) => record.type === 'act.refused' && record.data['act'] === word)) return 0;
    return records.some(({ record }) => canonicalJson(record.data).includes(`"${word}"`)) ? 1 : 2;
  };
  const ranked = histories.map((history) => ({ history, at: rank(history) }));
  return ranked.toSorted((a, b) => a.at - b.at).some(({ history }) => differs(history, change));
}

function differs({ records, law }: CaseHistory, change: Partial<ReplayLaw>): boolean {
  const { hash, zone, checkInput } = law;
  const same: ReplayLaw = {
    ...{ hash, zone, checkInput },
    procedure: (digest) => law.procedure(digest),
    calendar: (record) => law.calendar(record),
    office: (record, place) => law.office(record, place),
  };
  for (const judged of strictReplay({ records, law: { ...same, ...change } }))
    if (judged?.verdict === 'differs') return true;
  return false;
}

function changedTo({ procedure }: Golden, change: Partial<Definition>): Partial<ReplayLaw> {
  const changed = loadCanonical(canonicalJson({ ...procedure.definition, ...change }), nodeHash);
  return { procedure: () => changed };
}

/** The notice with one day changed: a day off becomes a working day, any other a day off. */
function withoutItsClass(notice: CalendarDocument, day: CivilDate): CalendarDocument {
  if (!day.startsWith(String(notice.year)) || notice.over !== undefined) return notice;
  if (notice.work.includes(day)) return { ...notice, work: notice.work.filter((one) => one !== day) };
  const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  const off = notice.off.flatMap((days) => withoutDay(days, day));
  const wasOff = weekend || notice.off.some(({ from, to }) => from <= day && day <= to);
  if (weekend) return { ...notice, off, work: [...notice.work, day].toSorted() };
  if (wasOff) return { ...notice, off };
  const more = [...notice.off, { from: day, to: day, name: '临时放假' }];
  return { ...notice, off: more.toSorted((a, b) => (a.from < b.from ? -1 : 1)) };
}

function withoutDay({ from, to, name }: DaysOff, day: CivilDate): readonly DaysOff[] {
  if (day < from || day > to) return [{ from, to, name }];
  const before = from < day ? [{ from, to: addDays(day, -1), name }] : [];
  return [...before, ...(day < to ? [{ from: addDays(day, 1), to, name }] : [])];
}
