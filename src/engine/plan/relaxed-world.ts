import { earliestAppointment } from '../case/requirements.js';
import { noStanding, standingFields } from '../law/stream-definition.js';
import type { CivilDate } from '../clock/time.js';
import type { ActDefinition, FactValue } from '../law/definition.js';
import { DoneBefore } from './done-before.js';
import { leadsTo } from './leads.js';
import {
  ANY_ACTS,
  namesIn,
  plainValues,
  PossibleValues,
  statedFacts,
  type ActBits,
} from './possible-values.js';
import type { PlanContext, Position } from './position.js';
import { type EarliestEnd } from './relaxed-clocks.js';
import { relaxedProcedure, type RelaxedAction, type RelaxedProcedure } from './relaxed-procedure.js';
import { standingOn, type Course } from './stream-courses.js';

/**
 * What can have been reached by some day if nothing that was once reached were ever lost. It only grows; everything that a plan
 * can bring about is in it no later than the plan does.
 */
export class RelaxedWorld {
  protected readonly relaxed: RelaxedProcedure;
  protected readonly values = new PossibleValues();
  /** The same as they are where this begins. */
  protected readonly first = new PossibleValues();
  protected readonly needed = new Map<string, readonly string[]>();
  protected readonly active = new Map<string, CivilDate>();
  /** End of each clock by the state that it runs in. */
  protected readonly clocks = new Map<string, CivilDate>();
  protected readonly milestones = new Map<string, CivilDate>();
  /** Earliest days in fields of streams. */
  protected readonly days = new Map<string, CivilDate>();
  protected readonly performed = new Set<string>();
  protected readonly ready = new Map<string, CivilDate>();
  protected readonly begun = new Set<string>();
  protected readonly lapsed = new Set<string>();
  protected readonly taken = new Set<RelaxedAction>();
  protected readonly refuted = new Map<string, number>();
  protected readonly done: DoneBefore;
  /** Which actions something rests on, as a set of bits, by what it is. */
  protected readonly supports = new Map<string, bigint>();
  protected readonly stages: { readonly on: CivilDate; readonly apply: () => void }[] = [];
  protected later: CivilDate[] = [];
  protected day: CivilDate;
  protected changed = true;

  constructor(
    protected readonly context: PlanContext,
    protected readonly position: Position,
    protected readonly ends: EarliestEnd,
  ) {
    this.relaxed = relaxedProcedure(context.definition);
    this.done = new DoneBefore(context.definition);
    this.day = position.day;
    this.begin();
  }

  protected begin(): void {
    const { context, position } = this;
    const { definition, procedure } = context;
    const { state, courses, day } = position;
    const facts = state?.facts ?? procedure.initialFacts;
    const found = statedFacts(definition);
    for (const name of Object.keys(definition.facts)) {
      const assumed = this.context.assumptions.facts?.[name];
      // No step of a plan rests on the contrary of what is supposed, only because nobody has stated it yet.
      const stated = typeof assumed === 'boolean' && found.has(name);
      this.begins(name, stated ? assumed : (facts[name] ?? null));
    }
    for (const name of Object.keys(definition.acts))
      this.begins(`performed.${name}`, state?.performed[name] ?? 0);
    for (const name of Object.keys(definition.milestones)) {
      const on = state?.milestones[name];
      this.begins(`days.${name}`, on ?? null);
      if (on !== undefined) this.milestones.set(name, on);
    }
    for (const [name, { kind }] of Object.entries(definition.streams ?? {})) {
      const course = courses[name] ?? [];
      for (const [field, value] of Object.entries({ ...noStanding(kind), ...standingOn(course, day) })) {
        this.begins(`streams.${name}.${field}`, value);
        if (typeof value === 'string' && this.isDay(name, field))
          this.days.set(`streams.${name}.${field}`, value as CivilDate);
      }
      this.follow(name, course, 0n);
    }
    if (!state) return;
    for (const path of procedure.activePaths(state.value)) {
      this.active.set(path, day);
      for (const clock of this.relaxed.states.get(path)?.definition.clocks ?? []) {
        const run = state.clocks[clock];
        const end = run?.notBefore ?? (run?.dueOn && this.ends(clock, run.from)) ?? day;
        this.clocks.set(`${path} ${clock}`, end);
      }
    }
  }

  /** The end of a floor for an act that a state listens to: of the run in that state where it has one. */
  protected floor(clock: string, from: string | undefined): CivilDate | undefined {
    for (let path = from; path !== undefined; path = this.relaxed.states.get(path)?.parent) {
      const end = this.clocks.get(`${path} ${clock}`);
      if (end !== undefined) return end;
    }
    const earlier = this.position.state?.clocks[clock]?.notBefore;
    const all = [...this.clocks].filter(([key]) => key.endsWith(` ${clock}`)).map(([, end]) => end);
    return [...all, ...(earlier === undefined ? [] : [earlier])].toSorted()[0];
  }

  protected isOver(clock: string): boolean {
    const end = this.floor(clock, undefined);
    if (end !== undefined && end > this.day) this.later.push(end);
    return end !== undefined && end <= this.day;
  }

  /** What an expression sets: a plain value, one of the values of an input, else any. */
  protected set(
    fact: string,
    source: FactValue,
    cause: { readonly name: string; readonly act?: ActDefinition },
    support: bigint,
  ): void {
    const values =
      typeof source === 'string' ? plainValues(source, fact, cause, this.context.assumptions) : [source];
    if (Object.hasOwn(this.context.never, fact)) return;
    const by = cause.act ? this.done.bitOf(cause.name) : ANY_ACTS;
    if (values === undefined) this.note(fact, this.values.open(fact, by), support);
    else
      for (const value of values) {
        if (!this.values.add(fact, value, by)) continue;
        this.note(fact, true, support);
        this.supports.set(`${fact}=${String(value)}`, support);
      }
  }

  /** Notes what a name's first change rests on. */
  protected note(name: string, changed: boolean, support: bigint): void {
    if (!changed) return;
    this.changed = true;
    if (!this.supports.has(name)) this.supports.set(name, support);
  }

  protected recorded(act: ActDefinition): Readonly<Record<string, CivilDate>> {
    const { records } = act;
    if (records === undefined) return {};
    if (typeof records === 'string') return { [records]: this.day };
    if (Array.isArray(records))
      return Object.fromEntries((records as readonly string[]).map((name) => [name, this.day]));
    return Object.fromEntries(
      Object.entries(records).map(([name, source]) => [name, this.dayOf(String(source), act)]),
    );
  }

  /** The earliest day that an expression may give; where that is not plain, the earliest day there is. */
  protected dayOf(source: string, act: ActDefinition): CivilDate {
    const path = source.trim();
    if (path === 'on') return this.day;
    const field = /^input\.(\w+)$/.exec(path)?.[1];
    if (field !== undefined) {
      const { choices } = this.context.assumptions;
      const chosen = Object.values(choices ?? {}).flatMap((inputs) =>
        typeof inputs[field] === 'string' ? [inputs[field]] : [],
      );
      if (chosen.length > 0) return chosen.toSorted()[0] as CivilDate;
      const leads = leadsTo(this.context.definition, act, field);
      return (
        leads
          .map(({ lead }) => this.appointment(lead))
          .toSorted()
          .at(-1) ?? this.day
      );
    }
    const known =
      this.days.get(path) ??
      (path.startsWith('days.') ? this.milestones.get(path.slice('days.'.length)) : undefined);
    return known ?? [...this.milestones.values(), this.position.day].toSorted()[0] ?? this.position.day;
  }

  protected appointment(lead: string): CivilDate {
    const { definition, world } = this.context;
    return (
      earliestAppointment(lead, { definition, state: { clocks: {} }, scope: {}, on: this.day, world }) ??
      this.day
    );
  }

  protected enter(path: string, { act }: RelaxedAction, support: bigint): void {
    const state = this.relaxed.states.get(path);
    if (!state) return;
    if (!this.active.has(path)) {
      this.active.set(path, this.day);
      this.supports.set(`state ${path}`, support);
      this.changed = true;
    }
    const recorded = act ? this.recorded(act) : {};
    for (const clock of state.definition.clocks ?? []) {
      const milestone = this.context.definition.clocks[clock]?.from ?? '';
      const from = recorded[milestone] ?? this.milestones.get(milestone) ?? this.position.day;
      const end = this.ends(clock, from);
      const key = `${path} ${clock}`;
      const before = this.clocks.get(key);
      if (end === undefined || (before !== undefined && before <= end)) continue;
      this.clocks.set(key, end);
      this.changed = true;
    }
  }

  protected isDone(path: string): boolean {
    const state = this.relaxed.states.get(path)?.definition;
    if (!state?.states) return state?.type === 'final' && this.active.has(path);
    const children = Object.keys(state.states).map((name) => `${path}.${name}`);
    if (state.type === 'parallel') return children.every((child) => this.isDone(child));
    return children.some(
      (child) => this.relaxed.states.get(child)?.definition.type === 'final' && this.active.has(child),
    );
  }

  /** Whether a condition may hold once these acts can have been done. */
  protected mayHold(source: string, done: ActBits = ANY_ACTS): boolean {
    const key = `${done} ${source}`;
    if (this.refuted.get(key) === this.values.version) return false;
    const holds = this.values.mayHold(source, done);
    if (!holds) this.refuted.set(key, this.values.version);
    return holds;
  }

  protected follow(name: string, course: Course, support: bigint): void {
    const supposed = this.context.assumptions.streams?.[name]?.standing;
    for (const { on, standing } of course) {
      const apply = (): void => {
        for (const [field, value] of Object.entries(standing)) {
          const key = `streams.${name}.${field}`;
          // Which version it is about, and which meeting it goes to, depends on what is done before.
          const forum = field === 'forum' && supposed?.[field] === undefined;
          const counted = field === 'version' || field === 'draftVersion' || forum;
          const day = this.isDay(name, field);
          if (day && typeof value === 'string') {
            const before = this.days.get(key);
            if (before === undefined || value < before) this.days.set(key, value as CivilDate);
          }
          const wider =
            counted || day ? this.values.open(key, ANY_ACTS) : this.values.add(key, value, ANY_ACTS);
          this.note(key, wider, support);
        }
      };
      this.stages.push({ on, apply });
    }
  }

  protected isDay(name: string, field: string): boolean {
    const kind = this.context.definition.streams?.[name]?.kind;
    return kind !== undefined && standingFields(kind)[field]?.type === 'date';
  }

  protected begins(name: string, value: FactValue): void {
    this.values.begin(name, value);
    this.first.begin(name, value);
  }

  /** What a condition rests on: names that would not do as they were at first. */
  protected supportOfReads(source: string): readonly bigint[] {
    let needed = this.needed.get(source);
    if (!needed && this.values.mayHold(source, ANY_ACTS)) {
      needed = namesIn(source).filter(
        (name) => !this.values.mayHold(source, ANY_ACTS, { of: name, values: this.first }),
      );
      this.needed.set(source, needed);
    }
    return (needed ?? []).flatMap((name) => this.supports.get(name) ?? []);
  }
}
