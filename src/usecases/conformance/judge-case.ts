import { anyPower } from '../../engine/case/any-power.js';
import type { CaseState } from '../../engine/case/case-state.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import {
  certificateOf,
  tableDigest,
  type ConformanceCertificate,
} from '../../engine/conformance/certificate.js';
import { judgedHistory } from '../../engine/conformance/judge-history.js';
import type { JudgedCase } from '../../engine/conformance/judged-case.js';
import { conformanceTable, type ConformanceRow } from '../../engine/conformance/table.js';
import type { DigestPair } from '../../engine/audit/record.js';
import { Defect } from '../../engine/defect.js';
import type { LogReads } from '../log/log-ports.js';
import type { Ports } from '../ports.js';
import type { Asker } from '../power-facts.js';
import { readCaseFor } from '../read-case.js';
import { placeOf } from '../reading/known-case.js';
import { gatherHistory, type ReplayPorts, type TooLong } from '../replay/gather-history.js';

/** What is read to hold a case against its rules. */
export interface ConformancePorts extends Ports, Pick<ReplayPorts, 'queries' | 'documents'> {
  /** Absent: no log is kept, and a certificate names no checkpoint. */
  readonly log?: Pick<LogReads, 'latest' | 'entriesOf'>;
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
    const history = await gatherHistory(ports, caseId);
    if (!history || 'tooLong' in history) return history;
    const asOf = civilDayOf(await ports.now.now(), ports.installation.zone);
    const judged = judgedHistory(history, asOf, await relatedPerformers(ports, caseId));
    if (!judged) throw new Defect(`case ${caseId} pins a definition that is not published`);
    const rows = conformanceTable(judged);
    const checkpoint = await checkpointOver(ports, caseId, judged);
    const certificate = certificateOf(caseId, judged, rows, ports.hash, checkpoint);
    return { judged, rows, digest: tableDigest(rows, ports.hash), ...(certificate && { certificate }) };
  };
}

/** Who acted, in which posts, in the cases that this one is about. */
async function relatedPerformers(
  { ledger }: Pick<Ports, 'ledger'>,
  caseId: string,
): Promise<NonNullable<JudgedCase['related']>> {
  const state = await stateOf(ledger, caseId);
  const performers: Record<string, Record<string, readonly string[]>> = {};
  for (const [relation, cases] of Object.entries(state?.related ?? {})) {
    const merged: Record<string, readonly string[]> = {};
    for (const one of cases) {
      for (const [post, persons] of Object.entries((await stateOf(ledger, one))?.performers ?? {})) {
        merged[post] = [...new Set([...(merged[post] ?? []), ...persons])];
      }
    }
    performers[relation] = merged;
  }
  return performers;
}

async function stateOf(ledger: Ports['ledger'], caseId: string): Promise<CaseState | undefined> {
  const head = await ledger.head(caseId);
  return head?.kind === 'case' && head.stateText !== null
    ? (JSON.parse(head.stateText) as CaseState)
    : undefined;
}

/** The last published checkpoint, if the case's last record is under it. */
async function checkpointOver({ log }: ConformancePorts, caseId: string, { records }: JudgedCase) {
  const seq = records.at(-1)?.record.seq;
  if (!log || seq === undefined) return undefined;
  const [latest, [entry]] = await Promise.all([log.latest(), log.entriesOf(caseId, seq, seq)]);
  if (!latest || !entry || entry.index >= latest.size) return undefined;
  return { size: latest.size, note: latest.notes.sha256 };
}
