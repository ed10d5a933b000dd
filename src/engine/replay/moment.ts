import type { Hash, LedgerRecord } from '../audit/record.js';
import type { CaseEvent } from '../case/case-event.js';
import type { CaseState } from '../case/case-state.js';
import type { Actor } from '../case/command.js';
import type { Decision } from '../case/decision.js';
import type { Refusal } from '../case/refusal.js';
import { today, type World } from '../case/world.js';
import type { CompiledProcedure } from '../statechart/compiled-procedure.js';
import type { HistoryRecord, ReplayLaw } from './history.js';
import type { Office, OfficePlace } from './office.js';
import { CannotBeJudged, Told } from './told.js';

/** One record on the point of being decided anew, with everything that its decision may read. */
export interface Moment {
  readonly procedure: CompiledProcedure;
  readonly record: LedgerRecord;
  readonly event: CaseEvent;
  readonly told: Told;
  readonly state: CaseState | null;
  /** How often the case had changed, as far as the records tell: before what the law did just then, and after it. */
  readonly versions: readonly number[];
  readonly world: World;
  readonly hash: Hash;
  /** Who gave the opinion in an earlier record; undefined when that record holds none. */
  readonly authorOf: (seq: number) => { readonly person?: string } | undefined;
  /** @throws CannotBeJudged when nobody is on record */
  actor(): Actor;
}

/** A decision made anew, with the words of the command as the pipeline puts them under `cmd`. */
export interface Redone {
  readonly answer: Decision | Refusal;
  readonly words?: Readonly<Record<string, unknown>>;
}

/** The very act, put together from the record in one or several ways where the record leaves a choice open. */
export type Redo = (moment: Moment) => readonly (() => Redone)[];

/** What the moment is made of beside the record itself. */
export interface MomentPlace extends Pick<Moment, 'procedure' | 'state' | 'versions' | 'authorOf'> {
  readonly law: ReplayLaw;
}

/**
 * The moment of a record.
 *
 * @throws CannotBeJudged when its calendar, organisation or rules are not at hand
 */
export function momentOf(told: HistoryRecord, place: MomentPlace): Moment {
  const { law, procedure, state, versions, authorOf } = place;
  const { record } = told;
  const event = record.data as unknown as CaseEvent;
  const { office, world } = worldThen(record, event, place);
  return {
    ...{ procedure, record, event, told: new Told(told), state, versions, world, hash: law.hash, authorOf },
    actor: () => {
      if (!record.actor) throw new CannotBeJudged({ kind: 'input', name: 'actor' });
      return office.actor(record.actor);
    },
  };
}

function worldThen(
  record: LedgerRecord,
  event: CaseEvent,
  { law, state, procedure }: MomentPlace,
): { readonly office: Office; readonly world: World } {
  const calendar = law.calendar(record);
  if (!calendar) throw new CannotBeJudged({ kind: 'law', name: 'calendar' });
  const office = law.office(record, placeOf(record, event, state, procedure));
  if ('missing' in office) throw new CannotBeJudged({ kind: 'law', name: office.missing });
  const { zone, checkInput } = law;
  const { bars, checkPower } = office;
  const world: World = {
    ...{ now: record.recordedAt, zone, calendar, checkInput, checkPower, bars },
    holders: (post) => office.holders(post),
    ...(office.member && { member: (person: string) => office.member?.(person) }),
    ...(event.seen && { streams: event.seen }),
  };
  return { office, world };
}

function placeOf(
  { stream }: LedgerRecord,
  { opened }: CaseEvent,
  state: CaseState | null,
  { definition }: CompiledProcedure,
): OfficePlace {
  const { unit = '', related = {} } = state ?? opened ?? {};
  return { caseId: stream, unit, procedure: definition.procedure, related };
}

/** The legal day of the event where the actor named another day than that of the record. */
export function declaredDay({ event, world }: Moment): { readonly occurredOn?: CaseEvent['on'] } {
  return event.on === today(world) ? {} : { occurredOn: event.on };
}
