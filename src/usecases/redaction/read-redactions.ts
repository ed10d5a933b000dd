import type { Asker } from '../powers/power-facts.js';
import { readableKinds } from '../reading/may-read-ledger.js';
import type { Page, PageRequest } from '../queries.js';
import type { ListedRedaction, RedactionPorts } from './redaction-ports.js';
import { redactionDenials } from './redaction-power.js';
import type { RedactionState } from './redaction-state.js';

/** All requests, by id. Undefined: they are not his to see. @throws InvalidCursor */
export async function listRedactions(
  ports: RedactionPorts,
  by: Asker,
  page: PageRequest,
): Promise<Page<ListedRedaction> | undefined> {
  return (await mayReadRedactions(ports, by)) ? ports.redactions.requests(page) : undefined;
}

/** A request with what is said for it, which whoever approves must know. */
export interface ShownRedaction extends ListedRedaction {
  /** Absent in lists. */
  readonly reason?: string;
}

/** One request with its reason. `hidden`: it is not his to see. Undefined: there is none. */
export async function readRedaction(
  ports: RedactionPorts,
  by: Asker,
  id: string,
): Promise<ShownRedaction | 'hidden' | undefined> {
  if (!(await mayReadRedactions(ports, by))) return 'hidden';
  const head = await ports.ledger.head(id);
  if (head?.kind !== 'redaction' || head.stateText === null) return undefined;
  const [said] = await ports.redactions.said(id, [{ seq: 0, name: 'reason' }]);
  return {
    ...{ id, state: JSON.parse(head.stateText) as RedactionState },
    ...(typeof said?.value === 'string' && { reason: said.value }),
  };
}

/** Whoever may ask for one or approve one, and whoever audits. Only reasons may be personal. */
export async function mayReadRedactions(ports: RedactionPorts, by: Asker): Promise<boolean> {
  const [snapshot, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
  const place = { snapshot, now };
  const denials = await Promise.all([
    redactionDenials(ports, place, by, { action: 'requestRedaction' }),
    redactionDenials(ports, place, by, { action: 'approveRedaction', proposedBy: '' }),
  ]);
  if (denials.some((unmet) => unmet.length === 0)) return true;
  return (await readableKinds(ports, by)).includes('redaction');
}
