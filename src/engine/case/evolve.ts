import { Defect } from '../defect.js';
import type { CaseEvent, ClockChange } from './case-event.js';
import type { CaseState, ClockState } from './case-state.js';
import type { CivilDate } from '../clock/time.js';

/**
 * Folds one event into a case. Total for every event that `decide` or `lapse` produced; refusals change nothing.
 *
 * @throws Defect when the event does not fit the state (a broken stream).
 */
export function evolve(state: CaseState | null, event: CaseEvent, person?: string): CaseState {
  if (event.cause === 'refusal') {
    if (!state) throw new Defect('a refusal cannot open a case');
    return state;
  }
  const base = state ?? opened(event);
  return {
    ...base,
    status: event.outcome === undefined ? base.status : 'ended',
    ...(event.outcome !== undefined && { outcome: event.outcome }),
    value: event.value ?? base.value,
    facts: event.facts ? { ...base.facts, ...event.facts } : base.facts,
    milestones: event.milestones ? { ...base.milestones, ...event.milestones } : base.milestones,
    performed: event.act ? counted(base.performed, event.act) : base.performed,
    performers: withPerformer(base.performers, event.post, person),
    parties: event.joined ? withParties(base.parties, event.joined) : base.parties,
    clocks: event.clocks ? event.clocks.reduce(changeClock, base.clocks) : base.clocks,
    tasks: withTasks(base.tasks, event),
    lastOn: later(base.lastOn, event.on),
  };
}

function opened(event: CaseEvent): CaseState {
  if (!event.opened || event.value === undefined) {
    throw new Defect(`a case must begin with an opening event, not ${event.type}`);
  }
  return {
    procedure: event.opened.procedure,
    status: 'open',
    value: event.value,
    facts: {},
    milestones: {},
    performed: {},
    performers: {},
    parties: event.opened.parties,
    clocks: {},
    tasks: {},
    lastOn: event.on,
  };
}

function counted(performed: CaseState['performed'], act: string): CaseState['performed'] {
  return { ...performed, [act]: (performed[act] ?? 0) + 1 };
}

function withPerformer(
  performers: CaseState['performers'],
  post: string | undefined,
  person: string | undefined,
): CaseState['performers'] {
  if (!post || !person || performers[post]?.includes(person)) return performers;
  return { ...performers, [post]: [...(performers[post] ?? []), person] };
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
