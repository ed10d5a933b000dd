import type { SeenStream } from '../../engine/law/stream-definition.js';
import type { CaseStanding } from '../../engine/streams/stream-law.js';

/** How a stream stands to a case after an append. The stream that came last under a name is the one that counts. */
export type StandingChange = CaseStanding;

/** What cases read of the streams beside them. */
export interface StreamStandings {
  /** By the name that the definition gives them; of several under one name the one that began last. */
  of(caseId: string): Promise<Readonly<Record<string, SeenStream>>>;
  /** Streams under a name, the one that began first at the head. */
  streamsOf(caseId: string, name: string): Promise<readonly string[]>;
}
