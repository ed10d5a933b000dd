import { canonicalJson } from '../engine/audit/canonical-form.js';
import { documentDigest, textDigest } from '../engine/audit/digest.js';
import type { DigestPair, SealedRecord } from '../engine/audit/record.js';
import { sealRecord } from '../engine/audit/seal-record.js';
import type { Actor } from '../engine/case/command.js';
import type { Instant } from '../engine/clock/time.js';
import type { RecordReceipt } from './act-answer.js';
import { recordedAt } from './act-context.js';
import { receiptOf } from './case-records.js';
import { LIBRARY_STREAMS } from './library-streams.js';
import type { Append, Ports, StreamHead } from './ports.js';
import type { DocumentKind } from './queries.js';

/** A content-addressed document that becomes part of the installation: procedure, calendar notice, organisation. */
export interface Adoption {
  readonly stream: keyof typeof LIBRARY_STREAMS & ('procedures' | 'calendar' | 'organisation');
  readonly kind: DocumentKind;
  /** Past tense: `procedure.published`. */
  readonly event: string;
  readonly name: string;
  readonly title: string;
  /** In force from, known from, valid from: `YYYY-MM-DD`. */
  readonly from: string;
  readonly document: unknown;
  /** Throws when the document does not fit those adopted before. Not asked for a document that is adopted already. */
  readonly check?: () => Promise<void>;
  /** What else the record says. */
  readonly more?: Readonly<Record<string, unknown>>;
  /** Absent when the installation seeds itself. */
  readonly actor?: Actor;
}

export type AdoptionAnswer =
  | { readonly outcome: 'adopted'; readonly digest: DigestPair; readonly receipt: RecordReceipt }
  | { readonly outcome: 'known'; readonly digest: DigestPair };

/** What a library stream folds to. */
interface LibraryState {
  readonly adopted: readonly { readonly name: string; readonly from: string; readonly sha256: string }[];
}

type LibraryPorts = Pick<Ports, 'ledger' | 'now' | 'hash' | 'ids' | 'installation'>;

/** Stores the document and records its adoption in one transaction. Adopting the same content again changes nothing. */
export async function adoptDocument(ports: LibraryPorts, adoption: Adoption): Promise<AdoptionAnswer> {
  const text = canonicalJson(adoption.document);
  const digest = documentDigest(text, ports.hash);
  const now = await ports.now.now();
  const request = { stream: LIBRARY_STREAMS[adoption.stream], kind: adoption.stream, create: true };
  const answer = await ports.ledger.transact<AdoptionAnswer>(request, async (head) => {
    const state = libraryState(head);
    if (state.adopted.some(({ sha256 }) => sha256 === digest.sha256)) {
      return { result: { outcome: 'known', digest } };
    }
    await adoption.check?.();
    const { name, from, title, kind } = adoption;
    const after: LibraryState = { adopted: [...state.adopted, { name, from, sha256: digest.sha256 }] };
    const sealed = adoptionRecord(ports, head, adoption, { digest, after, now });
    const append: Append = {
      head,
      records: [sealed],
      stateText: canonicalJson(after),
      versionAfter: head.version + 1,
      documents: [{ kind, digest, name, from, title, text, storedAt: now }],
    };
    return { append, result: { outcome: 'adopted', digest, receipt: receiptOf(sealed) } };
  });
  return answer as AdoptionAnswer;
}

function libraryState(head: StreamHead): LibraryState {
  return head.stateText === null ? { adopted: [] } : (JSON.parse(head.stateText) as LibraryState);
}

function adoptionRecord(
  ports: LibraryPorts,
  head: StreamHead,
  adoption: Adoption,
  content: { readonly digest: DigestPair; readonly after: LibraryState; readonly now: Instant },
): SealedRecord {
  const at = recordedAt(content.now, head);
  const { actor, name, from } = adoption;
  return sealRecord(
    {
      log: ports.installation.log,
      id: ports.ids.uuid(at),
      type: adoption.event,
      occurredAt: at,
      recordedAt: at,
      ...(ports.installation.mode === 'simulated' && { simulated: true as const }),
      ...(actor && {
        actor: { person: actor.person, ...(actor.unit && { unit: actor.unit }), signIn: 'bearer' },
      }),
      engine: ports.installation.engine,
      ...(head.stateText !== null && { before: textDigest(head.stateText, ports.hash) }),
      after: textDigest(canonicalJson(content.after), ports.hash),
      data: { name, from, digest: content.digest, ...adoption.more },
    },
    head,
    {},
    ports.hash,
    () => ports.ids.salt(),
  );
}
