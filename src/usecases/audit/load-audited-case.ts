import { sameDigest } from '../../engine/audit/digest.js';
import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import type {
  AuditedCase,
  AuditedRecord,
  AuditedStream,
  PublishedVersion,
} from '../../engine/audit-questions/audited-case.js';
import { newestInForce } from '../../engine/audit-questions/newest-version.js';
import type { Calendar } from '../../engine/clock/calendar.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import { eventOf } from '../../engine/moment/case-at-moment.js';
import type { OrganisationIndex } from '../../engine/organisation/organisation-index.js';
import { replayUnder } from '../../engine/replay/replay-under.js';
import type { OrganisationReads } from '../organisation/organisation-reads.js';
import type { Ports } from '../ports.js';
import type { DocumentStore, Queries } from '../queries.js';
import type { LawfulCaseFor } from '../cases/read-case.js';
import { allRecords } from '../reading/all-records.js';
import { hiddenParts, withoutHidden } from '../reading/form-access.js';
import { maskedRecord } from '../reading/masked-parts.js';
import { gatherHistory } from '../replay/gather-history.js';
import { streamsBeside } from './streams-beside.js';
import { logOfCase, type SealedLogPorts } from './log-of-case.js';
import { foldedCase, type FoldedLeaf } from './folded-case.js';

/** What laying a case before an auditor needs. */
export interface AuditPorts extends SealedLogPorts {
  readonly ports: Ports;
  readonly queries: Pick<Queries, 'records' | 'versions'>;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly organisation: Pick<OrganisationReads, 'knownAt'>;
}

/** Snapshots of the organisation that are folded for one case at most: each may be large. */
const MOST_SNAPSHOTS = 40;

/** What only some questions look at, by their numbers: it is read for these alone. */
const LOOKED_AT_BY = {
  organisations: [2, 3, 32, 33],
  log: [21, 22, 23, 34],
  newest: [17],
} as const satisfies Readonly<Record<string, readonly number[]>>;

/**
 * Lays a case before an auditor, with its parts masked as he would see them in the records.
 *
 * @param questions numbers of those that will be put: what no other looks at is not read
 */
export async function loadAuditedCase(
  reads: AuditPorts,
  caseId: string,
  found: LawfulCaseFor,
  questions: readonly number[],
): Promise<AuditedCase> {
  const needs = (what: keyof typeof LOOKED_AT_BY): boolean =>
    LOOKED_AT_BY[what].some((one) => questions.includes(one));
  const { ports, queries, organisation } = reads;
  const rows = await allRecords(queries, caseId);
  const folded = await foldedCase(ports.ledger, caseId, rows.length);
  const hidden = hiddenParts(found);
  const { procedure } = found;
  const records = folded.map((one, n): AuditedRecord => {
    const kept = rows[n];
    const shown = kept && maskedRecord(procedure.definition, withoutHidden(kept, hidden));
    return {
      ...{ ...one, event: eventOf(one.record) },
      ...{ parts: shown?.parts ?? {}, judged: kept?.parts ?? {} },
    };
  });
  const [askedAt, versions, calendars, organisations, streams, log] = await Promise.all([
    ports.now.now(),
    versionsOf(queries, procedure.definition.procedure),
    calendarsOf(ports, folded),
    needs('organisations') ? organisationsOf(organisation, folded) : NO_SNAPSHOTS,
    streamsBeside(ports, caseId, procedure.definition),
    needs('log') ? logOfCase(reads, caseId, rows) : undefined,
  ]);
  const { zone } = ports.installation;
  const newest = newestInForce(versions, civilDayOf(askedAt, zone));
  const today = newest && newest.sha256 !== procedure.digest.sha256 ? newest.sha256 : undefined;
  const beside = streams.map(({ records: kept, ...stream }): AuditedStream => ({
    ...stream,
    // What was said there is for its own people: an audit of the case reads that it was said, by whom and when.
    records: kept.map((one) => ({ ...one, parts: {} })),
  }));
  return {
    ...{ caseId, askedAt, zone, records, procedure, calendars, organisations, beside, versions },
    ...(today !== undefined && needs('newest') && (await underToday(reads, caseId, today))),
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

const NO_SNAPSHOTS: ReadonlyMap<string, OrganisationIndex> = new Map();

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
