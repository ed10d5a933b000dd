import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import type { Unmet } from '../../engine/case/refusal.js';
import type { Instant } from '../../engine/clock/time.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import { receiptOf } from '../cases/case-records.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import { administrativeDenials } from '../powers/administrative-power.js';
import type { Append, Ports } from '../ports.js';
import { recordActor, type Asker } from '../powers/power-facts.js';

export type AdvanceAnswer =
  | { readonly outcome: 'advanced'; readonly now: Instant; readonly receipt: RecordReceipt }
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] }
  /** The installation runs in real time. */
  | { readonly outcome: 'notSimulated' }
  /** Simulated time never goes back. */
  | { readonly outcome: 'backwards'; readonly now: Instant };

/** Moves the clock of a simulated installation forward, by an act on record. A real installation refuses for ever. */
export function advanceClock(ports: Ports): (to: Instant, by: Asker) => Promise<AdvanceAnswer> {
  return async (to, by) => {
    if (ports.installation.mode !== 'simulated') return { outcome: 'notSimulated' };
    const request = { stream: LIBRARY_STREAMS.installation, kind: 'installation' as const, create: true };
    const answer = await ports.ledger.transact<AdvanceAnswer>(request, async (head) => {
      // Read on top of the head: of two who move the clock at once, the second sees what the first has done.
      const now = await ports.now.now();
      const snapshot = await ports.directory.at(head.organisationVersion);
      const unmet = administrativeDenials(ports, snapshot, { asker: by, action: 'advanceClock' }, now);
      if (unmet.length > 0) return { result: { outcome: 'refused', unmet } };
      if (to < now) return { result: { outcome: 'backwards', now } };
      const stateText = canonicalJson({ now: to });
      const sealed = sealRecord(
        {
          log: ports.installation.log,
          id: ports.ids.uuid(to),
          type: 'clock.advanced',
          occurredAt: to,
          recordedAt: to,
          simulated: true,
          actor: recordActor(by),
          rules: ports.rules,
          dir: snapshot.digest,
          engine: ports.installation.engine,
          ...(head.stateText !== null && { before: textDigest(head.stateText, ports.hash) }),
          after: textDigest(stateText, ports.hash),
          data: { from: now, to },
        },
        head,
        {},
        ports.hash,
        () => ports.ids.salt(),
      );
      const append: Append = {
        ...{ head, records: [sealed], stateText, versionAfter: head.version + 1, simulatedNow: to },
        organisationVersion: head.organisationVersion,
      };
      return { append, result: { outcome: 'advanced', now: to, receipt: receiptOf(sealed) } };
    });
    return answer as AdvanceAnswer;
  };
}
