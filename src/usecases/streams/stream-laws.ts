import type { StreamKindName } from '../../engine/law/stream-definition.js';
import type { CaseStanding, StreamEvent } from '../../engine/streams/stream-law.js';

/** The law of a kind of stream, whatever its state and events are: what checks that know no kind need. */
export interface AnyStreamLaw {
  evolve(state: object | null, event: StreamEvent, person: string | undefined): object;
  standings(state: object): readonly CaseStanding[];
}

/** Each kind with its law; a kind that nobody writes has none. */
export type StreamLaws = Readonly<Partial<Record<StreamKindName, AnyStreamLaw>>>;

/** The kinds that this build writes. */
export const STREAM_LAWS: StreamLaws = {};
