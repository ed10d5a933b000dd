import type { Calendar } from '../clock/calendar.js';
import type { CivilDate } from '../clock/time.js';
import { clockResult, extensionRule } from '../case/clock-question.js';
import type { ClockState } from '../case/case-state.js';
import type { ActDefinition, Basis, Definition } from '../law/definition.js';
import { milestonesOf } from '../law/lint/documents.js';
import type { Exploration } from '../statechart/explore.js';
import { activeStates } from '../statechart/state-paths.js';
import type { Move } from './align.js';

/** One run of a clock as it follows from an aligned log. */
export interface AlignedClock {
  readonly clock: string;
  readonly basis: Basis;
  readonly kind: Definition['clocks'][string]['kind'];
  readonly from: CivilDate;
  /** Day on which it was stopped; absent while it runs at the log's end. */
  readonly until?: CivilDate;
  readonly dueOn?: CivilDate;
  readonly notBefore?: CivilDate;
  /** `kept`, `overdue`, `tooEarly`, `running` at the end of the log, `open` while it stands still. */
  readonly standing: 'kept' | 'overdue' | 'tooEarly' | 'running' | 'open';
  /** What was taken for granted because the log does not tell. */
  readonly assumed: readonly ('own-term' | 'day-of-act')[];
}

interface Run {
  readonly clock: string;
  readonly from: CivilDate;
  readonly assumed: AlignedClock['assumed'];
  excluded: { from: CivilDate; to?: CivilDate; ground: string }[];
  extensions: ClockState['extensions'];
}

/**
 * The clocks of a case that was aligned with a procedure, with their days recomputed: each starts and stops where the
 * aligned steps enter and leave the states that it runs in. A step without a day has that of the step before.
 *
 * @param days day of each activity of the log, by its place
 */
export function alignedClocks(
  definition: Definition,
  { configurations }: Pick<Exploration, 'configurations'>,
  moves: readonly Move[],
  days: readonly (CivilDate | undefined)[],
  calendar: Calendar,
): readonly AlignedClock[] {
  const walk = new ClockWalk(definition, calendar);
  for (const move of moves) {
    if (move.kind === 'sync') walk.dayIs(days[move.at]);
    if (move.kind === 'log') continue;
    const act = move.kind === 'silent' ? undefined : definition.acts[move.passage.event];
    const value = configurations[move.passage.to]?.value;
    const running =
      value === undefined ? [] : activeStates(definition, value).flatMap(({ state }) => state.clocks ?? []);
    walk.step(act, move.passage.started, new Set(running));
  }
  return walk.done();
}

class ClockWalk {
  private day: CivilDate | undefined;
  /** Days of milestones; `told`: the act's own day is the milestone's, not one that its input says. */
  private readonly milestones = new Map<string, { readonly day: CivilDate; readonly told: boolean }>();
  private readonly runs = new Map<string, Run>();
  private readonly ended: AlignedClock[] = [];

  constructor(
    private readonly definition: Definition,
    private readonly calendar: Calendar,
  ) {}

  dayIs(day: CivilDate | undefined): void {
    this.day = day ?? this.day;
  }

  step(act: ActDefinition | undefined, started: readonly string[], running: ReadonlySet<string>): void {
    const { day } = this;
    if (day === undefined) return;
    const told = typeof act?.records === 'string' || Array.isArray(act?.records);
    for (const milestone of milestonesOf(act?.records)) this.milestones.set(milestone, { day, told });
    if (act) this.actOnClocks(act, day);
    for (const clock of this.runs.keys())
      if (!running.has(clock) || started.includes(clock)) this.stop(clock, day);
    for (const clock of started) this.start(clock, day);
  }

  done(): readonly AlignedClock[] {
    for (const clock of this.runs.keys()) this.stop(clock, undefined);
    return this.ended;
  }

  private start(clock: string, day: CivilDate): void {
    const definition = this.definition.clocks[clock];
    if (!definition) return;
    const recorded = this.milestones.get(definition.from);
    const assumed = [
      ...(definition.alternatives ? (['own-term'] as const) : []),
      ...(recorded?.told ? [] : (['day-of-act'] as const)),
    ];
    this.runs.set(clock, { clock, from: recorded?.day ?? day, assumed, excluded: [], extensions: [] });
  }

  private actOnClocks(act: ActDefinition, day: CivilDate): void {
    const extended = act.extends === undefined ? undefined : this.runs.get(act.extends);
    if (extended) {
      const rule = extensionRule(this.clockOf(extended), extended);
      if (rule) extended.extensions = [...extended.extensions, rule.by];
    }
    const suspended = act.suspends ? this.runs.get(act.suspends.clock) : undefined;
    suspended?.excluded.push({ from: day, ground: '' });
    const name = typeof act.resumes === 'string' ? act.resumes : act.resumes?.clock;
    const open =
      name === undefined ? undefined : this.runs.get(name)?.excluded.findLast(({ to }) => to === undefined);
    if (open) open.to = day;
  }

  private stop(clock: string, until: CivilDate | undefined): void {
    const run = this.runs.get(clock);
    if (!run) return;
    this.runs.delete(clock);
    const { kind, basis } = this.clockOf(run);
    const { dueOn, notBefore } = clockResult(this.definition, clock, run, this.calendar);
    const standing = standingOf({ kind, until, dueOn, notBefore });
    this.ended.push({
      ...{ clock, basis, kind, from: run.from, standing, assumed: run.assumed },
      ...(until && { until }),
      ...(dueOn && { dueOn }),
      ...(notBefore && { notBefore }),
    });
  }

  private clockOf({ clock }: Run): Definition['clocks'][string] {
    return this.definition.clocks[clock] as Definition['clocks'][string];
  }
}

function standingOf({
  kind,
  until,
  dueOn,
  notBefore,
}: {
  readonly kind: AlignedClock['kind'];
  readonly until: CivilDate | undefined;
  readonly dueOn: CivilDate | undefined;
  readonly notBefore: CivilDate | undefined;
}): AlignedClock['standing'] {
  if (until === undefined) return dueOn === undefined && notBefore === undefined ? 'open' : 'running';
  if (kind === 'floor') return notBefore !== undefined && until < notBefore ? 'tooEarly' : 'kept';
  if (dueOn === undefined) return 'open';
  return until > dueOn ? 'overdue' : 'kept';
}
