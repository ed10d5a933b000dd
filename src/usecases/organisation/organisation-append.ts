import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { RecordActor, SealedRecord } from '../../engine/audit/record.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import { utf8Length } from '../../engine/audit/utf8.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import type { OrganisationChange } from '../../engine/organisation/organisation-change.js';
import { applyChanges } from '../../engine/organisation/evolve-organisation.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import { recordedAt } from '../cases/act-context.js';
import { receiptOf } from '../cases/case-records.js';
import type { Append, OrganisationSnapshot, PersonKind, Ports, StreamHead } from '../ports.js';

/** The organisation as it is on a day. */
export interface OrganisationView {
  readonly snapshot: OrganisationSnapshot;
  /** The civil day in the authority's zone. */
  readonly today: CivilDate;
}

/** The organisation as a transaction on its stream finds it. */
export interface OrganisationStanding extends OrganisationView {
  readonly head: StreamHead;
  readonly now: Instant;
}

/** One event on its way into the organisation's stream. */
export interface OrganisationEvent {
  /** Past tense: `organisation.changed`. */
  readonly type: string;
  readonly changes: readonly OrganisationChange[];
  /** What else the record says; never personal. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Content that may be personal, by part name. */
  readonly parts?: Readonly<Record<string, unknown>>;
  readonly names?: readonly NewName[];
  /** Absent when the installation seeds itself. */
  readonly actor?: RecordActor;
}

/** A person's name as it enters the directory. */
export interface NewName {
  readonly person: string;
  readonly name: string;
  readonly kind: PersonKind;
}

/** Room for changes in one record; what else it holds needs the rest of its 64 KiB. */
const CHANGES_IN_A_RECORD = 45_000;

/**
 * The append that writes an event: one record, or several when its changes do not fit into one. They stand or fall
 * together; the first names the state before, the last the state after.
 */
export function organisationAppend(
  ports: Pick<Ports, 'hash' | 'ids' | 'installation' | 'rules'>,
  { head, snapshot, now }: OrganisationStanding,
  event: OrganisationEvent,
): { readonly append: Append; readonly receipt: RecordReceipt } {
  const { changes, names = [] } = event;
  const changed = changes.length > 0;
  const after = changed
    ? canonicalJson(applyChanges(snapshot.organisation, changes))
    : (head.stateText ?? canonicalJson(snapshot.organisation));
  const digest = changed ? textDigest(after, ports.hash) : snapshot.digest;
  const at = recordedAt(now, head);
  const batches = batchesOf(changes);
  const records: SealedRecord[] = [];
  for (const [n, batch] of batches.entries()) {
    const [first, last] = [n === 0, n === batches.length - 1];
    const place = { stream: head.stream, seq: head.seq + n, leaf: records.at(-1)?.leaf ?? head.leaf };
    const draft = {
      log: ports.installation.log,
      id: ports.ids.uuid(at),
      type: event.type,
      occurredAt: at,
      recordedAt: at,
      ...(ports.installation.mode === 'simulated' && { simulated: true as const }),
      ...(event.actor && { actor: event.actor }),
      ...(event.actor && { rules: ports.rules, dir: snapshot.digest }),
      engine: ports.installation.engine,
      ...(first && head.stateText !== null && { before: snapshot.digest }),
      ...(last && { after: digest }),
      data: {
        type: event.type,
        changes: batch,
        ...(batches.length > 1 && { batch: { n: n + 1, of: batches.length } }),
        ...(first && event.data),
      },
    };
    const parts = first ? partsOf(event) : {};
    records.push(sealRecord(draft, place, parts, ports.hash, () => ports.ids.salt()));
  }
  const append: Append = {
    head,
    records,
    stateText: after,
    versionAfter: head.version + (changed ? 1 : 0),
    ...(names.length > 0 && { names }),
  };
  return { append, receipt: receiptOf(records[0] as SealedRecord) };
}

function partsOf({ parts, names = [] }: OrganisationEvent): Readonly<Record<string, unknown>> {
  return { ...parts, ...(names.length > 0 && { names }) };
}

/** The changes in their order, in pieces that fit into a record each; one empty piece when there are none. */
function batchesOf(changes: readonly OrganisationChange[]): readonly (readonly OrganisationChange[])[] {
  const batches: OrganisationChange[][] = [[]];
  let room = CHANGES_IN_A_RECORD;
  for (const change of changes) {
    const bytes = utf8Length(canonicalJson(change)) + 1;
    if (bytes > room && batches.at(-1)?.length) {
      batches.push([]);
      room = CHANGES_IN_A_RECORD;
    }
    room -= bytes;
    batches.at(-1)?.push(change);
  }
  return batches;
}
