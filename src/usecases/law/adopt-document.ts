import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { documentDigest, textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, SealedRecord } from '../../engine/audit/record.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import type { Unmet } from '../../engine/case/refusal.js';
import type { Instant } from '../../engine/clock/time.js';
import { administrativeDenials, type AdministrativeAction } from '../powers/administrative-power.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import { recordedAt } from '../cases/act-context.js';
import { receiptOf } from '../cases/case-records.js';
import { LIBRARY_STREAMS } from './library-streams.js';
import type { Append, Ports, StreamHead } from '../ports.js';
import { recordActor, type Asker } from '../powers/power-facts.js';
import type { DocumentKind } from '../queries.js';

/** A content-addressed document that becomes part of the installation: procedure, calendar notice. */
export interface Adoption {
  readonly stream: keyof typeof LIBRARY_STREAMS & ('procedures' | 'calendar');
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
  /** Who adopts it, and the power that this takes. Absent when the installation seeds itself. */
  readonly by?: { readonly asker: Asker; readonly action: AdministrativeAction };
}

export type AdoptionAnswer =
  | { readonly outcome: 'adopted'; readonly digest: DigestPair; readonly receipt: RecordReceipt }
  | { readonly outcome: 'known'; readonly digest: DigestPair }
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] };

/** What a library stream folds to. */
interface LibraryState {
  readonly adopted: readonly { readonly name: string; readonly from: string; readonly sha256: string }[];
}

/** What adoption needs. */
export type AdoptionPorts = Pick<
  Ports,
  'ledger' | 'now' | 'hash' | 'ids' | 'installation' | 'directory' | 'checkPower' | 'rules'
>;

/** Stores the document and records its adoption in one transaction. Adopting the same content again changes nothing. */
export async function adoptDocument(ports: AdoptionPorts, adoption: Adoption): Promise<AdoptionAnswer> {
  const text = canonicalJson(adoption.document);
  const digest = documentDigest(text, ports.hash);
  const now = await ports.now.now();
  const request = { stream: LIBRARY_STREAMS[adoption.stream], kind: adoption.stream, create: true };
  const answer = await ports.ledger.transact<AdoptionAnswer>(request, async (head) => {
    const snapshot = await ports.directory.at(head.organisationVersion);
    const unmet = adoption.by ? administrativeDenials(ports, snapshot, adoption.by, now) : [];
    if (unmet.length > 0) return { result: { outcome: 'refused', unmet } };
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
      ...(adoption.by && { organisationVersion: head.organisationVersion }),
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
  ports: AdoptionPorts,
  head: StreamHead,
  adoption: Adoption,
  content: { readonly digest: DigestPair; readonly after: LibraryState; readonly now: Instant },
): SealedRecord {
  const at = recordedAt(content.now, head);
  const { by, name, from } = adoption;
  return sealRecord(
    {
      log: ports.installation.log,
      id: ports.ids.uuid(at),
      type: adoption.event,
      occurredAt: at,
      recordedAt: at,
      ...(ports.installation.mode === 'simulated' && { simulated: true as const }),
      ...(by && { actor: recordActor(by.asker), rules: ports.rules }),
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
