import { today } from '../../engine/case/world.js';
import { AUDITOR } from '../../engine/organisation/capacity.js';
import { reachOf } from '../../engine/organisation/reach.js';
import type { CapacityFacts } from '../../engine/powers/power-question.js';
import type { Ports, StreamKind } from '../ports.js';
import { factsOf, type Asker } from '../powers/power-facts.js';

/** Streams that everybody who is signed in may read: the law as published, the calendar, and what the log says of itself. */
const PUBLIC_KNOWLEDGE: readonly StreamKind[] = ['procedures', 'calendar', 'log'];
const FOR_AUDIT: readonly StreamKind[] = [
  ...(['organisation', 'installation', 'account', 'webhooks', 'audit', 'certificates'] as const),
  ...(['redaction', 'privacy'] as const),
];

/**
 * The kinds of streams, cases apart, that the person may read: what is public knowledge, and all others for the audit
 * administrator and for auditors with an assignment in force.
 */
export async function readableKinds(ports: Ports, asker: Asker): Promise<readonly StreamKind[]> {
  const [snapshot, now] = await Promise.all([ports.directory.current(), ports.now.now()]);
  const on = today({ now, zone: ports.installation.zone });
  const person = await factsOf(ports, snapshot, asker.person, on);
  const assigned = reachOf(snapshot.index, asker.person, on).some(
    ({ post, deputy }) => post === AUDITOR && !deputy,
  );
  const auditor: CapacityFacts = {
    ...{ kind: 'own', post: AUDITOR, serves: true, inScope: true, holdsTask: false },
  };
  const { allowed } = ports.checkPower({
    ...{ action: 'readLedger', person, scopes: asker.scopes },
    ...(assigned && { capacity: auditor }),
  });
  return allowed ? [...PUBLIC_KNOWLEDGE, ...FOR_AUDIT] : PUBLIC_KNOWLEDGE;
}
