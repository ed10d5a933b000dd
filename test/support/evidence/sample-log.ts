import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import { documentDigest, textDigest } from '../../../src/engine/audit/digest.js';
import { calendarText } from '../../../src/engine/audit/bundle/write/bundle-lines.js';
import type { LawKind } from '../../../src/engine/audit/bundle/write/bundle-files.js';
import { formatNoteKey, type NoteAlgorithm } from '../../../src/engine/audit/log/note-key.js';
import { type BytesHash, leafHash, nodeHash } from '../../../src/engine/audit/log/tree-hash.js';
import type { NodeReader } from '../../../src/engine/audit/log/tree-proof.js';
import type { DigestPair, SealedRecord } from '../../../src/engine/audit/record.js';
import { type RecordDraft, sealRecord } from '../../../src/engine/audit/seal-record.js';
import { utf8 } from '../../../src/engine/audit/utf8.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { nodeHash as hash } from '../../../src/outside/crypto/node-hash.js';
import { type NoteSigner, noteSigner, sha256Bytes, sm3Bytes } from '../../../src/outside/crypto/note-keys.js';

/** What a sample log is made from. The same options give the same log, but for the random number in each SM2 signature. */
export interface SampleOptions {
  readonly seed?: number;
  /** Records of the case, at least 12. With 8 the log ends at the redaction, and the last heads are published before it. */
  readonly records?: number;
  /** Records of the stream beside the case, at least 4. */
  readonly comments?: number;
  /** Records of the case that pin the law, from the first on; all of them unless told otherwise. */
  readonly pinned?: number;
}

/** A whole log in memory: every stream, the law it pinned, the contents, the keys. */
export interface SampleLog {
  readonly origin: string;
  readonly subject: string;
  readonly beside: string;
  /** Streams of which a bundle of the subject needs single records. */
  readonly procedures: string;
  readonly headsStream: string;
  readonly streams: ReadonlyMap<string, readonly SealedRecord[]>;
  /** All records in the order of the log: the place is the index. */
  readonly entries: readonly SealedRecord[];
  readonly law: Readonly<Record<LawKind, ReadonlyMap<string, string>>>;
  /** Contents of materials by SHA-256. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Sizes at which checkpoints were kept, and that of the last one. */
  readonly anchors: readonly number[];
  readonly keys: { readonly sha256: NoteSigner; readonly sm3: NoteSigner; readonly witness: NoteSigner };
  /** Trust policy (C2SP tlog-policy) that a bundle of this log satisfies. */
  readonly policy: string;
}

export const SUITES = { sha256: sha256Bytes, sm3: sm3Bytes } as const;
export type Suite = keyof typeof SUITES;

/** Parts that the sample redacts, and the record of the subject that says so. */
export const REDACTION = { seq: 7, part: { seq: 1, name: 'input.idNumber' } } as const;

const ORIGIN = 'sample.example/2026';
const START = Date.parse('2026-03-02T01:00:00.000Z');

/** Builds the log: library streams, the case, a consultation beside it, another case, published heads twice. */
export function sampleLog({
  seed = 1,
  records = 16,
  comments = 6,
  pinned = records,
}: SampleOptions = {}): SampleLog {
  const log = new LogInMemory(seed);
  const [subject, beside, other, procedures, headsStream] = [0, 1, 2, 3, 4].map((n) => log.uuid(n)) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const law = sampleLaw();
  log.append(procedures, 'procedure.published', { cause: 'adoption', procedure: 'other' });
  log.append(procedures, 'procedure.published', { cause: 'adoption', document: law.pins.def });
  const contents = sampleContents(seed);
  const [kept, gone] = [...contents].map(([sha256, bytes]) => materialOf(sha256, bytes));
  for (let seq = 0; seq < comments; seq++)
    log.append(beside, 'comment.received', { cause: 'comment', number: seq });
  const early: number[] = [];
  for (let seq = 0; seq < records; seq++) {
    const pins = seq < pinned ? law.pins : {};
    appendToCase(log, { subject, beside, seq, records, pins, materials: [kept, gone] });
    if (seq % 5 === 2) log.append(other, 'task.taken', { cause: 'desk' }, {}, pins);
    if (seq === 3 || seq === records - 3) publishHeads(log, headsStream);
    if (seq === 3 || seq === records - 3) early.push(log.entries.length);
  }
  log.append(other, 'task.taken', { cause: 'desk' }, {}, law.pins);
  contents.delete((gone as Material).sha256);
  const keys = sampleKeys(seed);
  const { streams, entries } = log;
  return {
    ...{ origin: ORIGIN, subject, beside, procedures, headsStream, streams, entries, law: law.documents },
    ...{ contents, anchors: early, keys, policy: policyOf(keys) },
  };
}

interface Material extends DigestPair {
  readonly id: string;
  readonly size: number;
}

function appendToCase(
  log: LogInMemory,
  at: {
    readonly subject: string;
    readonly beside: string;
    readonly seq: number;
    readonly records: number;
    readonly pins: Pins;
    readonly materials: readonly (Material | undefined)[];
  },
): void {
  const { subject, beside, seq, pins } = at;
  const append = (type: string, data: object, parts: object = {}, more: object = {}): SealedRecord =>
    log.append(subject, type, { on: '2026-03-02', ...data }, parts, { ...pins, ...more });
  if (seq === 1) {
    const personal = { 'input.phone': '13800000001', 'input.idNumber': '630000199001011234' };
    append('case.received', { cause: 'act' }, { input: { name: '甲' }, ...personal });
  } else if (seq === 2 || seq === 4) {
    append('material.filed', { cause: 'material' }, {}, { materials: [at.materials[seq / 2 - 1]] });
  } else if (seq === 5) {
    const records = log.streams.get(beside) as readonly SealedRecord[];
    const { record, leaf } = records[3] as SealedRecord;
    append('hearing.considered', {
      cause: 'act',
      seen: { consultation: { stream: beside, seq: record.seq, leaf: leaf.sha256 } },
    });
  } else if (seq === REDACTION.seq) {
    const redaction = {
      parts: [REDACTION.part],
      files: [at.materials[1]?.sha256],
      ground: 'purposeAchieved',
    };
    append('audit.part.redacted', { cause: 'redaction', redaction });
  } else {
    append('opinion.recorded', { cause: 'opinion', number: seq }, { opinion: `第${seq}条意见` });
  }
}

function publishHeads(log: LogInMemory, stream: string): void {
  const { leaves, root } = headsOf(log.entries, log.entries.length);
  const heads = { root, size: log.entries.length, streams: leaves.length };
  log.append(stream, 'heads.published', { cause: 'heads', on: '2026-03-02', heads });
}

/** A leaf of the tree of heads. */
export interface SampleHead {
  readonly count: number;
  readonly leaf: DigestPair;
  readonly stream: string;
}

/** The tree of heads of the first `size` entries, sorted by stream. */
export function headsOf(
  entries: readonly SealedRecord[],
  size: number,
): { leaves: readonly SampleHead[]; nodes: Record<Suite, NodeReader>; root: DigestPair } {
  const last = new Map<string, SampleHead>();
  for (const { record, leaf } of entries.slice(0, size))
    last.set(record.stream, { count: record.seq + 1, leaf, stream: record.stream });
  const leaves = [...last.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
  const treeOfSuite = (suite: Suite): SampleTree =>
    sampleTree(
      leaves.map((leaf) => leafHash(SUITES[suite], utf8(canonicalJson(leaf)))),
      SUITES[suite],
    );
  const trees = { sha256: treeOfSuite('sha256'), sm3: treeOfSuite('sm3') };
  return {
    leaves,
    nodes: { sha256: trees.sha256.read, sm3: trees.sm3.read },
    root: { sha256: hexOf(trees.sha256.root), sm3: hexOf(trees.sm3.root) },
  };
}

export interface SampleTree {
  readonly read: NodeReader;
  readonly root: Uint8Array;
}

/** A tree with every complete subtree in memory; its root is that of all leaves. */
export function sampleTree(leaves: readonly Uint8Array[], suite: BytesHash): SampleTree {
  const levels: Uint8Array[][] = [[...leaves]];
  let below = levels[0] as Uint8Array[];
  while (below.length > 1) {
    const level: Uint8Array[] = [];
    for (let at = 0; at + 1 < below.length; at += 2)
      level.push(nodeHash(suite, below[at] as Uint8Array, below[at + 1] as Uint8Array));
    levels.push(level);
    below = level;
  }
  // What stands over at the right of each level hangs together from the right.
  let root: Uint8Array | undefined;
  for (const level of levels)
    if (level.length % 2 === 1) {
      const odd = level.at(-1) as Uint8Array;
      root = root ? nodeHash(suite, odd, root) : odd;
    }
  const read: NodeReader = ({ level, index }) => {
    const node = levels[level]?.[index];
    if (!node) throw new Error(`no node ${level}/${index}`);
    return node;
  };
  return { read, root: root as Uint8Array };
}

type Pins = Pick<RecordDraft, 'def' | 'cal' | 'dir' | 'rules'>;

/** Appends sealed records; time moves on by a second each. */
class LogInMemory {
  readonly streams = new Map<string, SealedRecord[]>();
  readonly entries: SealedRecord[] = [];
  #salts = 0;

  constructor(private readonly seed: number) {}

  uuid(n: number): string {
    const hex = hash.sha256(`stream ${this.seed} ${n}`);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  }

  append(
    stream: string,
    type: string,
    data: RecordDraft['data'],
    parts: object = {},
    more: object = {},
  ): SealedRecord {
    const records = this.streams.get(stream) ?? [];
    this.streams.set(stream, records);
    const at = new Date(START + this.entries.length * 1000).toISOString() as Instant;
    const id = this.uuid(1000 + this.entries.length);
    const sealed = sealRecord(
      { log: ORIGIN, id, type, occurredAt: at, recordedAt: at, engine: 'sample', data, ...more },
      { stream, seq: records.length, leaf: records.at(-1)?.leaf ?? null },
      parts as Record<string, unknown>,
      hash,
      () => hash.sha256(`salt ${this.seed} ${this.#salts++}`),
    );
    records.push(sealed);
    this.entries.push(sealed);
    return sealed;
  }
}

function sampleLaw(): { documents: SampleLog['law']; pins: Pins } {
  const named = (text: string): [string, string] => [documentDigest(text, hash).sha256, text];
  const definition = canonicalJson({ procedure: 'sample', title: '样例程序' });
  const notices = ['2025', '2026'].map((year) => canonicalJson({ year, title: `${year}年节假日安排` }));
  const calendar = calendarText(
    notices.map((text) => documentDigest(text, hash)).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)),
  );
  const organisation = canonicalJson({ posts: {}, units: { 'u-1': { title: '样例局' } } });
  const rules = canonicalJson({ 'policies/acts.cedar': 'permit (principal, action, resource);' });
  return {
    documents: {
      definitions: new Map([named(definition)]),
      calendars: new Map([named(calendar)]),
      notices: new Map(notices.map(named)),
      organisations: new Map([[hash.sha256(organisation), organisation]]),
      rules: new Map([named(rules)]),
    },
    pins: {
      def: documentDigest(definition, hash),
      cal: documentDigest(calendar, hash),
      dir: textDigest(organisation, hash),
      rules: documentDigest(rules, hash),
    },
  };
}

function sampleContents(seed: number): Map<string, Uint8Array> {
  const contents = ['申请书', '身份证明'].map((title) => utf8(`%PDF-1.7 ${title} ${seed}\n`.repeat(20)));
  return new Map(contents.map((bytes) => [hash.sha256(bytes), bytes]));
}

function materialOf(sha256: string, bytes: Uint8Array): Material {
  return { id: `m-${sha256.slice(0, 4)}`, sha256, sm3: hash.sm3(bytes), size: bytes.length };
}

/** PKCS #8 up to the 32 bytes of the private key: Ed25519 (RFC 8410), and an EC key on the curve SM2. */
const PKCS8: Readonly<Record<NoteAlgorithm, string>> = {
  ed25519: '302e020100300506032b657004220420',
  'ed25519-cosignature': '302e020100300506032b657004220420',
  sm2: '3041020100301306072a8648ce3d020106082a811ccf5501822d042730250201010420',
};

function sampleKeys(seed: number): SampleLog['keys'] {
  const signer = (name: string, algorithm: NoteAlgorithm): NoteSigner => {
    const der = Buffer.from(PKCS8[algorithm] + hash.sha256(`${name} ${seed}`), 'hex');
    const label = 'PRIVATE KEY';
    const pem = `-----BEGIN ${label}-----\n${der.toString('base64')}\n-----END ${label}-----\n`;
    return noteSigner(name, algorithm, pem);
  };
  return {
    sha256: signer(ORIGIN, 'ed25519'),
    sm3: signer(`${ORIGIN}/sm3`, 'sm2'),
    witness: signer('witness.example/audit-office', 'ed25519-cosignature'),
  };
}

function policyOf({ sha256, sm3, witness }: SampleLog['keys']): string {
  const logs = [sha256, sm3].map(({ key }) => `log ${formatNoteKey(key)}\n`).join('');
  return `${logs}witness audit-office ${formatNoteKey(witness.key)}\nquorum audit-office\n`;
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
