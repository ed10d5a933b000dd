import type { LogStreamState } from '../../engine/audit/log/log-stream.js';
import { sameDigest } from '../../engine/audit/digest.js';
import { redactionsOf } from '../../engine/audit/redaction.js';
import {
  STREAM_START,
  verifyStream,
  type KeptPart,
  type KeptRecord,
  type StreamFinding,
} from '../../engine/audit/verify-stream.js';
import type { AuditedHeads, AuditedLog } from '../../engine/audit-questions/audited-log.js';
import { Defect } from '../../engine/defect.js';
import type { EvidencePorts } from '../evidence/evidence-ports.js';
import { publishedHeads } from '../evidence/published-heads.js';
import type { LogEntry, LogReads } from '../log/log-ports.js';
import type { Ports } from '../ports.js';
import type { RecordRow } from '../queries.js';

/** What is read of the log, and of the parts with their salts. */
export interface SealedLogPorts {
  readonly ports: Pick<Ports, 'ledger' | 'hash'>;
  /** Absent: no log is kept, and nothing is proved beyond the chain. */
  readonly sealedLog?: { readonly reads: Pick<LogReads, 'latest' | 'anchors' | 'entriesOf' | 'heads'> };
  /** Absent: parts are not checked, and published heads are not asked. */
  readonly evidence?: Pick<EvidencePorts, 'hashes' | 'headsStream'> & {
    readonly reads: Pick<EvidencePorts['reads'], 'parts'>;
  };
}

/** Records whose parts are in memory at once. */
const CHUNK = 200;
/** Records of a case whose parts are checked at most: the whole of a longer one is checked with its bundle. */
const MOST_CHECKED = 5_000;
/** Streams of an installation whose heads are put together anew for one answer: 64 bytes each. */
const MOST_HEADS = 200_000;
/** Records at the end of the log's own stream among which the last published heads are looked for. */
const LAST_OF_LOG = 200;

/** What the log says of the case, and whether the bytes are still those that it is kept over. */
export async function logOfCase(
  from: SealedLogPorts,
  caseId: string,
  rows: readonly RecordRow[],
): Promise<AuditedLog | undefined> {
  const { sealedLog } = from;
  const latest = await sealedLog?.reads.latest();
  if (!sealedLog || !latest) return undefined;
  const entries = await sealedLog.reads.entriesOf(caseId, 0, rows.length);
  const indexes = entries.map(({ index }) => index);
  const anchors = await sealedLog.reads.anchors(indexes, latest.size);
  const published = anchors.some(({ size }) => size === latest.size) ? anchors : [...anchors, latest];
  const heads = await headsOf(from, caseId, entries);
  return {
    ...(await bytesOf(from, caseId, rows)),
    entries: new Map(entries.map(({ seq, index }) => [seq, index])),
    checkpoints: published.map(({ size, signedAt, stamps }) => ({ size, signedAt, stamps })),
    ...(heads && { heads }),
  };
}

/** Every record against its leaf and its predecessor, every part that is kept against its salted digest. */
async function bytesOf(
  { ports, evidence }: SealedLogPorts,
  caseId: string,
  rows: readonly RecordRow[],
): Promise<Pick<AuditedLog, 'findings' | 'parts'>> {
  const redactions = redactionsOf(rows.map(({ record }) => record));
  const withParts = evidence !== undefined && rows.length <= MOST_CHECKED;
  const findings: StreamFinding[] = [];
  let parts = 0;
  let position = STREAM_START;
  for (let first = 0; first < rows.length; first += CHUNK) {
    const some = rows.slice(first, first + CHUNK);
    const kept = withParts
      ? partsBySeq(await evidence.reads.parts(caseId, first, first + some.length - 1))
      : undefined;
    const records = some.map(({ text, seq, leaf }): KeptRecord => ({
      ...{ text, seq, leaf },
      ...(kept && { parts: kept.get(seq) ?? [] }),
    }));
    const found = verifyStream(records, ports.hash, position, redactions);
    findings.push(...found.findings);
    position = found.position;
    for (const { parts: own = [] } of records) parts += own.length;
  }
  return { findings, ...(withParts && { parts }) };
}

function partsBySeq(
  parts: readonly (KeptPart & { readonly seq: number })[],
): ReadonlyMap<number, readonly KeptPart[]> {
  const found = new Map<number, KeptPart[]>();
  for (const { seq, name, salt, value } of parts) {
    const own = found.get(seq);
    if (own) own.push({ name, salt, value });
    else found.set(seq, [{ name, salt, value }]);
  }
  return found;
}

/** The heads of all streams that were published last, and where this one ended among them. */
async function headsOf(
  { ports, sealedLog, evidence }: SealedLogPorts,
  caseId: string,
  entries: readonly LogEntry[],
): Promise<AuditedHeads | undefined> {
  if (!sealedLog || !evidence) return undefined;
  const { headsStream, hashes } = evidence;
  const end = await ports.ledger.head(headsStream);
  const state = end?.stateText ? (JSON.parse(end.stateText) as LogStreamState) : undefined;
  if (!end || !state?.heads) return undefined;
  const { on, size, streams } = state.heads;
  const own = entries.filter(({ index }) => index < size);
  const told = { on, size, records: own.length };
  const last = await ports.ledger.records(headsStream, Math.max(0, end.seq - LAST_OF_LOG), LAST_OF_LOG);
  const record = last.findLast(({ record: { type } }) => type === 'heads.published')?.record;
  if (!record || streams > MOST_HEADS) return { ...told, agrees: undefined };
  try {
    const [head] = await publishedHeads(sealedLog.reads, hashes, record, [caseId]);
    if (!head) return { ...told, agrees: own.length === 0 };
    const leaf = own.at(-1)?.leaf;
    const same = head.leaf.count === own.length && leaf !== undefined && sameDigest(head.leaf.leaf, leaf);
    return { ...told, agrees: same };
  } catch (problem) {
    // The heads that were published are not those that the log gives.
    if (problem instanceof Defect) return { ...told, agrees: false };
    throw problem;
  }
}
