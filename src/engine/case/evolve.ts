import { Defect } from '../defect.js';
import type { CaseEvent, ClockChange } from './case-event.js';
import type { CaseState, ClockState } from './case-state.js';
import type { CivilDate } from '../clock/time.js';
import { evolveDesk } from './desk/evolve-desk.js';
import { evolveDocuments } from './documents/evolve-documents.js';
import { evolveForm } from './form/evolve-form.js';
import { evolveMaterials } from './materials/evolve-materials.js';
import { evolveSignings } from './signing/evolve-signings.js';

/**
 * Folds one event into a case. Total for every event that `decide` or `lapse` produced; refusals change nothing.
 *
 * @throws Defect when the event does not fit the state (a broken stream).
 */
export function evolve(state: CaseState | null, event: CaseEvent, person?: string): CaseState {
  if (changesNothing(event)) {
    if (!state) throw new Defect(`a case cannot be opened by ${event.type}`);
    return state;
  }
  const moved = move(state ?? opened(event), event, person);
  return BESIDE.reduce((after, fold) => fold(after, event), moved);
}

const MOVES_THE_DAY: ReadonlySet<CaseEvent['cause']> = new Set(['act', 'lapse', 'promise', 'calendar']);

const LEAVES_IT: ReadonlySet<CaseEvent['cause']> = new Set(['refusal', 'access', 'opinion', 'redaction']);

/** What people do with the work in hand, beside where the case stands in law. */
const BESIDE = [evolveDesk, evolveSignings, evolveMaterials, evolveDocuments, evolveForm];

function move(base: CaseState, event: CaseEvent, person: string | undefined): CaseState {
  const people = peopleOf(event, person);
  const { last: _before, ...rest } = base;
  const last = event.retractable && event.act && person ? { act: event.act, person } : undefined;
  return {
    ...(movesTheCase(event) ? rest : base),
    ...(last && { last }),
    status: event.outcome === undefined ? base.status : 'ended',
    ...(event.outcome !== undefined && { outcome: event.outcome }),
    value: event.value ?? base.value,
    facts: event.facts ? { ...base.facts, ...event.facts } : base.facts,
    milestones: event.milestones ? { ...base.milestones, ...event.milestones } : base.milestones,
    performed: event.act ? counted(base.performed, event.act) : base.performed,
    performers: withPeople(base.performers, event.post, people),
    doneBy: withPeople(base.doneBy, event.act, people),
    parties: event.joined ? withParties(base.parties, event.joined) : base.parties,
    clocks: event.clocks ? event.clocks.reduce(changeClock, base.clocks) : base.clocks,
    tasks: withTasks(base.tasks, event),
    vacancies: withVacancy(base.vacancies, event),
    // Work at the desk and vacant posts say nothing of the day on which something happened in law.
    ...(event.kept && { kept: { ...base.kept, ...event.kept } }),
    lastOn: movesTheDay(event) ? later(base.lastOn, event.on) : base.lastOn,
  };
}

/** After it nobody can take back what he did before. */
function movesTheCase({ cause, value }: CaseEvent): boolean {
  return cause === 'act' || cause === 'lapse' || value !== undefined;
}

/** At a desk only what settles a round of signatures moves the case. */
function movesTheDay({ cause, signings, value }: CaseEvent): boolean {
  return MOVES_THE_DAY.has(cause) || (signings !== undefined && value !== undefined);
}

/** Refused attempts, reads, opinions and erasures are on record and leave the case as it is. */
export function changesNothing({ cause, material }: CaseEvent): boolean {
  if (LEAVES_IT.has(cause)) return true;
  return material?.did === 'opened';
}

function opened(event: CaseEvent): CaseState {
  if (!event.opened || event.value === undefined) {
    throw new Defect(`a case must begin with an opening event, not ${event.type}`);
  }
  return {
    procedure: event.opened.procedure,
    unit: event.opened.unit,
    related: event.opened.related ?? {},
    status: 'open',
    value: event.value,
    facts: {},
    milestones: {},
    performed: {},
    performers: {},
    doneBy: {},
    parties: event.opened.parties,
    clocks: {},
    tasks: {},
    vacancies: {},
    lastOn: event.on,
  };
}

function counted(performed: CaseState['performed'], act: string): CaseState['performed'] {
  return { ...performed, [act]: (performed[act] ?? 0) + 1 };
}

/** Who acted by this event: the person, and the principal for whom he did. */
function peopleOf({ power }: CaseEvent, person: string | undefined): readonly string[] {
  if (!person) return [];
  return power?.onBehalfOf === undefined ? [person] : [person, power.onBehalfOf];
}

function withPeople(
  known: CaseState['performers'],
  name: string | undefined,
  people: readonly string[],
): CaseState['performers'] {
  if (!name) return known;
  const before = known[name] ?? [];
  const added = people.filter((person) => !before.includes(person));
  return added.length === 0 ? known : { ...known, [name]: [...before, ...added] };
}

function withParties(
  parties: CaseState['parties'],
  joined: NonNullable<CaseEvent['joined']>,
): CaseState['parties'] {
  const merged = { ...parties };
  for (const [post, persons] of Object.entries(joined)) {
    merged[post] = [...new Set([...(merged[post] ?? []), ...persons])];
  }
  return merged;
}

function withTasks(tasks: CaseState['tasks'], event: CaseEvent): CaseState['tasks'] {
  if (!event.tasksOpened && !event.tasksClosed) return tasks;
  const closed = new Set(event.tasksClosed ?? []);
  const kept = Object.fromEntries(Object.entries(tasks).filter(([key]) => !closed.has(key)));
  return { ...kept, ...event.tasksOpened };
}

function withVacancy(
  vacancies: CaseState['vacancies'],
  { vacancy, tasksClosed, on }: CaseEvent,
): CaseState['vacancies'] {
  const over = [...(tasksClosed ?? []), ...(vacancy?.state === 'filled' ? [vacancy.task] : [])];
  const kept = over.some((task) => Object.hasOwn(vacancies, task))
    ? Object.fromEntries(Object.entries(vacancies).filter(([task]) => !over.includes(task)))
    : vacancies;
  return vacancy?.state === 'found' ? { ...kept, [vacancy.task]: on } : kept;
}

function later(a: CivilDate, b: CivilDate): CivilDate {
  return a >= b ? a : b;
}

function changeClock(clocks: CaseState['clocks'], change: ClockChange): CaseState['clocks'] {
  return { ...clocks, [change.id]: changed(clocks[change.id], change) };
}

/** One clock after one change. */
export function changed(clock: ClockState | undefined, change: ClockChange): ClockState {
  if (change.action === 'start' || change.action === 'interrupt') return started(clock, change);
  if (!clock) throw new Defect(`clock ${change.id} cannot ${change.action}: it never started`);
  switch (change.action) {
    case 'pause':
      return {
        ...withResult(clock, change),
        state: 'suspended',
        excluded: [...clock.excluded, { from: change.on, ground: change.ground ?? '' }],
      };
    case 'resume':
      return resumed(clock, change);
    case 'extend': {
      if (!change.by) throw new Defect(`clock ${change.id} extended by nothing`);
      return { ...withResult(clock, change), extensions: [...clock.extensions, change.by] };
    }
    case 'stop':
      return { ...clock, state: 'stopped', stoppedOn: change.on };
    case 'lapse':
      return { ...clock, state: 'lapsed', lapsedOn: change.on };
    case 'break':
      return { ...clock, promiseBroken: true };
    case 'recompute':
      return withResult(clock, change);
  }
}

function started(before: ClockState | undefined, change: ClockChange): ClockState {
  if (!change.from) throw new Defect(`clock ${change.id} started without a day`);
  return withResult(
    {
      state: 'running',
      run: (before?.run ?? 0) + 1,
      from: change.from,
      ...(change.alternative !== undefined && { alternative: change.alternative }),
      excluded: [],
      extensions: [],
      provisional: false,
    },
    change,
  );
}

function resumed(clock: ClockState, change: ClockChange): ClockState {
  const excluded = clock.excluded.map((interval) =>
    interval.to === undefined && (change.ground === undefined || change.ground === interval.ground)
      ? { ...interval, to: change.on }
      : interval,
  );
  const open = excluded.some((interval) => interval.to === undefined);
  return { ...withResult(clock, change), excluded, state: open ? 'suspended' : 'running' };
}

function withResult(clock: ClockState, change: ClockChange): ClockState {
  const { dueOn: _d, promisedDueOn: _p, notBefore: _n, ...rest } = clock;
  return {
    ...rest,
    ...(change.dueOn && { dueOn: change.dueOn }),
    ...(change.promisedDueOn && { promisedDueOn: change.promisedDueOn }),
    ...(change.notBefore && { notBefore: change.notBefore }),
    provisional: change.provisional ?? false,
  };
}
