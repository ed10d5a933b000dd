import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { canonicalJson } from '../../src/engine/audit/canonical-form.js';
import { BUNDLE_FILE, type LawKind, lawFile } from '../../src/engine/audit/bundle/write/bundle-files.js';
import { calendarText } from '../../src/engine/audit/bundle/write/bundle-lines.js';
import type { Zone } from '../../src/engine/clock/time.js';
import type { CaseHistory } from '../../src/engine/replay/history.js';
import { replayStrict } from '../../src/engine/replay/replay-strict.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { earlierPowers } from '../../src/outside/cedar/earlier-powers.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { StoredEvidence } from '../../src/store/evidence/evidence-reads.js';
import type { Store } from '../../src/store/open-store.js';
import { caseIds } from '../../src/usecases/mining/case-ids.js';
import type { Ports } from '../../src/usecases/ports.js';
import { historyInBundle } from '../../src/usecases/replay/bundle-history.js';
import { gatherHistory } from '../../src/usecases/replay/gather-history.js';
import { filesInMemory, nodeTools } from '../../src/verifier/node-tools.js';
import { notTheSame } from '../engine/replay/told-apart.js';

/** Where whole histories lie that the real use-cases once wrote. */
const RECORDED = 'test/workflows/recorded';

/** What was recorded, as the files of a bundle, with what a bundle leaves to its reader. */
interface Recorded {
  readonly zone: Zone;
  readonly requestBars: boolean;
  readonly files: Readonly<Record<string, string>>;
}

interface LiveLedger {
  readonly ports: Ports;
  readonly store: Store;
}

/**
 * Decides every record of a living case anew. Told to (`DUECOURSE_RECORD=1`), writes its whole history into the tree
 * under a name, where later engines replay it.
 *
 * @returns what is not the same, a line each
 */
export async function replayedFromLedger(
  { ports, store }: LiveLedger,
  caseId: string,
  name?: string,
): Promise<readonly string[]> {
  const reads = { ...ports, queries: store.queries, documents: store.documents };
  const history = await gatherHistory(reads, caseId, { beside: true });
  if (!history || 'tooLong' in history) throw new Error(`no history of ${caseId}`);
  if (name !== undefined && process.env['DUECOURSE_RECORD'] === '1') {
    const recorded = await recordedOf({ ports, store }, caseId, history);
    mkdirSync(RECORDED, { recursive: true });
    writeFileSync(join(RECORDED, `${name}.json.gz`), gzipSync(canonicalJson(recorded), { level: 9 }));
  }
  return notTheSame(replayStrict(history));
}

/** The same for every case of the ledger. Of those that would be written, only what adds another cause of records. */
export async function everyCaseReplayed(live: LiveLedger, name: string): Promise<readonly string[]> {
  const seen = new Set<unknown>();
  const found: string[] = [];
  for await (const id of caseIds(live.store.queries)) {
    const records = await live.ports.ledger.records(id, 0, 1_000);
    const causes = records.map(({ record }) => record.data['cause']);
    const adds = causes.some((cause) => !seen.has(cause));
    for (const cause of causes) seen.add(cause);
    found.push(...(await replayedFromLedger(live, id, adds ? `${name}-${seen.size}` : undefined)));
  }
  return found;
}

/** Names of the recorded histories. */
export function recordedNames(): readonly string[] {
  return readdirSync(RECORDED)
    .filter((name) => name.endsWith('.json.gz'))
    .map((name) => name.replace('.json.gz', ''));
}

/** A recorded history as it can be replayed, without a database. */
export function recordedHistory(name: string): CaseHistory {
  const text = gunzipSync(readFileSync(join(RECORDED, `${name}.json.gz`))).toString();
  const { zone, requestBars, files } = JSON.parse(text) as Recorded;
  const bytes = Object.entries(files).map(([file, content]) => [file, Buffer.from(content)] as const);
  const tools = nodeTools([]);
  const decode: typeof tools.decode = (given) => tools.decode(given);
  return historyInBundle(filesInMemory(new Map(bytes)), {
    ...{ hash: nodeHash, checkInput: ajvInputCheck(), powersFrom, decode, zone, requestBars },
  }).history;
}

const powersFrom = earlierPowers();

async function recordedOf(
  { ports, store }: LiveLedger,
  stream: string,
  { records: own, beside }: CaseHistory,
): Promise<Recorded> {
  const files = new Map<string, string>();
  const besides = beside?.streams ?? [];
  const scope = [
    { stream, first: 0, last: own.length - 1, role: 'subject' },
    ...besides.map((one) => ({ stream: one.stream, first: 0, last: one.records.length - 1, role: 'beside' })),
  ];
  files.set(BUNDLE_FILE.scope, canonicalJson({ streams: scope }));
  const records = [...own, ...besides.flatMap((one) => one.records)];
  files.set(BUNDLE_FILE.records, records.map(({ record }) => `${canonicalJson(record)}\n`).join(''));
  const parts = records.flatMap(({ record, parts: own }) =>
    Object.entries(own).map(([name, value]) => ({
      name,
      seq: record.seq,
      stream: record.stream,
      value: canonicalJson(value),
    })),
  );
  files.set(BUNDLE_FILE.parts, parts.map((part) => `${canonicalJson(part)}\n`).join(''));
  const pinned = (member: 'def' | 'cal' | 'dir' | 'rules'): ReadonlySet<string> =>
    new Set(records.flatMap(({ record }) => record[member]?.sha256 ?? []));
  const stored = async (kind: LawKind, wanted: Iterable<string>): Promise<void> => {
    for (const sha256 of wanted)
      files.set(lawFile(kind, sha256), (await store.documents.get(sha256))?.text ?? '');
  };
  await stored('definitions', pinned('def'));
  await stored('rules', pinned('rules'));
  const evidence = new StoredEvidence(store.dataSource, store.documents, nodeHash);
  for (const [sha256, text] of await evidence.organisations(pinned('dir')))
    files.set(lawFile('organisations', sha256), text);
  for (const [sha256, notices] of await evidence.calendars(pinned('cal'))) {
    files.set(lawFile('calendars', sha256), calendarText(notices));
    await stored(
      'notices',
      notices.map((notice) => notice.sha256),
    );
  }
  return {
    ...{ zone: ports.installation.zone, requestBars: ports.recusalRequestBars },
    files: Object.fromEntries(files),
  };
}
