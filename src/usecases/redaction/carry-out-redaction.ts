import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { SealedRecord } from '../../engine/audit/record.js';
import { REDACTION, type Redaction } from '../../engine/audit/redaction.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import { recordBasis } from '../../engine/case/record-words.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import { Defect } from '../../engine/defect.js';
import { caseStateOf, recordedAt } from '../act-context.js';
import { caseRecords } from '../case-on-hand.js';
import type { Append, StreamHead } from '../ports.js';
import { groundOf } from './grounds.js';
import type { RedactionPorts } from './redaction-ports.js';
import { transactRedaction } from './redaction-records.js';
import type { RedactionState } from './redaction-state.js';

/**
 * Carries out an approved request: writes the record that erases (the database does so in the same statement), clears
 * contents of materials away that nobody needs any more, and notes in the request that it is done. Whatever interrupts
 * it, it can be called again. Undefined: it is not approved, or carried out already.
 */
export async function carryOutRedaction(
  ports: RedactionPorts,
  id: string,
): Promise<RedactionState | undefined> {
  const head = await ports.ledger.head(id);
  if (head?.kind !== 'redaction' || head.stateText === null) return undefined;
  const state = JSON.parse(head.stateText) as RedactionState;
  if (state.status !== 'approved') return undefined;
  const record = await erase(ports, id, state);
  for (const sha256 of state.target.files)
    if (await ports.contents.book.forget(sha256)) await ports.contents.blobs.remove(sha256);
  const answer = await transactRedaction(ports, { id, asked: {} }, ({ state: now, on }) =>
    Promise.resolve(
      now?.status === 'approved'
        ? { event: { type: 'redaction.carriedOut', on, record }, basis: groundOf(state.ground).basis }
        : { answer: { outcome: 'unknown' } },
    ),
  );
  return answer.outcome === 'recorded' ? answer.state : undefined;
}

/** Carries out what was approved and interrupted: up to so many, the number of those that are done. */
export function carryOutRedactions(ports: RedactionPorts): (limit: number) => Promise<number> {
  return async (limit) => {
    let done = 0;
    for (const id of await ports.redactions.approved(limit))
      if (await carryOutRedaction(ports, id)) done += 1;
    return done;
  };
}

/** The sequence of the record that erased, now or before; null when there was nothing left to erase. */
async function erase(ports: RedactionPorts, id: string, state: RedactionState): Promise<number | null> {
  const { stream, kind } = state.target;
  const answer = await ports.ledger.transact<number | null>({ stream, kind }, async (head) => {
    const earlier = await ports.redactions.redacting(stream);
    const done = earlier.find(({ data }) => (data['redaction'] as Redaction | undefined)?.request === id);
    if (done) return { result: done.seq };
    const parts = await ports.redactions.parts(stream, state.target.parts);
    const gone = new Set(
      earlier.flatMap(({ data }) => (data['redaction'] as Redaction | undefined)?.files ?? []),
    );
    const files = state.target.files.filter((sha256) => !gone.has(sha256));
    if (parts.length === 0 && files.length === 0) return { result: null };
    const redaction: Redaction = {
      ...{ parts: parts.map(({ seq, name }) => ({ seq, name })), files },
      ...{ ground: state.ground, request: id, requestedBy: state.requestedBy },
      approvedBy: state.approvals.map(({ by }) => by),
    };
    return { append: await erasing(ports, head, redaction, state), result: head.seq };
  });
  // Without an idempotency key no answer is ever repeated.
  return answer as number | null;
}

async function erasing(
  ports: RedactionPorts,
  head: StreamHead,
  redaction: Redaction,
  state: RedactionState,
): Promise<Append> {
  const person = state.approvals.at(-1)?.by;
  if (person === undefined) throw new Defect('a redaction that nobody approved');
  const { basis } = groundOf(state.ground);
  const actor = { person };
  if (head.kind === 'case') {
    const records = await caseRecords(ports, head);
    const on = civilDayOf(records.context.world.now, ports.installation.zone);
    const event = { type: REDACTION, cause: 'redaction' as const, on, redaction };
    records.add({ ...{ event, basis, actor, effects: [] }, state: caseStateOf(head) });
    return records.append({});
  }
  const record = await sealedBeside(ports, head, { redaction, basis, person });
  return {
    ...{ head, records: [record], stateText: head.stateText ?? '' },
    versionAfter: head.version,
  };
}

/** In a stream without a case's definition: the state before is the state after. */
async function sealedBeside(
  ports: RedactionPorts,
  head: StreamHead,
  what: { readonly redaction: Redaction; readonly basis: readonly string[]; readonly person: string },
): Promise<SealedRecord> {
  const { installation, hash } = ports;
  const now = await ports.now.now();
  const snapshot = await ports.directory.at(head.organisationVersion);
  const at = recordedAt(now, head);
  const state = textDigest(head.stateText ?? canonicalJson(null), hash);
  return sealRecord(
    {
      log: installation.log,
      id: ports.ids.uuid(at),
      type: REDACTION,
      occurredAt: at,
      recordedAt: at,
      ...(installation.mode === 'simulated' && { simulated: true as const }),
      actor: { person: what.person },
      rules: ports.rules,
      dir: snapshot.digest,
      engine: installation.engine,
      ...{ before: state, after: state },
      basis: what.basis.map((basis) => recordBasis(basis)),
      data: {
        ...{ type: REDACTION, cause: 'redaction', on: civilDayOf(at, installation.zone) },
        redaction: what.redaction,
      },
    },
    head,
    {},
    hash,
    () => ports.ids.salt(),
  );
}
