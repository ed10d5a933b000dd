import { sameDigest } from '../../engine/audit/digest.js';
import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import { verifyStream } from '../../engine/audit/verify-stream.js';
import type {
  AuditedCase,
  AuditedRecord,
  AuditedStream,
  PublishedVersion,
} from '../../engine/audit-questions/audited-case.js';
import type { AuditedLog } from '../../engine/audit-questions/audited-log.js';
import { newestInForce } from '../../engine/audit-questions/newest-version.js';
import type { Calendar } from '../../engine/clock/calendar.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import { eventOf } from '../../engine/moment/case-at-moment.js';
import type { OrganisationIndex } from '../../engine/organisation/organisation-index.js';
import { replayUnder } from '../../engine/replay/replay-under.js';
import type { LogReads } from '../log/log-ports.js';
import type { OrganisationReads } from '../organisation/organisation-reads.js';
import type { Ports } from '../ports.js';
import type { DocumentStore, Queries, RecordRow } from '../queries.js';
import type { LawfulCaseFor } from '../read-case.js';
import { allRecords } from '../reading/all-records.js';
import { hiddenParts, withoutHidden } from '../reading/form-access.js';
import { maskedRecord } from '../reading/masked-parts.js';
import { gatherHistory } from '../replay/gather-history.js';
import { foldedCase, type FoldedLeaf } from './folded-case.js';

/** What laying a case before an auditor needs. */
export interface AuditPorts {
  readonly ports: Ports;
  readonly queries: Pick<Queries, 'records' | 'versions'>;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly organisation: Pick<OrganisationReads, 'knownAt'>;
  /** Absent: no log is kept, and nothing is proved beyond the chain. */
  readonly sealedLog?: { readonly reads: Pick<LogReads, 'latest' | 'anchors' | 'entriesOf'> };
}

/** Snapshots of the organisation that are folded for one case at most: each may be large. */
const MOST_SNAPSHOTS = 40;
/** Records of a stream beside the case that are looked at. */
const MOST_BESIDE = 5_000;

/** Lays a case before an auditor, with its parts masked as he would see them in the records. */
export async function loadAuditedCase(
  reads: AuditPorts,
  caseId: string,
  found: LawfulCaseFor,
): Promise<AuditedCase> {
  const { ports, queries, organisation } = reads;
  const rows = await allRecords(queries, caseId);
  const folded = await foldedCase(ports.ledger, caseId, rows.length);
  const hidden = hiddenParts(found);
  const { procedure } = found;
  const records = folded.map((one, n): AuditedRecord => {
    const kept = rows[n];
    const shown = kept && maskedRecord(procedure.definition, withoutHidden(kept, hidden));
    return { ...one, event: eventOf(one.record), parts: shown?.parts ?? {} };
  });
  const [askedAt, versions, calendars, organisations, beside, log] = await Promise.all([
    ports.now.now(),
    versionsOf(queries, procedure.definition.procedure),
    calendarsOf(ports, folded),
    organisationsOf(organisation, folded),
    besideOf(ports, caseId, found),
    logOf(reads, caseId, rows),
  ]);
  const { zone } = ports.installation;
  const newest = newestInForce(versions, civilDayOf(askedAt, zone));
  const today = newest && newest.sha256 !== procedure.digest.sha256 ? newest.sha256 : undefined;
  return {
    ...{ caseId, askedAt, zone, records, procedure, calendars, organisations, beside, versions },
    ...(today !== undefined && (await underToday(reads, caseId, today))),
    ...(log && { log }),
  };
}

/** Published versions, in force earliest first; of one day the one published last is the last. */
async function versionsOf(
  queries: Pick<Queries, 'versions'>,
  procedure: string,
): Promise<readonly PublishedVersion[]> {
  const published = (await queries.versions(procedure))
    .toReversed()
    .map(({ sha256, inForceFrom, publishedAt }): PublishedVersion => ({
      ...{ sha256, inForceFrom: inForceFrom as CivilDate, publishedAt: publishedAt as Instant },
    }));
  return published.toSorted(
    (a, b) => Number(a.inForceFrom > b.inForceFrom) - Number(a.inForceFrom < b.inForceFrom),
  );
}

/** The version in force today, and what it would have made of the same history. */
async function underToday(
  { ports, queries, documents }: AuditPorts,
  caseId: string,
  sha256: string,
): Promise<Pick<AuditedCase, 'newest' | 'differential'>> {
  const newest = await ports.catalogue.byDigest(sha256);
  if (!newest) return {};
  const history = await gatherHistory({ ...ports, queries, documents }, caseId);
  if (!history || 'tooLong' in history) return { newest };
  return { newest, differential: replayUnder(history, { procedure: newest }) };
}

/** What the log says of the case, and whether the bytes are still those that it is kept over. */
async function logOf(
  { ports, sealedLog }: AuditPorts,
  caseId: string,
  rows: readonly RecordRow[],
): Promise<AuditedLog | undefined> {
  const latest = await sealedLog?.reads.latest();
  if (!sealedLog || !latest) return undefined;
  const [entries, anchors] = await Promise.all([
    sealedLog.reads.entriesOf(caseId, 0, rows.length),
    sealedLog.reads.anchors(latest.size),
  ]);
  const kept = rows.map(({ text, seq, leaf }) => ({ text, seq, leaf }));
  const published = anchors.some(({ size }) => size === latest.size) ? anchors : [...anchors, latest];
  return {
    findings: verifyStream(kept, ports.hash).findings,
    entries: new Map(entries.map(({ seq, index }) => [seq, index])),
    checkpoints: published.map(({ size, signedAt, stamps }) => ({ size, signedAt, stamps })),
  };
}

/** Each calendar that a record names, as it was known when the record was made. */
async function calendarsOf(
  { calendars }: Pick<Ports, 'calendars'>,
  folded: readonly FoldedLeaf[],
): Promise<ReadonlyMap<string, Calendar>> {
  const found = new Map<string, Calendar>();
  for (const [digest, record] of firstWith(folded, ({ cal }) => cal)) {
    const known = await calendars.knownAt(record.recordedAt);
    if (record.cal && sameDigest(known.digest, record.cal)) found.set(digest, known.calendar);
  }
  return found;
}

async function organisationsOf(
  organisation: AuditPorts['organisation'],
  folded: readonly FoldedLeaf[],
): Promise<ReadonlyMap<string, OrganisationIndex>> {
  const found = new Map<string, OrganisationIndex>();
  for (const [digest, record] of [...firstWith(folded, ({ dir }) => dir)].slice(0, MOST_SNAPSHOTS)) {
    const known = await organisation.knownAt(record.recordedAt);
    if (record.dir && sameDigest(known.digest, record.dir)) found.set(digest, known.index);
  }
  return found;
}

/** The first record that names each digest. */
function firstWith(
  folded: readonly FoldedLeaf[],
  of: (record: LedgerRecord) => DigestPair | undefined,
): ReadonlyMap<string, LedgerRecord> {
  const first = new Map<string, LedgerRecord>();
  for (const { record } of folded) {
    const digest = of(record)?.sha256;
    if (digest !== undefined && !first.has(digest)) first.set(digest, record);
  }
  return first;
}

async function besideOf(
  { ledger, streamStandings }: Ports,
  caseId: string,
  { procedure }: LawfulCaseFor,
): Promise<readonly AuditedStream[]> {
  if (!streamStandings) return [];
  const declared = Object.entries(procedure.definition.streams ?? {});
  const all = declared.map(async ([name, { kind }]) => {
    const streams = await streamStandings.streamsOf(caseId, name);
    return Promise.all(
      streams.map(async (stream): Promise<AuditedStream> => {
        const records = await ledger.records(stream, 0, MOST_BESIDE);
        // What was said there is for its own people: an audit of the case reads that it was said, by whom and when.
        return {
          name,
          kind,
          stream,
          records: records.map(({ record, leaf }) => ({ record, leaf, parts: {} })),
        };
      }),
    );
  });
  return (await Promise.all(all)).flat();
}
