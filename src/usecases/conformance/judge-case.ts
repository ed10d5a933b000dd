import { anyPower } from '../../engine/case/power/any-power.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import {
  certificateOf,
  tableDigest,
  type CertifiedCheckpoint,
  type ConformanceCertificate,
} from '../../engine/conformance/certificate.js';
import { judgedHistory } from '../../engine/conformance/judge-history.js';
import type { JudgedCase } from '../../engine/conformance/judged-case.js';
import { conformanceTable, type ConformanceRow } from '../../engine/conformance/table.js';
import type { DigestPair } from '../../engine/audit/record.js';
import { Defect } from '../../engine/defect.js';
import type { LogHashes, LogReads } from '../log/log-ports.js';
import { proveRecord } from '../log/prove-record.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../powers/power-facts.js';
import { readCaseFor } from '../cases/read-case.js';
import { placeOf } from '../reading/known-case.js';
import { gatherHistory, type ReplayPorts, type TooLong } from '../replay/gather-history.js';

/** The log as a certificate names it. */
interface CertifyingLog {
  readonly reads: Pick<LogReads, 'latest' | 'entriesOf' | 'nodes'>;
  readonly hashes: LogHashes;
}

/** What is read to hold a case against its rules. */
export interface ConformancePorts extends Ports, Pick<ReplayPorts, 'queries' | 'documents'> {
  /** Absent: no log is kept, and a certificate names no checkpoint. */
  readonly log?: CertifyingLog;
}

/** 要求—实际: the table of a case, its digest, and its certificate when the case has ended. */
export interface CaseConformance {
  readonly judged: JudgedCase;
  readonly rows: readonly ConformanceRow[];
  readonly digest: DigestPair;
  /** Undefined while the case is open. */
  readonly certificate?: ConformanceCertificate;
}

/**
 * Whether the person may put the questions of an audit to the case: a supervisor or auditor within his reach. To anybody
 * else there is no such case here.
 */
export async function mayAuditCase(ports: Ports, caseId: string, by: Asker): Promise<boolean> {
  const found = await readCaseFor(ports, caseId, by);
  return found !== undefined && anyPower(placeOf(found), 'auditCase').allowed;
}

/**
 * Holds a case against every rule of the version that it pins, from its records and their parts alone. The answer tells
 * conclusions, never what a part says.
 *
 * @returns undefined when there is no such case; `TooLong` for more records than are judged at once
 */
export function judgeCase(
  ports: ConformancePorts,
): (caseId: string) => Promise<CaseConformance | TooLong | undefined> {
  return async (caseId) => {
    const history = await gatherHistory(ports, caseId, { beside: 'judged' });
    if (!history || 'tooLong' in history) return history;
    const asOf = civilDayOf(await ports.now.now(), ports.installation.zone);
    const judged = judgedHistory(history, asOf);
    if (!judged) throw new Defect(`case ${caseId} pins a definition that is not published`);
    const rows = conformanceTable(judged);
    const last = judged.records.at(-1)?.record.seq ?? 0;
    const checkpoint = ports.log && (await checkpointOver(ports.log, caseId, last));
    const certificate = certificateOf(caseId, judged, rows, ports.hash, checkpoint);
    return { judged, rows, digest: tableDigest(rows, ports.hash), ...(certificate && { certificate }) };
  };
}

/**
 * The last published checkpoint, with the proof that a record is under it.
 *
 * @param seq of the case's last record
 * @returns undefined while the record is under none
 */
export async function checkpointOver(
  { reads, hashes }: CertifyingLog,
  caseId: string,
  seq: number,
): Promise<CertifiedCheckpoint | undefined> {
  const [latest, [entry]] = await Promise.all([reads.latest(), reads.entriesOf(caseId, seq, seq)]);
  if (!latest || !entry || entry.index >= latest.size) return undefined;
  // The proof is under this very checkpoint, whatever is published meanwhile.
  const same = {
    latest: () => Promise.resolve(latest),
    entriesOf: () => Promise.resolve([entry]),
    nodes: (...of: Parameters<LogReads['nodes']>) => reads.nodes(...of),
  };
  const proof = await proveRecord(same, hashes)(caseId, seq, 'sha256');
  if (proof === undefined) return undefined;
  return { size: latest.size, note: latest.notes.sha256, index: entry.index, proof };
}
