import { CONTENT_RECORDS } from '../audit/restriction.js';
import type { Unmet } from '../case/refusal.js';
import type { CivilDate } from '../clock/time.js';
import type { SeenStream, StreamKindName, StreamStanding } from '../law/stream-definition.js';

/**
 * What happened in a stream beside a case, as data: everything its fold needs and nothing personal. It is the `data` of
 * a record; texts and names are parts of that record.
 */
export interface StreamEvent {
  /** `draft.submitted`, `comment.received`, `meeting.decided` ... */
  readonly type: string;
  /** The legal day of the event. */
  readonly on: CivilDate;
  /** The post in which the actor acted. Absent: as one of the public, as a member, or the system itself. */
  readonly post?: string;
  /** Why he was allowed. */
  readonly power?: {
    readonly policies: readonly string[];
    readonly unit?: string;
    readonly onBehalfOf?: string;
    readonly substitution?: string;
  };
  /** What the decision looked at in other streams, so that it can be decided anew. Absent: nothing, or an old record. */
  readonly considered?: Considered;
}

/** What a decision in a stream looked at elsewhere. */
export interface Considered {
  /** The case that it is about, and the last record of it that counted. */
  readonly case: { readonly stream: string; readonly seq: number };
  /** How everything beside the case stood. Absent: the decision did not look at it. */
  readonly streams?: Readonly<Record<string, SeenStream>>;
}

/** Whether a record of a stream may change its state: a refused attempt, and that content was erased or restricted, do not. */
export function changesStream(type: string): boolean {
  return type !== STREAM_REFUSED && !CONTENT_RECORDS.has(type);
}

/** The type of the record of a refused attempt. */
export const STREAM_REFUSED = 'stream.refused';

/** How a stream stands to one case: under which name of its definition, and how. */
export interface CaseStanding {
  readonly caseId: string;
  readonly name: string;
  readonly standing: StreamStanding;
}

/** The fold of one kind of stream, and what cases may read of it. Pure. */
export interface StreamLaw<State extends object, Event extends StreamEvent> {
  /** @throws Defect for an event that does not fit the state */
  evolve(state: State | null, event: Event, person: string | undefined): State;
  /** How it stands to every case that it is about. `exists` is true in each. */
  standings(state: State): readonly CaseStanding[];
}

/** What a kind decides: one event with the provisions that it rests on, or everything that stands against it. */
export type StreamDecision<Event extends StreamEvent> =
  | {
      readonly refused: false;
      readonly event: Event;
      readonly basis: readonly string[];
      /** Content that may be personal, by part name: it is in no state and no record, and can be erased. */
      readonly parts?: Readonly<Record<string, unknown>>;
    }
  | { readonly refused: true; readonly unmet: readonly Unmet[] };

/** The law of a kind of stream, whatever its state and events are: what checks that know no kind need. */
export interface AnyStreamLaw {
  evolve(state: object | null, event: StreamEvent, person: string | undefined): object;
  standings(state: object): readonly CaseStanding[];
}

/** Each kind with its law; a kind that nobody writes has none. */
export type StreamLaws = Readonly<Partial<Record<StreamKindName, AnyStreamLaw>>>;
