import type { Hash, LedgerRecord } from '../../audit/record.js';
import type { CaseState } from '../../case/case-state.js';
import type { Actor } from '../../case/command.js';
import { today, type World } from '../../case/world.js';
import type { CivilDate } from '../../clock/time.js';
import type { Definition } from '../../law/definition.js';
import type { SeenStream, StreamDefinition } from '../../law/stream-definition.js';
import type { Considered, StreamDecision, StreamEvent } from '../../streams/stream-law.js';
import type { BesideLaw, HistoryRecord } from '../history.js';
import { CannotBeJudged, type Told } from '../told.js';
import type { BesideFolds } from './stream-history.js';

/** One record of a stream on the point of being decided anew. */
export interface StreamMoment {
  readonly stream: string;
  readonly record: LedgerRecord;
  readonly event: StreamEvent;
  readonly told: Told;
  /** The stream before it; null: it begins with this. */
  readonly state: object | null;
  /** The records before it. */
  readonly earlier: readonly HistoryRecord[];
  readonly law: BesideLaw;
  readonly hash: Hash;
  readonly folds: BesideFolds;
}

/** What was asked, word for word, as refused attempts keep it; of what was done it is put together from its record. */
export type StreamWish = Readonly<Record<string, unknown>>;

/** How a kind of stream decides. */
export interface StreamRedo {
  /** The wish behind an event. @throws CannotBeJudged where a part is not at hand that the decision reads */
  readonly wishOf: (moment: StreamMoment) => StreamWish | undefined;
  /** Undefined: nothing is decided by such a wish. @throws CannotBeJudged */
  readonly decide: (moment: StreamMoment, wish: StreamWish) => StreamDecision<StreamEvent> | undefined;
}

/** The case beside which something is done, as it stood then, and whoever does it. */
export interface CasePlace {
  readonly caseId: string;
  readonly definition: Definition;
  readonly caseState: CaseState;
  readonly actor: Actor;
  readonly world: World;
}

/** A case place with what the definition declares under a name. */
export interface DeclaredPlace extends CasePlace {
  readonly name: string;
  readonly declared: StreamDefinition;
}

/**
 * The case of a record of somebody in office, and how he stood to it.
 *
 * @throws CannotBeJudged for a record that does not say what it looked at, or where that is not at hand
 */
export function caseOf(moment: StreamMoment): CasePlace {
  const { record, law, folds } = moment;
  const { case: place, streams } = consideredBy(moment);
  const { state, record: last } = folds.caseAfter(place);
  const def = record.def ?? last.def;
  const procedure = def && law.procedure(def);
  if (!procedure) throw new CannotBeJudged({ kind: 'law', name: 'definition' });
  const calendar = calendarOf(moment);
  const { unit, related } = state;
  const { procedure: name } = procedure.definition;
  const office = law.office(record, { caseId: place.stream, unit, procedure: name, related });
  if ('missing' in office) throw new CannotBeJudged({ kind: 'law', name: office.missing });
  if (!record.actor) throw new CannotBeJudged({ kind: 'input', name: 'actor' });
  const { zone, checkInput } = law;
  const world: World = {
    ...{
      now: record.recordedAt,
      zone,
      calendar,
      checkInput,
      checkPower: office.checkPower,
      bars: office.bars,
    },
    holders: (post) => office.holders(post),
    ...(office.member && { member: (person: string) => office.member?.(person) }),
    ...(streams && { streams }),
  };
  const { definition } = procedure;
  return { caseId: place.stream, definition, caseState: state, actor: office.actor(record.actor), world };
}

/** The same with what the definition says of its stream of that name. @throws CannotBeJudged, as `caseOf` */
export function declaredAs(moment: StreamMoment, name: string): DeclaredPlace {
  const place = caseOf(moment);
  const { streams = {} } = place.definition;
  const declared = Object.hasOwn(streams, name) ? streams[name] : undefined;
  if (!declared) throw new CannotBeJudged({ kind: 'law', name: `stream ${name}` });
  return { ...place, name, declared };
}

/** What a record looked at elsewhere. @throws CannotBeJudged for a record that does not say it */
export function consideredBy({ event }: StreamMoment): Considered {
  if (!event.considered) throw new CannotBeJudged({ kind: 'input', name: 'considered' });
  return event.considered;
}

/** What else went on beside the case. @throws CannotBeJudged for a record that does not say it */
export function lookedBeside(moment: StreamMoment): Readonly<Record<string, SeenStream>> {
  return consideredBy(moment).streams ?? {};
}

/** The calendar that a record names. @throws CannotBeJudged */
export function calendarOf({ law, record }: StreamMoment): World['calendar'] {
  const calendar = law.calendar(record);
  if (!calendar) throw new CannotBeJudged({ kind: 'law', name: 'calendar' });
  return calendar;
}

/** The legal day of a record. */
export function dayOf({ record, law }: StreamMoment): CivilDate {
  return today({ now: record.recordedAt, zone: law.zone });
}
