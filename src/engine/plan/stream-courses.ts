import { calculateDeadline } from '../clock/deadline-calculation.js';
import { addDays } from '../clock/civil-date.js';
import type { Calendar } from '../clock/calendar.js';
import type { Term } from '../clock/deadline.js';
import type { CivilDate } from '../clock/time.js';
import type { CaseState } from '../case/case-state.js';
import { leastPeriod } from '../consultation/least-period.js';
import type { Definition, FactValue } from '../law/definition.js';
import { truthOf } from '../statechart/truth.js';
import { type SeenStream, type StreamKindName, type StreamStanding } from '../law/stream-definition.js';
import type { PlanAssumptions } from './assumptions.js';
import { nextMeeting } from './meeting-days.js';

/** How a stream will stand, from each day on: what a stage says is added to what the stages before it said. */
export type Course = readonly Stage[];

export interface Stage {
  readonly on: CivilDate;
  readonly standing: StreamStanding;
}

/** What a course is laid out by. */
export interface CourseContext {
  readonly definition: Definition;
  readonly assumptions: PlanAssumptions;
  readonly calendar: Calendar;
  /** Facts that have one value in every plan: what is counted on where the case itself is not known. */
  readonly settled?: Readonly<Record<string, FactValue>>;
  /** The case in which something begins; absent where only the earliest possible course is asked for. */
  readonly state?: CaseState | null;
  /** The kind of meeting that a matter goes to; absent where nothing is said of it: an executive meeting. */
  readonly forum?: string;
}

/** 国务院令第713号 14.2: at least 30 days, where neither the planner nor a clock of the procedure says how long. */
const SOLICITATION: Term = { n: 30, unit: 'calendarDay' };
/** An odd number, as rules on panels want it. */
const PANEL = 5;
/** More versions of one draft than a plan needs. */
const MORE_VERSIONS = 2;

/** How a stream stands on a day. */
export function standingOn(course: Course, day: CivilDate): StreamStanding {
  return Object.assign(
    {},
    ...course.filter(({ on }) => on <= day).map(({ standing }) => standing),
  ) as StreamStanding;
}

/** How all streams stand on a day, as acts see them. */
export function streamsOn(
  courses: Readonly<Record<string, Course>>,
  day: CivilDate,
): Readonly<Record<string, SeenStream>> {
  return Object.fromEntries(
    Object.entries(courses)
      .filter(([, course]) => course.some(({ on }) => on <= day))
      .map(([name, course]) => [
        name,
        { stream: name, seq: 0, leaf: '0'.repeat(64), standing: standingOn(course, day) },
      ]),
  );
}

/**
 * The course of a stream that begins on a day, or begins again, and goes well: a consultation closes on its last day with
 * everything handled and its results published the next day, experts all sign, a meeting is quorate and passes the
 * matter. Undefined: it need not begin now, or no meeting can be held any more.
 */
export function courseFrom(
  name: string,
  day: CivilDate,
  courses: Readonly<Record<string, Course>>,
  context: CourseContext,
): Course | undefined {
  const kind = context.definition.streams?.[name]?.kind;
  if (kind === undefined) return undefined;
  const before = courses[name];
  if (before?.some(({ on }) => on > day)) return undefined;
  const now = before ? standingOn(before, day) : {};
  const draftVersion = draftOf(name, courses, day, context.definition);
  if (before && !mayBeginAgain(kind, now, draftVersion)) return undefined;
  const stages = STAGES[kind](name, day, { ...context, now, draftVersion });
  const { standing } = context.assumptions.streams?.[name] ?? {};
  return stages && [...(before ?? []), ...withStanding(stages, standing)];
}

/** What is under way when planning starts goes on as if it had begun well. */
export function courseInHand(name: string, seen: SeenStream, day: CivilDate, context: CourseContext): Course {
  const { standing } = seen;
  const first = { on: day, standing };
  const kind = context.definition.streams?.[name]?.kind;
  const closesOn = standing['closesOn'];
  if (kind === 'consultation' && standing['open'] === true && typeof closesOn === 'string') {
    return [first, resultOf(closesOn as CivilDate, day)];
  }
  if (kind === 'panel' && Number(standing['opinions']) < Number(standing['members'])) {
    const { term } = context.assumptions.streams?.[name] ?? {};
    return [
      first,
      { on: after(day, term, context.calendar), standing: opinionsOf(Number(standing['members'])) },
    ];
  }
  if (kind === 'meeting' && standing['tabled'] === true && standing['result'] === 'none') {
    const meeting = nextMeeting(context.assumptions.meetings, day, context.calendar);
    return meeting ? [first, held(meeting.on)] : [first];
  }
  return [first];
}

interface Beginning extends CourseContext {
  readonly now: StreamStanding;
  readonly draftVersion: number;
}

const STAGES: Readonly<
  Record<StreamKindName, (name: string, day: CivilDate, beginning: Beginning) => Course | undefined>
> = {
  draft: (_name, day, { now }) => {
    const version = Number(now['version'] ?? 0) + 1;
    return [
      { on: day, standing: { exists: true, version, draftVersion: version, articles: 1, openComments: 0 } },
    ];
  },
  consultation: consultation,
  panel: (name, day, { draftVersion, assumptions, calendar }) => {
    const { term, standing } = assumptions.streams?.[name] ?? {};
    const members = Number(standing?.['members'] ?? PANEL);
    const drawn = {
      exists: true,
      draftVersion,
      drawn: true,
      members,
      sectorMembers: 0,
      undeclared: 0,
      conflicted: 0,
    };
    return [
      { on: day, standing: drawn },
      { on: after(day, term, calendar), standing: opinionsOf(members) },
    ];
  },
  meeting: (name, day, { draftVersion, assumptions, calendar, forum = 'executive' }) => {
    const { term } = assumptions.streams?.[name] ?? {};
    const meeting = nextMeeting(assumptions.meetings, after(day, term, calendar), calendar);
    const tabled = {
      exists: true,
      draftVersion,
      forum,
      tabled: true,
      papersOn: day,
      result: 'none',
    };
    return meeting && [{ on: day, standing: tabled }, held(meeting.on)];
  },
};

function consultation(name: string, day: CivilDate, context: Beginning): Course {
  const { definition, draftVersion, assumptions, calendar } = context;
  const { floor = name } = definition.streams?.[name] ?? {};
  const full = lastDay(floor, day, context);
  const { term } = assumptions.streams?.[name] ?? {};
  const closesOn = term ? addDays(after(day, term, calendar, conventionsOf(definition, floor)), -1) : full;
  const open = {
    ...{ exists: true, draftVersion, open: true, opensOn: day, closesOn, shortened: closesOn < full },
    ...{ withdrawn: false, received: 0, unhandled: 0, resultOn: null },
  };
  return [{ on: day, standing: open }, resultOf(closesOn, day)];
}

/** Until when comments are taken unless the notice says why it is shorter: by the law's own floor, else by the general rule. */
function lastDay(
  floor: string,
  day: CivilDate,
  { definition, calendar, state, settled = {} }: CourseContext,
): CivilDate {
  const clock = definition.clocks[floor];
  const ruled = clock?.kind === 'floor' && clock.term !== undefined;
  if (ruled && state) {
    const least = leastPeriod(definition, { floor }, { state, opensOn: day, calendar });
    if (least) return least.closesOn;
  }
  const longer = (clock?.alternatives ?? []).filter(({ when }) => truthOf(when, settled) === true);
  const terms = ruled ? [clock, ...longer].flatMap(({ term }) => term ?? []) : [SOLICITATION];
  const ends = terms.map((term) => after(day, term, calendar, conventionsOf(definition, floor)));
  return addDays(ends.toSorted().at(-1) ?? day, -1);
}

function conventionsOf({ clocks, conventions }: Definition, clock: string): Definition['conventions'] {
  return { ...conventions, ...clocks[clock]?.conventions };
}

function resultOf(closesOn: CivilDate, day: CivilDate): Stage {
  const on = closesOn >= day ? addDays(closesOn, 1) : day;
  return { on, standing: { open: false, unhandled: 0, resultOn: on } };
}

function opinionsOf(members: number): StreamStanding {
  return { opinions: members, undeclared: 0, conflicted: 0, differing: 0, unanswered: 0 };
}

function held(heldOn: CivilDate): Stage {
  const well = { quorate: true, discussed: true, chiefLast: true, departs: false, reasoned: false };
  return {
    on: heldOn,
    standing: { ...well, heldOn, dissents: 0, result: 'passed', unconfirmed: 0, minutesOn: heldOn },
  };
}

/** Once more only where it would be about another draft, or has not come to a good end. */
function mayBeginAgain(kind: StreamKindName, now: StreamStanding, draftVersion: number): boolean {
  if (kind === 'draft') return Number(now['version']) <= MORE_VERSIONS;
  const passed = kind !== 'meeting' || now['result'] === 'passed';
  return Number(now['draftVersion'] ?? 0) < draftVersion || !passed || now['withdrawn'] === true;
}

/** The version of the draft that it is about: the draft of the same fragment, else of the procedure. */
function draftOf(
  name: string,
  courses: Readonly<Record<string, Course>>,
  day: CivilDate,
  { streams = {} }: Definition,
): number {
  const prefix = name.includes('.') ? name.slice(0, name.lastIndexOf('.') + 1) : '';
  const drafts = Object.keys(streams).filter((other) => streams[other]?.kind === 'draft');
  const draft = drafts.find((other) => prefix !== '' && other.startsWith(prefix)) ?? drafts[0];
  const course = draft === undefined ? undefined : courses[draft];
  return course ? Number(standingOn(course, day)['version'] ?? 0) : 0;
}

function withStanding(stages: Course, standing: StreamStanding | undefined): Course {
  if (!standing) return stages;
  return stages.map((stage) => ({
    ...stage,
    standing: {
      ...stage.standing,
      // What is supposed of a field holds from when the field says anything at all.
      ...Object.fromEntries(
        Object.entries(standing).filter(
          ([field]) =>
            field in stage.standing || (stage === stages[0] && !stages.some((one) => field in one.standing)),
        ),
      ),
    },
  }));
}

/** The first day after a term, counted as a minimum period; the day itself where there is none. */
export function after(
  day: CivilDate,
  term: Term | undefined,
  calendar: Calendar,
  conventions: Definition['conventions'] = {},
): CivilDate {
  if (!term || term.n === 0) return day;
  const answer = calculateDeadline({ kind: 'floor', start: day, term, conventions }, calendar);
  return 'problem' in answer ? day : (answer.notBefore ?? day);
}
