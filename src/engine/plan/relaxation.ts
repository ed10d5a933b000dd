import type { CivilDate } from '../clock/time.js';
import type { ActDefinition } from '../law/definition.js';
import { scanFeel } from '../law/feel/feel-reads.js';
import { jointConditions } from './joint-conditions.js';
import type { PlanContext, Position } from './position.js';
import { ANY_ACTS } from './possible-values.js';
import { type EarliestEnd } from './relaxed-clocks.js';
import { RelaxedWorld } from './relaxed-world.js';
import type { RelaxedAction } from './relaxed-procedure.js';
import { after, courseFrom } from './stream-courses.js';

/** What is at least still to come. */
export interface Bound {
  /** No plan decides before this day. */
  readonly day: CivilDate;
  /** About as many moves are still to be made. Not a bound, but a sense of direction. */
  readonly moves: number;
  /** Acts and streams that lead there: what else is done is probably a detour. */
  readonly helpful: ReadonlySet<string>;
}

/**
 * The earliest day on which the case could be decided if nothing that was once reached were ever lost: states stay entered,
 * facts keep every value that they had. Whatever a plan does is possible here no later, so no plan decides before. Undefined:
 * no plan decides at all.
 */
export function boundOf(context: PlanContext, position: Position, ends: EarliestEnd): Bound | undefined {
  return new Relaxation(context, position, ends).run();
}

class Relaxation extends RelaxedWorld {
  run(): Bound | undefined {
    for (;;) {
      this.later = [];
      while (this.changed) {
        this.changed = false;
        this.applyStages();
        this.lapse();
        for (const action of this.relaxed.actions) this.try(action);
        for (const name of Object.keys(this.context.definition.streams ?? {})) this.tryStream(name);
        if (this.done.spread(this.taken, this.active)) this.changed = true;
      }
      for (const act of this.asAssumed() ? this.context.deciding : []) {
        if (this.performed.has(act)) return this.bound(this.supportOfDecision(act));
      }
      const next = [...this.later, ...this.stages.map(({ on }) => on)]
        .filter((day) => day > this.day)
        .toSorted()[0];
      if (next === undefined) return undefined;
      this.day = next;
      this.changed = true;
    }
  }

  protected bound(support: bigint): Bound {
    const acting = this.relaxed.actions.filter(({ index }) => (support >> BigInt(index)) & 1n);
    const streams = [...this.begun].filter(
      (_, index) => (support >> BigInt(this.relaxed.actions.length + index)) & 1n,
    );
    return { day: this.day, moves: acting.length + streams.length, helpful: this.helpful(acting, streams) };
  }

  /** What acts of one post wait for may be that enough of another post have acted. */
  protected helpful(acting: readonly RelaxedAction[], streams: readonly string[]): ReadonlySet<string> {
    const { acts } = this.context.definition;
    const reads = acting.flatMap(({ act }) =>
      (act?.requires ?? []).flatMap(({ that }) => (that === undefined ? [] : scanFeel(that).reads)),
    );
    const posts = new Set(
      reads.flatMap(({ segments: [root, ...path] }) => (root === 'performers' ? [path.join('.')] : [])),
    );
    const more = Object.keys(acts).filter((name) =>
      [acts[name]?.by ?? []].flat().some((post) => posts.has(post)),
    );
    return new Set([...acting.map(({ name }) => name), ...streams, ...more]);
  }

  protected supportOfDecision(act: string): bigint {
    const assumed = Object.entries(this.context.supposed);
    const supports = assumed.map(([fact, value]) => this.supports.get(`${fact}=${String(value)}`) ?? 0n);
    return supports.reduce((all, one) => all | one, this.supports.get(`act ${act}`) ?? 0n);
  }

  /** What is assumed can have come true. */
  protected asAssumed(): boolean {
    return Object.entries(this.context.supposed).every(
      ([fact, value]) => this.values.of(fact)?.includes(value) !== false,
    );
  }

  protected applyStages(): void {
    for (let index = this.stages.length - 1; index >= 0; index -= 1) {
      const stage = this.stages[index];
      if (!stage || stage.on > this.day) continue;
      this.stages.splice(index, 1);
      stage.apply();
      this.changed = true;
    }
  }

  protected try(action: RelaxedAction): void {
    if (this.taken.has(action)) return;
    const { from, act, name } = action;
    if (from === undefined ? this.position.state !== null : !this.active.has(from)) return;
    const support = this.supportOf(action);
    if (act) {
      if (!this.actIsPossible(action, act)) return;
      this.perform(name, act, support);
    }
    if (action.afterActs && !action.afterActs.some((one) => this.performed.has(one))) return;
    if (action.ended && !action.ended.some((clock) => this.isOver(clock))) return;
    if (action.onDone && !this.isDone(from ?? '')) return;
    if (action.when !== undefined && !this.mayHold(action.when, this.done.within(action))) return;
    this.taken.add(action);
    this.changed = true;
    for (const path of action.enters) this.enter(path, action, support);
  }

  protected actIsPossible({ name, from }: RelaxedAction, act: ActDefinition): boolean {
    const { assumptions, calendar, definition } = this.context;
    if (assumptions.without?.includes(name) === true) return false;
    const done = this.done.before(from);
    if (!jointConditions(act).every((source) => this.mayHold(source, done))) return false;
    const waits = (act.requires ?? []).flatMap(({ elapsed }) =>
      elapsed === undefined ? [] : [this.floor(elapsed, from)],
    );
    const work = assumptions.durations?.[name];
    const since =
      this.position.ready[name] ?? (from === undefined ? this.position.day : this.active.get(from));
    const days: (CivilDate | undefined)[] = [
      ...waits,
      work && since ? after(since, work, calendar) : this.day,
    ];
    const posts = typeof act.by === 'string' ? [act.by] : act.by;
    const byOrgan = posts.every((post) => definition.posts[post]?.kind !== 'party');
    if (assumptions.workingDays === true && byOrgan && !calendar.isWorkingDay(this.day)) {
      days.push(calendar.nthWorkingDay(this.day, 1));
    }
    if (days.includes(undefined)) return false;
    const latest =
      days
        .filter((day) => day !== undefined)
        .toSorted()
        .at(-1) ?? this.day;
    if (latest > this.day) this.later.push(latest);
    return latest <= this.day;
  }

  protected perform(name: string, act: ActDefinition, support: bigint): void {
    if (this.performed.has(name)) return;
    this.performed.add(name);
    this.changed = true;
    this.supports.set(`act ${name}`, support);
    const by = this.done.bitOf(name);
    this.note(`performed.${name}`, this.values.open(`performed.${name}`, by), support);
    for (const [milestone, on] of Object.entries(this.recorded(act))) {
      const before = this.milestones.get(milestone);
      if (before === undefined || on < before) this.milestones.set(milestone, on);
      this.note(`days.${milestone}`, this.values.open(`days.${milestone}`, by), support);
    }
    for (const [fact, source] of Object.entries(act.sets ?? {}))
      this.set(fact, source, { name, act }, support);
  }

  /** What terms that are over change by themselves. */
  protected lapse(): void {
    for (const [clock, { onLapse }] of Object.entries(this.context.definition.clocks)) {
      if (onLapse === undefined || this.lapsed.has(clock)) continue;
      if (!this.isOver(clock)) continue;
      this.lapsed.add(clock);
      this.changed = true;
      const records = onLapse.records === undefined ? [] : [onLapse.records].flat();
      for (const milestone of records) {
        const day =
          this.milestones.get(this.context.definition.clocks[clock]?.from ?? '') ?? this.position.day;
        const before = this.milestones.get(milestone);
        if (before === undefined || day < before) this.milestones.set(milestone, day);
        this.note(`days.${milestone}`, this.values.open(`days.${milestone}`, ANY_ACTS), 0n);
      }
      for (const [fact, source] of Object.entries(onLapse.sets ?? {}))
        this.set(fact, source, { name: '' }, 0n);
    }
  }

  protected tryStream(name: string): void {
    if (this.begun.has(name) || (this.position.state === null && this.performed.size === 0)) return;
    const { context, position } = this;
    const { requires = [] } = context.definition.streams?.[name] ?? {};
    if (!requires.every(({ that }) => that === undefined || this.mayHold(that))) return;
    const floors = requires.flatMap(({ elapsed }) =>
      elapsed === undefined ? [] : [this.floor(elapsed, undefined)],
    );
    if (floors.includes(undefined)) return;
    if (!this.ready.has(name)) this.ready.set(name, position.ready[name] ?? this.day);
    const work = context.assumptions.durations?.[name];
    const since = this.ready.get(name) ?? this.day;
    const days = [
      ...floors.flatMap((day) => day ?? []),
      work ? after(since, work, context.calendar) : this.day,
    ];
    const latest = days.toSorted().at(-1) ?? this.day;
    if (latest > this.day) {
      this.later.push(latest);
      return;
    }
    const { [name]: _before, ...others } = position.courses;
    const course = courseFrom(name, this.day, others, context);
    this.begun.add(name);
    this.changed = true;
    const read = requires.flatMap(({ that }) => (that === undefined ? [] : this.supportOfReads(that)));
    const index = BigInt(this.relaxed.actions.length + this.begun.size - 1);
    this.follow(
      name,
      course ?? [],
      read.reduce((all, one) => all | one, 1n << index),
    );
  }

  protected supportOf({ index, from, act, when, onDone }: RelaxedAction): bigint {
    let support = 1n << BigInt(index);
    if (from !== undefined) support |= this.supports.get(`state ${from}`) ?? 0n;
    const conditions = [when, ...(act?.requires ?? []).map(({ that }) => that)];
    for (const source of conditions) {
      if (source !== undefined) for (const one of this.supportOfReads(source)) support |= one;
    }
    if (onDone) {
      for (const [path, one] of this.supports)
        if (path.startsWith(`state ${from ?? ''}.`)) support |= this.isFinal(path) ? one : 0n;
    }
    return support;
  }

  protected isFinal(key: string): boolean {
    return this.relaxed.states.get(key.slice('state '.length))?.definition.type === 'final';
  }
}
