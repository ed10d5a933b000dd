import type { CaseEvent } from '../case/case-event.js';
import type { CaseState } from '../case/case-state.js';
import type { Decision } from '../case/decision.js';
import { changesNothing, evolve } from '../case/evolve.js';
import { nextLapse, recompute } from '../case/lapse.js';
import type { Refusal } from '../case/refusal.js';
import type { Calendar } from '../clock/calendar.js';
import { Defect } from '../defect.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import { settlementsDue } from './causes/law.js';
import { movedDays, onlyDaysDiffer } from './moved-days.js';
import { differencesOf } from './differences.js';
import type {
  Classified,
  ClassifiedRecord,
  DifferentialReport,
  MissingEvent,
  MovedDay,
} from './differential.js';
import type { CaseHistory, HistoryRecord, ReplayLaw } from './history.js';
import { momentOf, type Moment } from './moment.js';
import { decidesNothing, doneByLaw, doneByTime, redoneOf } from './redo.js';
import { CannotBeJudged } from './told.js';

/** Other rules to replay a history under. What is absent stays as it was. */
export interface OtherRules {
  readonly procedure?: CompiledProcedure;
  readonly calendar?: Calendar;
}

/**
 * What other rules would have made of the same history: every command is decided anew under them, one after the other, on
 * the state that they themselves give, and aligned with the record. It claims nothing about what people would have done:
 * after the first act that the other rules refuse (or the first refusal that they lift) all that follows is conditional.
 * Under the rules that were in force nothing comes out otherwise.
 */
export function replayUnder(history: CaseHistory, other: OtherRules): DifferentialReport {
  const replay = differentialReplay(history, other);
  for (;;) {
    const step = replay.next();
    if (step.done === true) return step.value;
  }
}

/** The same record by record, for whoever has other things to do in between. Returns the report. */
export function* differentialReplay(
  history: CaseHistory,
  other: OtherRules,
): Generator<undefined, DifferentialReport> {
  const alignment = new Alignment(history, other);
  for (const told of history.records) {
    alignment.align(told);
    yield;
  }
  return alignment.report();
}

/** Something that the other rules brought about by themselves and that waits for its record. */
interface ModelMove {
  readonly event: CaseEvent;
  readonly afterSeq: number;
  readonly conditional: boolean;
}

/** Lapses in a row than no procedure has. */
const MAX_MOVES = 500;

class Alignment {
  #state: CaseState | null = null;
  #versions = 0;
  #stopsAt: number | undefined;
  #moves: ModelMove[] = [];
  readonly #law: ReplayLaw;
  readonly #authors = new Map<number, { readonly person?: string }>();
  readonly #records: ClassifiedRecord[] = [];
  readonly #days: MovedDay[] = [];

  constructor({ law }: Pick<CaseHistory, 'law'>, { procedure, calendar }: OtherRules) {
    this.#law = {
      ...{ hash: law.hash, zone: law.zone, checkInput: law.checkInput },
      procedure: (digest) => procedure ?? law.procedure(digest),
      calendar: (record) => calendar ?? law.calendar(record),
      office: (record, place) => law.office(record, place),
    };
  }

  report(): DifferentialReport {
    const counts: Record<Classified['class'], number> = {
      ...{ same: 0, 'same-with-other-date': 0, 'other-effects': 0, 'not-accepted': 0 },
      ...{ 'accepted-instead': 0, 'other-reasons': 0, 'cannot-be-judged': 0 },
    };
    for (const one of this.#records) counts[one.class] += 1;
    return {
      records: this.#records,
      missing: this.#moves.map(missingOf),
      days: this.#days,
      ...(this.#stopsAt !== undefined && { stopsAt: this.#stopsAt }),
      counts,
    };
  }

  align(told: HistoryRecord): void {
    const { record } = told;
    const conditional = this.#stopsAt !== undefined;
    const classified = this.#classified(told);
    const { seq, type } = record;
    this.#records.push({ seq, type, ...classified, ...(conditional && { conditional }) });
    if ('opinion' in record.data) this.#authors.set(seq, record.actor ? { person: record.actor.person } : {});
  }

  #classified(told: HistoryRecord): Classified {
    try {
      const moment = this.#momentOf(told);
      if (decidesNothing(moment)) return { class: 'same' };
      this.#passTime(moment);
      return doneByLaw(moment) ? this.#ofLaw(moment) : this.#ofPerson(moment);
    } catch (problem) {
      if (!(problem instanceof CannotBeJudged)) throw problem;
      this.#follow(told);
      return { class: 'cannot-be-judged', why: problem.why };
    }
  }

  #momentOf(told: HistoryRecord): Moment {
    const { def } = told.record;
    const procedure = def && this.#law.procedure(def);
    if (!procedure) throw new CannotBeJudged({ kind: 'law', name: 'definition' });
    return momentOf(told, {
      ...{ law: this.#law, procedure, state: this.#state, versions: [this.#versions] },
      authorOf: (seq) => this.#authors.get(seq),
    });
  }

  /** Everything that the other rules bring about by the time of a record. */
  #passTime(moment: Moment): void {
    const { procedure, world, record, event } = moment;
    for (let n = 0; this.#state && n < MAX_MOVES; n++) {
      const lapse = nextLapse(procedure, this.#state, world);
      if (!lapse) break;
      this.#move(lapse, record.seq - 1);
    }
    const moved = this.#state && event.cause === 'calendar' && recompute(procedure, this.#state, world);
    if (moved) this.#move(moved, record.seq - 1);
    if (doneByLaw(moment) && !doneByTime(event)) this.#settle(moment, record.seq - 1);
  }

  #settle({ procedure, world }: Moment, afterSeq: number): void {
    for (let n = 0; this.#state && n < MAX_MOVES; n++) {
      const [due] = settlementsDue(procedure, this.#state, world);
      if (!due) return;
      this.#move(due, afterSeq);
    }
  }

  #move({ event, state }: Decision, afterSeq: number): void {
    this.#advance(event, state);
    this.#moves.push({ event, afterSeq, conditional: this.#stopsAt !== undefined });
  }

  #advance(event: CaseEvent, state: CaseState): void {
    this.#state = state;
    if (!changesNothing(event)) this.#versions += 1;
  }

  /** What the law did by itself is compared with what the other rules made it do. */
  #ofLaw({ event, record }: Moment): Classified {
    const index = this.#moves.findIndex((move) => sameKind(move.event, event));
    if (index < 0) return { class: 'not-accepted', unmet: [] };
    const [found] = this.#moves.splice(index, 1);
    return this.#compared(record.seq, event, found?.event ?? event);
  }

  #ofPerson(moment: Moment): Classified {
    const { event, record } = moment;
    const answers = redoneOf(moment).map((redo) => redo().answer);
    return event.cause === 'refusal'
      ? this.#ofRefusal(moment, answers)
      : this.#ofAct(moment, answers, record.seq);
  }

  #ofAct(moment: Moment, answers: readonly (Decision | Refusal)[], seq: number): Classified {
    const { event } = moment;
    const [done] = answers
      .filter((answer): answer is Decision => !answer.refused)
      .map((answer) => ({ answer, far: differencesOf('', answer.event, event).length }))
      .toSorted((a, b) => a.far - b.far);
    if (!done) {
      this.#stopsAt ??= seq;
      const refused = answers.find((answer): answer is Refusal => answer.refused);
      const unmet = (refused?.unmet ?? []).map(({ code, basis }) => ({ code, basis }));
      return { class: 'not-accepted', unmet };
    }
    this.#advance(done.answer.event, done.answer.state);
    this.#settle(moment, seq);
    return this.#compared(seq, event, done.answer.event);
  }

  #ofRefusal({ event, record }: Moment, answers: readonly (Decision | Refusal)[]): Classified {
    const refused = answers.filter((answer): answer is Refusal => answer.refused);
    const reasons = refused.map(({ code, unmet }) => ({
      code,
      unmet: unmet.map((one) => ({ code: one.code, basis: one.basis })),
    }));
    const compared = reasons.map((one) => differencesOf('/refusal', one, event.refusal));
    if (compared.some((differences) => differences.length === 0)) return { class: 'same' };
    const [first] = compared;
    if (first) return { class: 'other-reasons', differences: first };
    this.#stopsAt ??= record.seq;
    return { class: 'accepted-instead' };
  }

  #compared(seq: number, recorded: CaseEvent, model: CaseEvent): Classified {
    const differences = differencesOf('', model, recorded);
    if (differences.length === 0) return { class: 'same' };
    this.#days.push(...movedDays(seq, recorded, model));
    return { class: onlyDaysDiffer(differences) ? 'same-with-other-date' : 'other-effects', differences };
  }

  /** What cannot be judged is taken as it stands on record, so that what follows can be. */
  #follow({ record }: HistoryRecord): void {
    const event = record.data as unknown as CaseEvent;
    try {
      this.#advance(event, evolve(this.#state, event, record.actor?.person));
    } catch (problem) {
      if (!(problem instanceof Defect)) throw problem;
    }
  }
}

/** Whether both are the end of the same term, the same vacancy, the same leaving. */
function sameKind(a: CaseEvent, b: CaseEvent): boolean {
  return a.type === b.type && subjectOf(a) === subjectOf(b);
}

function subjectOf({ lapse, vacancy, papers, desk, signings }: CaseEvent): string {
  const task = vacancy?.task ?? (desk && 'task' in desk ? desk.task : undefined);
  return lapse?.clock ?? task ?? papers?.[0]?.id ?? signings?.[0]?.signing ?? '';
}

function missingOf({ event, afterSeq, conditional }: ModelMove): MissingEvent {
  const { type, on, lapse } = event;
  return {
    ...{ afterSeq, type, on },
    ...(lapse && { clock: lapse.clock }),
    ...(conditional && { conditional }),
  };
}
