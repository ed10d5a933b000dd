import type { LedgerRecord } from '../../engine/audit/record.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { evolve } from '../../engine/case/evolve.js';
import { recompute } from '../../engine/case/lapse.js';
import { Defect } from '../../engine/defect.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { dueInstants } from '../cases/case-records.js';
import type { CaseChange, Ports } from '../ports.js';
import {
  evolvePersonRequest,
  type PersonRequestEvent,
  type PersonRequestState,
} from '../redaction/person-request-state.js';
import { evolveRedaction, type RedactionEvent, type RedactionState } from '../redaction/redaction-state.js';
import type { StreamLaws } from '../../engine/streams/stream-law.js';
import { STREAM_LAWS } from '../streams/stream-laws.js';

/** What the engine says of a stored ledger: to what its records fold, and where a case's clocks must stand. */
export interface LedgerLaw {
  readonly hash: Ports['hash'];
  /** The state after a case's record. @throws Defect for a history that does not fit */
  fold(state: CaseState | null, record: LedgerRecord): CaseState;
  /** The instants at which a state's running clocks end. */
  dueInstants(
    state: CaseState,
    definition: string,
  ): Promise<Pick<CaseChange, 'dueAt' | 'promisedDueAt' | 'takesEffectAt'>>;
  /** How each kind of stream beside a case folds. */
  readonly streams: StreamLaws;
  /** How requests to erase or restrict, and those of persons, fold, by kind of stream. @throws Defect, as `fold` */
  readonly requests: Readonly<Record<string, (state: object | null, record: LedgerRecord) => object>>;
  /** Clocks whose days, computed anew under the calendar as known now, differ from those of the state. */
  driftedClocks(state: CaseState, definition: string): Promise<readonly string[]>;
}

/** The law by which a database is checked: the very functions by which it was written. */
export function ledgerLaw(
  ports: Pick<Ports, 'hash' | 'installation' | 'catalogue' | 'calendars' | 'now'>,
): LedgerLaw {
  return {
    ...{ hash: ports.hash, streams: STREAM_LAWS, requests: REQUESTS },
    fold: (state, record) => evolve(state, record.data as unknown as CaseEvent, record.actor?.person),
    dueInstants: async (state, definition) =>
      dueInstants((await pinned(ports, definition)).definition, state, ports.installation.zone),
    driftedClocks: async (state, definition) => {
      const procedure = await pinned(ports, definition);
      const { calendar } = await ports.calendars.knownAt(await ports.now.now());
      return (recompute(procedure, state, { calendar })?.event.clocks ?? []).map(({ id }) => id);
    },
  };
}

const REQUESTS: LedgerLaw['requests'] = {
  redaction: (state, { data }) =>
    evolveRedaction(state as RedactionState | null, data as unknown as RedactionEvent),
  privacy: (state, { data }) =>
    evolvePersonRequest(state as PersonRequestState | null, data as unknown as PersonRequestEvent),
};

async function pinned(ports: Pick<Ports, 'catalogue'>, definition: string): Promise<CompiledProcedure> {
  const procedure = await ports.catalogue.byDigest(definition);
  if (!procedure) throw new Defect(`the definition ${definition} is pinned but not stored`);
  return procedure;
}
