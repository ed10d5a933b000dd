import type { RedactionPorts } from './redaction-ports.js';
import { evolveRedaction, type RedactionEvent, type RedactionState } from './redaction-state.js';
import {
  transactRequest,
  type RequestAnswer,
  type RequestLaw,
  type RequestPlace,
  type RequestStep,
  type RequestWish,
} from './request-records.js';

/** What whoever wants something of a request to erase or restrict is told. */
export type RedactionAnswer = RequestAnswer<RedactionState>;

/** Where a decision about such a request is taken. */
export type RedactionPlace = RequestPlace<RedactionState>;

/** One step of such a request. */
export type RedactionStep = RequestStep<RedactionState, RedactionEvent>;

const LAW: RequestLaw<RedactionState, RedactionEvent> = { kind: 'redaction', evolve: evolveRedaction };

/** Takes one step in the stream of a request, in one transaction; the same wish under the same key is answered alike. */
export function transactRedaction(
  ports: RedactionPorts,
  wish: RequestWish,
  decide: (place: RedactionPlace) => Promise<RedactionStep>,
): Promise<RedactionAnswer> {
  return transactRequest(ports, LAW, wish, decide);
}
