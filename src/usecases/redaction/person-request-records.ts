import type { RedactionPorts } from './redaction-ports.js';
import {
  evolvePersonRequest,
  type PersonRequestEvent,
  type PersonRequestState,
} from './person-request-state.js';
import {
  transactRequest,
  type RequestAnswer,
  type RequestLaw,
  type RequestPlace,
  type RequestStep,
  type RequestWish,
} from './request-records.js';

/** What whoever wants something of a person's request is told. */
export type PersonRequestAnswer = RequestAnswer<PersonRequestState>;

/** Where a decision about a person's request is taken. */
export type PersonRequestPlace = RequestPlace<PersonRequestState>;

const LAW: RequestLaw<PersonRequestState, PersonRequestEvent> = {
  kind: 'privacy',
  evolve: evolvePersonRequest,
};

/** Takes one step in the stream of a person's request, in one transaction, answered alike under the same key. */
export function transactPersonRequest(
  ports: RedactionPorts,
  wish: RequestWish,
  decide: (place: PersonRequestPlace) => Promise<RequestStep<PersonRequestState, PersonRequestEvent>>,
): Promise<PersonRequestAnswer> {
  return transactRequest(ports, LAW, wish, decide);
}
