import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import {
  type ErasedBy,
  REDACTION,
  type RedactingRecord,
  redactionsOf,
} from '../../engine/audit/redaction.js';
import { inScopeOrder, type Stretch } from '../../engine/audit/bundle/write/bundle-lines.js';
import type { SeenStream } from '../../engine/law/stream-definition.js';
import type { Considered } from '../../engine/streams/stream-law.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import type { PublishedCheckpoint } from '../log/log-ports.js';
import type { Ledger } from '../ports.js';
import { bundleAnchors, type BundleAnchors } from './bundle-anchors.js';
import type { EvidencePorts } from './evidence-ports.js';
import { ServedDocuments } from './served-documents.js';
import { countInLog, lastOfType, pagesOf } from './sealed-streams.js';

/** What a bundle is about: which records, under which checkpoint, and what those of the case rest on. */
export interface BundleExtent extends BundleAnchors {
  readonly checkpoint: PublishedCheckpoint;
  readonly stretches: readonly StretchOfKind[];
  /** Records of the case that are not in the log yet. */
  readonly leftOut: number;
  /** What was pinned by the records of the case and of what went on beside it, by SHA-256. */
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
 * case, or one without a stream that it saw or that was considered beside it, or without the redaction that took something from
 * it. Later it will.
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
  const cosigned = await log.lastCosigned(latest.size);
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
  const scanned = await withBesides((stream) => scan(ledger, log, { stream, caseId }, size), caseId);
  const [subject] = scanned ?? [];
  if (!scanned || !subject) return undefined;
  const heads = await lastOfType(
    ledger,
    headsStream,
    await countInLog(log, headsStream, size),
    'heads.published',
  );
  const sealed = { stream: caseId, last: subject.sealed - 1 };
  const anchored = await bundleAnchors(ledger, { log, headsStream }, sealed, size);
  const renewing = [...new Set(anchored.renewals.map(({ seq }) => seq))];
  const references = [
    ...(await publications(ledger, log, subject.pins.def, size)),
    ...(heads ? [heads] : []),
    ...renewing.map((seq) => ({ stream: headsStream, seq })),
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
      pins: pinsOf(scanned),
      leftOut: subject.count - subject.sealed,
      published: subject.published,
    },
    ...anchored,
    stretches: inScopeOrder(stretches),
    erased: (stream) => erased.get(stream) ?? NOTHING_ERASED,
    servedOn: (person) => subject.services.servedOn(person),
    ...(heads && { heads }),
  };
}

const NOTHING_ERASED: Erased = { part: () => undefined, file: () => undefined };

/**
 * The case, and then every stream that an act of it saw or that somebody considered beside it in one of these streams: whoever
 * decides their records anew needs that one too. Undefined while the log does not hold all of it.
 */
async function withBesides(
  scanOf: (stream: string) => Promise<Scan | undefined>,
  caseId: string,
): Promise<readonly Scan[] | undefined> {
  // A map goes on with what is added to it while it is gone through.
  const wanted = new Map([[caseId, 0]]);
  const scanned: Scan[] = [];
  for (const stream of wanted.keys()) {
    const one = await scanOf(stream);
    if (!one) return undefined;
    scanned.push(one);
    for (const [other, seq] of one.seen) wanted.set(other, Math.max(wanted.get(other) ?? 0, seq));
  }
  const isComplete = scanned.every(
    ({ stream, sealed, lastRedaction }) => sealed > (wanted.get(stream) ?? 0) && lastRedaction < sealed,
  );
  return isComplete ? scanned : undefined;
}

function pinsOf(scanned: readonly Scan[]): BundleExtent['pins'] {
  const all = (pin: Pin): ReadonlyMap<string, DigestPair> =>
    new Map(scanned.flatMap(({ pins }) => [...pins[pin]]));
  return { def: all('def'), cal: all('cal'), dir: all('dir'), rules: all('rules') };
}

interface Scan {
  readonly stream: string;
  readonly kind: string;
  /** Records in all, and those that are in the log. */
  readonly count: number;
  readonly sealed: number;
  readonly pins: BundleExtent['pins'];
  /** By stream: the last of its records that an act saw, or that was considered beside the case. */
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
  { stream, caseId }: { readonly stream: string; readonly caseId: string },
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
      for (const one of seenBy(record, caseId))
        seen.set(one.stream, Math.max(seen.get(one.stream) ?? -1, one.seq));
    }
  return {
    ...{ stream, kind: head.kind, count: head.seq, sealed, pins, seen, published, services, redactions },
    lastRedaction: redactions.at(-1)?.seq ?? -1,
  };
}

/** A meeting may consider other cases too, and what is beside those: it is none of this one's. */
function seenBy({ data }: LedgerRecord, caseId: string): readonly Pick<SeenStream, 'stream' | 'seq'>[] {
  const seen = (data['seen'] ?? {}) as Readonly<Record<string, SeenStream>>;
  const { case: about, streams } = (data['considered'] ?? {}) as Partial<Considered>;
  const considered = about?.stream === caseId ? [about, ...Object.values(streams ?? {})] : [];
  return [...Object.values(seen), ...considered];
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
