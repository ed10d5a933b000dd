import { crc32 } from 'node:zlib';
import { bagFiles } from '../../../src/engine/audit/bundle/write/bag-manifests.js';
import {
  anchorFile,
  BUNDLE_BASE,
  BUNDLE_FILE,
  contentFile,
  inBundleOrder,
  type LawKind,
  lawFile,
  RENEWALS_FILE,
} from '../../../src/engine/audit/bundle/write/bundle-files.js';
import {
  anchorLine,
  type DisclosedFile,
  fileLine,
  headLine,
  inScopeOrder,
  partLine,
  proofLine,
  renewalLine,
  scopeText,
  signersOf,
  type Stretch,
} from '../../../src/engine/audit/bundle/write/bundle-lines.js';
import { storedZip } from '../../../src/engine/audit/bundle/write/stored-zip.js';
import { formatCheckpoint } from '../../../src/engine/audit/log/checkpoint.js';
import { formatNote, parseNote, type SignedNote } from '../../../src/engine/audit/log/signed-note.js';
import { consistencyProof, inclusionProof } from '../../../src/engine/audit/log/tree-proof.js';
import type { DigestPair, RecordPart, SealedRecord } from '../../../src/engine/audit/record.js';
import { utf8 } from '../../../src/engine/audit/utf8.js';
import { nodeHash as hash } from '../../../src/outside/crypto/node-hash.js';
import type { RenewedLog, SampleRenewal } from './renewed-log.js';
import {
  headsOf,
  REDACTION,
  type SampleHead,
  type SampleLog,
  type SampleTree,
  sampleTree,
  type Suite,
  SUITES,
} from './sample-log.js';

/** Files of a bundle by their names without the base directory, in the order of the container. */
export type BundleMap = Map<string, Uint8Array>;

export interface BundleOptions {
  /** Parts that the bundle holds back, by name; the phone numbers unless told otherwise. */
  readonly withheld?: readonly string[];
  /** Contents that are handed over beside the bundle, by SHA-256. */
  readonly apart?: readonly string[];
  /** Time stamps of the checkpoint of so many entries, and lists of what was revoked, by name of their file. `message`: what is to be stamped. */
  readonly stamps?: (size: number, message: Uint8Array) => Readonly<Record<string, Uint8Array>>;
}

type BundledLog = SampleLog & Partial<RenewedLog>;

/** The bundle of the sample's case under the last checkpoint of the log, by the format's page. */
export function sampleBundle(log: BundledLog, options: BundleOptions = {}): BundleMap {
  const stretches = stretchesOf(log);
  const records = stretches.flatMap(({ stream, first, last }) =>
    (log.streams.get(stream) as readonly SealedRecord[]).slice(first, last + 1),
  );
  const files: BundleMap = new Map();
  const put = (name: string, content: string | Uint8Array): unknown =>
    files.set(name, typeof content === 'string' ? utf8(content) : content);
  put(BUNDLE_FILE.scope, scopeText(log.origin, log.entries.length, stretches));
  put(BUNDLE_FILE.records, records.map(({ text }) => `${text}\n`).join(''));
  put(BUNDLE_FILE.parts, records.map((one) => partLines(log, one, options)).join(''));
  putContents(log, options, put);
  for (const [kind, documents] of Object.entries(log.law) as [LawKind, ReadonlyMap<string, string>][])
    for (const [sha256, text] of documents) put(lawFile(kind, sha256), text);
  putProofs(log, records, options, put);
  if (log.renewals) put(RENEWALS_FILE, renewalLines(log.renewals, records));
  put(BUNDLE_FILE.heads, headLines(log, stretches, records));
  const readme = '本文件夹仅供阅读，不是证据。\nFor reading only: not evidence.\n';
  put('data/report/README.txt', readme);
  return withManifests(files);
}

/** The digests of a file, as the manifests name them. */
const digestsOf = (bytes: Uint8Array): DigestPair => ({ sha256: hash.sha256(bytes), sm3: hash.sm3(bytes) });

/** The map with the manifests and bag-info that follow from it, in the order of the container. */
export function withManifests(files: ReadonlyMap<string, Uint8Array>, digests = digestsOf): BundleMap {
  const payload = [...files]
    .filter(([name]) => name.startsWith('data/'))
    .map(([name, bytes]) => ({
      ...{ name, bytes, size: bytes.length },
      ...digests(bytes),
    }));
  // Read out of the scope by pattern: it may be one that somebody broke on purpose.
  const scope = Buffer.from(files.get(BUNDLE_FILE.scope) ?? []).toString();
  const subject = /"role":"subject","stream":"([^"]*)"/.exec(scope)?.[1] ?? 'unknown';
  const tags = [...bagFiles(subject, payload, hash)].map(([name, text]) => ({ name, bytes: utf8(text) }));
  return new Map(inBundleOrder([...tags, ...payload]).map(({ name, bytes }) => [name, bytes]));
}

/** The container of these files as they stand, in the order of the map. */
export function zipped(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries = [...files].map(([name, bytes]) => ({
    ...{ name: BUNDLE_BASE + name, size: bytes.length, crc32: crc32(bytes), bytes },
  }));
  const pieces = [...storedZip(entries)].map((piece) => (piece instanceof Uint8Array ? piece : piece.bytes));
  return Buffer.concat(pieces);
}

/** The container of files that somebody edited, with manifests that fit the edit again. */
export function rebuilt(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipped(withManifests(files));
}

function stretchesOf(log: BundledLog): Stretch[] {
  const lastOf = (stream: string): number => (log.streams.get(stream)?.length ?? 0) - 1;
  const ofLog = log.streams.get(log.headsStream) ?? [];
  const heads = ofLog.findLastIndex(({ record }) => record.type === 'heads.published');
  const renewals = (log.renewals ?? []).map(({ record }) => record.record.seq);
  return inScopeOrder([
    { stream: log.subject, role: 'subject', first: 0, last: lastOf(log.subject) },
    { stream: log.beside, role: 'beside', first: 0, last: lastOf(log.beside) },
    { stream: log.procedures, role: 'reference', first: 1, last: 1 },
    ...[heads, ...renewals].map((seq): Stretch => ({
      ...{ stream: log.headsStream, role: 'reference', first: seq, last: seq },
    })),
  ]);
}

function partLines(log: BundledLog, { record, parts }: SealedRecord, options: BundleOptions): string {
  const { stream, seq } = record;
  const { withheld = ['input.phone'] } = options;
  const line = ({ name, salt, value }: RecordPart): string => {
    const redacted = stream === log.subject && seq === REDACTION.part.seq && name === REDACTION.part.name;
    if (redacted) return partLine({ stream, seq, name }, { redacted: REDACTION.seq });
    if (withheld.includes(name)) return partLine({ stream, seq, name }, { withheld: true });
    return partLine({ stream, seq, name }, { salt, value });
  };
  return [...parts]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(line)
    .join('');
}

type Put = (name: string, content: string | Uint8Array) => unknown;

function putContents(log: BundledLog, { apart = [] }: BundleOptions, put: Put): void {
  const records = log.streams.get(log.subject) as readonly SealedRecord[];
  const materials = records.flatMap(
    ({ record }) => (record.materials ?? []) as unknown as readonly SampleMaterial[],
  );
  const lines = [...materials]
    .sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
    .map((material) => {
      const content = log.contents.get(material.sha256);
      const as: DisclosedFile = !content
        ? { redacted: REDACTION.seq, stream: log.subject }
        : apart.includes(material.sha256)
          ? { apart: true }
          : { disclosed: true };
      if (content && 'disclosed' in as) put(contentFile(material.sha256), content);
      return fileLine(material, as);
    });
  put(BUNDLE_FILE.files, lines.join(''));
}

interface SampleMaterial {
  readonly sha256: string;
  readonly sm3: string;
  readonly size: number;
}

function putProofs(
  log: BundledLog,
  records: readonly SealedRecord[],
  options: BundleOptions,
  put: Put,
): void {
  const size = log.entries.length;
  const indexes = new Map(log.entries.map((entry, index) => [entry, index]));
  const trees = { sha256: treeAt(log, 'sha256', size), sm3: treeAt(log, 'sm3', size) };
  for (const suite of ['sha256', 'sm3'] as const) {
    const lines = records.map((record) => {
      const index = indexes.get(record) as number;
      return proofLine(index, inclusionProof(index, size, trees[suite].read, SUITES[suite]));
    });
    put(`data/proofs/${suite}.jsonl`, lines.join(''));
    put(`data/checkpoint/${suite}.note`, noteAt(log, suite, size, trees[suite].root).note);
  }
  const anchors = log.anchors.map((at) => {
    const notes = (['sha256', 'sm3'] as const).map((suite) =>
      noteAt(log, suite, at, treeAt(log, suite, at).root),
    );
    const [sha256, sm3] = notes.map(({ note }) => note) as [string, string];
    put(anchorFile(at, 'sha256.note'), sha256);
    put(anchorFile(at, 'sm3.note'), sm3);
    const texts = notes.map(({ text }) => text);
    const stamps = options.stamps?.(at, utf8(`duecourse-stamp/v1\n${texts.join('')}`)) ?? {};
    for (const [name, token] of Object.entries(stamps)) put(anchorFile(at, name), token);
    const named = (ending: string): string[] =>
      Object.keys(stamps)
        .filter((name) => name.endsWith(ending))
        .sort();
    return anchorLine({
      size: at,
      signers: { sha256: signersIn(sha256), sm3: signersIn(sm3) },
      sha256: consistencyProof(at, size, trees.sha256.read, SUITES.sha256),
      sm3: consistencyProof(at, size, trees.sm3.read, SUITES.sm3),
      ...{ stamps: named('.tsr'), lists: named('.crl') },
    });
  });
  put(BUNDLE_FILE.anchors, anchors.join(''));
}

function signersIn(note: string): readonly string[] {
  return signersOf(parseNote(note) as SignedNote);
}

/** A note of the log over its first `size` entries: signed, and under SHA-256 witnessed. */
export function noteAt(
  { keys, entries }: SampleLog,
  suite: Suite,
  size: number,
  root: Uint8Array,
): { text: string; note: string } {
  const signer = keys[suite];
  const text = formatCheckpoint({ origin: signer.key.name, size: BigInt(size), root, extensions: [] });
  const seen = BigInt(Date.parse((entries[size - 1] as SealedRecord).record.recordedAt) / 1000 + 2);
  const cosigned = suite === 'sha256' ? [keys.witness.sign(text, seen)] : [];
  return { text, note: formatNote({ text, signatures: [signer.sign(text), ...cosigned] }) };
}

function treeAt({ entries }: SampleLog, suite: Suite, size: number): SampleTree {
  return sampleTree(
    entries.slice(0, size).map(({ leaf }) => Buffer.from(leaf[suite], 'hex')),
    SUITES[suite],
  );
}

function renewalLines(renewals: readonly SampleRenewal[], records: readonly SealedRecord[]): string {
  const lines = renewals.flatMap(({ record, stamps }) =>
    stamps.map((stamp) => ({ ...stamp, record: records.indexOf(record) })),
  );
  return lines
    .sort((a, b) => a.size - b.size || (a.name < b.name ? -1 : 1))
    .map(renewalLine)
    .join('');
}

function headLines(log: BundledLog, stretches: readonly Stretch[], records: readonly SealedRecord[]): string {
  const published = log.streams
    .get(log.headsStream)
    ?.findLast(({ record }) => record.type === 'heads.published') as SealedRecord;
  const { size } = published.record.data['heads'] as { readonly size: number };
  const { leaves, nodes } = headsOf(log.entries, size);
  return stretches
    .filter(({ role }) => role !== 'reference')
    .map(({ stream }) => {
      const index = leaves.findIndex((leaf) => leaf.stream === stream);
      return headLine({
        ...{ leaf: leaves[index] as SampleHead, index, record: records.indexOf(published) },
        sha256: inclusionProof(index, leaves.length, nodes.sha256, SUITES.sha256),
        sm3: inclusionProof(index, leaves.length, nodes.sm3, SUITES.sm3),
      });
    })
    .join('');
}
