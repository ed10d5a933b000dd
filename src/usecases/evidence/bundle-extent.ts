import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import {
  type ErasedBy,
  REDACTION,
  type RedactingRecord,
  redactionsOf,
} from '../../engine/audit/redaction.js';
import { parseNote } from '../../engine/audit/log/signed-note.js';
import { inScopeOrder, type Stretch } from '../../engine/audit/bundle/write/bundle-lines.js';
import type { SeenStream } from '../../engine/law/stream-definition.js';
import { LIBRARY_STREAMS } from '../library-streams.js';
import type { PublishedCheckpoint } from '../log/log-ports.js';
import type { Ledger } from '../ports.js';
import type { EvidencePorts } from './evidence-ports.js';
import { ServedDocuments } from './served-documents.js';
import { countInLog, lastOfType, pagesOf } from './sealed-streams.js';

/** What a bundle is about: which records, under which checkpoint, and what those of the case rest on. */
export interface BundleExtent {
  readonly checkpoint: PublishedCheckpoint;
  readonly stretches: readonly StretchOfKind[];
  /** Records of the case that are not in the log yet. */
  readonly leftOut: number;
  /** What was pinned by the records of the case, by SHA-256. */
  readonly pins: Readonly<Record<Pin, ReadonlyMap<string, DigestPair>>>;
  /** What was erased from a stream, by redaction records that are in the bundle. */
  readonly erased: (stream: string) => Erased;
  /** Documents that were served on a person, by id, as far as the records that are in the log say. */
  readonly servedOn: (person: string | undefined) => ReadonlySet<string>;
  /** Whether a record of the case made something public. */
  readonly published: boolean;
  /** The record that published the heads; absent: none did yet. */
  readonly heads?: LedgerRecord;
}

export type Pin = 'def' | 'cal' | 'dir' | 'rules';
const PINS: readonly Pin[] = ['def', 'cal', 'dir', 'rules'];

export interface StretchOfKind extends Stretch {
  /** Kind of the stream. */
  readonly kind: string;
}

export interface Erased {
  part(seq: number, name: string): ErasedBy | undefined;
  file(sha256: string): ErasedBy | undefined;
}

/**
 * Finds out what belongs into the bundle of a case. Undefined while the log does not hold what is needed: no record of the
 * case, or one without a stream that it saw, or without the redaction that took something from it. Later it will.
 */
export async function bundleExtent(
  ledger: Pick<Ledger, 'records' | 'head'>,
  evidence: Pick<EvidencePorts, 'log' | 'headsStream'>,
  caseId: string,
): Promise<BundleExtent | undefined> {
  const latest = await evidence.log.latest();
  if (!latest) return undefined;
  const cosigned = await cosignedFor(evidence.log, caseId, latest);
  const extent = cosigned && (await extentUnder(ledger, evidence, caseId, cosigned));
  return extent ?? extentUnder(ledger, evidence, caseId, latest);
}

/**
 * The last checkpoint that a witness cosigned, when it covers as much of the case as the latest one, which no witness may
 * have seen yet: under a policy that asks for witnesses, nothing is proven by that.
 */
async function cosignedFor(
  log: EvidencePorts['log'],
  caseId: string,
  latest: PublishedCheckpoint,
): Promise<PublishedCheckpoint | undefined> {
  const cosigned = (await log.anchors(latest.size)).findLast(
    ({ notes }) => (parseNote(notes.sha256)?.signatures.length ?? 0) > 1,
  );
  if (!cosigned) return undefined;
  const counts = [cosigned, latest].map(({ size }) => countInLog(log, caseId, size));
  const [before, now] = await Promise.all(counts);
  return before === now ? cosigned : undefined;
}

async function extentUnder(
  ledger: Pick<Ledger, 'records' | 'head'>,
  { log, headsStream }: Pick<EvidencePorts, 'log' | 'headsStream'>,
  caseId: string,
  checkpoint: PublishedCheckpoint,
): Promise<BundleExtent | undefined> {
  const { size } = checkpoint;
  const subject = await scan(ledger, log, caseId, size);
  if (!subject || subject.sealed === 0) return undefined;
  const besides = await Promise.all(
    [...subject.seen.keys()].map((stream) => scan(ledger, log, stream, size)),
  );
  const whole = [subject, ...besides];
  const complete = whole.every(
    (one) => one && one.sealed > (subject.seen.get(one.stream) ?? -1) && one.lastRedaction < one.sealed,
  );
  if (!complete) return undefined;
  const scanned = whole.filter((one) => one !== undefined);
  const heads = await lastOfType(
    ledger,
    headsStream,
    await countInLog(log, headsStream, size),
    'heads.published',
  );
  const references = [
    ...(await publications(ledger, log, subject.pins.def, size)),
    ...(heads ? [heads] : []),
  ];
  const stretches = [
    ...scanned.map(({ stream, kind, sealed }) => ({
      ...{ stream, kind, first: 0, last: sealed - 1 },
      role: stream === caseId ? ('subject' as const) : ('beside' as const),
    })),
    ...references.map(({ stream, seq }) => ({
      ...{ stream, first: seq, last: seq, role: 'reference' as const },
      kind: stream === headsStream ? 'log' : 'procedures',
    })),
  ];
  const erased = new Map(scanned.map(({ stream, redactions }) => [stream, redactionsOf(redactions)]));
  return {
    ...{
      checkpoint,
      pins: subject.pins,
      leftOut: subject.count - subject.sealed,
      published: subject.published,
    },
    stretches: inScopeOrder(stretches),
    erased: (stream) => erased.get(stream) ?? NOTHING_ERASED,
    servedOn: (person) => subject.services.servedOn(person),
    ...(heads && { heads }),
  };
}

const NOTHING_ERASED: Erased = { part: () => undefined, file: () => undefined };

interface Scan {
  readonly stream: string;
  readonly kind: string;
  /** Records in all, and those that are in the log. */
  readonly count: number;
  readonly sealed: number;
  readonly pins: BundleExtent['pins'];
  /** By stream: the last of its records that an act saw. */
  readonly seen: ReadonlyMap<string, number>;
  readonly published: boolean;
  readonly services: ServedDocuments;
  readonly redactions: readonly RedactingRecord[];
  /** Sequence of the last redaction, in the log or not; -1: none. */
  readonly lastRedaction: number;
}

async function scan(
  ledger: Pick<Ledger, 'records' | 'head'>,
  log: EvidencePorts['log'],
  stream: string,
  size: number,
): Promise<Scan | undefined> {
  const head = await ledger.head(stream);
  if (!head) return undefined;
  const sealed = await countInLog(log, stream, size);
  const pins = { def: new Map(), cal: new Map(), dir: new Map(), rules: new Map() } as Record<
    Pin,
    Map<string, DigestPair>
  >;
  const seen = new Map<string, number>();
  const services = new ServedDocuments();
  const redactions: RedactingRecord[] = [];
  let published = false;
  for await (const page of pagesOf(ledger, { stream, first: 0, last: head.seq - 1 }))
    for (const { record } of page) {
      if (record.type === REDACTION) redactions.push(record);
      if (record.seq >= sealed) continue;
      published ||= Array.isArray(record.data['published']);
      services.visit(record);
      for (const pin of PINS) {
        const digest = record[pin];
        if (digest) pins[pin].set(digest.sha256, digest);
      }
      for (const one of seenBy(record)) seen.set(one.stream, Math.max(seen.get(one.stream) ?? -1, one.seq));
    }
  return {
    ...{ stream, kind: head.kind, count: head.seq, sealed, pins, seen, published, services, redactions },
    lastRedaction: redactions.at(-1)?.seq ?? -1,
  };
}

function seenBy({ data }: LedgerRecord): readonly SeenStream[] {
  return Object.values((data['seen'] ?? {}) as Readonly<Record<string, SeenStream>>);
}

/** The records that published the definitions. */
async function publications(
  ledger: Pick<Ledger, 'records'>,
  log: EvidencePorts['log'],
  definitions: ReadonlyMap<string, DigestPair>,
  size: number,
): Promise<readonly LedgerRecord[]> {
  const stream = LIBRARY_STREAMS.procedures;
  const last = (await countInLog(log, stream, size)) - 1;
  const found: LedgerRecord[] = [];
  for await (const page of pagesOf(ledger, { stream, first: 0, last }))
    for (const { record } of page) {
      const { sha256 } = (record.data['digest'] ?? {}) as Partial<DigestPair>;
      if (sha256 !== undefined && definitions.has(sha256)) found.push(record);
    }
  return found;
}
