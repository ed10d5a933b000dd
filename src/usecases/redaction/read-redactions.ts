import type { Asker } from '../power-facts.js';
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
  return (await mayRead(ports, by)) ? ports.redactions.requests(page) : undefined;
}

/** One request. `hidden`: it is not his to see. Undefined: there is none. */
export async function readRedaction(
  ports: RedactionPorts,
  by: Asker,
  id: string,
): Promise<ListedRedaction | 'hidden' | undefined> {
  if (!(await mayRead(ports, by))) return 'hidden';
  const head = await ports.ledger.head(id);
  if (head?.kind !== 'redaction' || head.stateText === null) return undefined;
  return { id, state: JSON.parse(head.stateText) as RedactionState };
}

/** Whoever may ask for one or approve one, and whoever audits. Nothing personal is in them. */
async function mayRead(ports: RedactionPorts, by: Asker): Promise<boolean> {
  const [snapshot, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
  const place = { snapshot, now };
  const denials = await Promise.all([
    redactionDenials(ports, place, by, { action: 'requestRedaction' }),
    redactionDenials(ports, place, by, { action: 'approveRedaction', proposedBy: '' }),
  ]);
  if (denials.some((unmet) => unmet.length === 0)) return true;
  return (await readableKinds(ports, by)).includes('redaction');
}
