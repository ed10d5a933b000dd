import type { ViolationCode, ViolationPlace } from '../../../src/engine/audit/bundle/verify/violation.js';
import type { SealedRecord } from '../../../src/engine/audit/record.js';
import { rewrite, rewriteLines, textIn } from './edited-bundle.js';
import { type BundleMap, sampleBundle } from './sample-bundle.js';
import { sampleLog } from './sample-log.js';

export const log = sampleLog();
/** The bundle that is edited; nobody changes the map itself. */
export const bundle: ReadonlyMap<string, Uint8Array> = sampleBundle(log);
const { subject, beside } = log;
export const RECORDS = 'data/records.jsonl';
const PARTS = 'data/parts.jsonl';
const FILES = 'data/files.jsonl';
const HEADS = 'data/heads.jsonl';
const ANCHORS = 'data/anchors.jsonl';
const SCOPE = 'data/scope.json';
const PROOFS = { sha256: 'data/proofs/sha256.jsonl', sm3: 'data/proofs/sm3.jsonl' };
const NOTE = 'data/checkpoint/sha256.note';
const HEX = 'ab'.repeat(32);

const nameOf = (folder: string): string =>
  [...bundle.keys()].find((name) => name.startsWith(folder)) as string;
const definition = nameOf('data/law/definitions/');
const calendar = nameOf('data/law/calendars/');
const content = nameOf('data/files/');
/** Line of a part, from 1. */
const partLine = (text: string): number =>
  textIn(bundle, PARTS)
    .split('\n')
    .findIndex((line) => line.includes(text)) + 1;

export const at = (line: number, edit: (text: string) => string) => (lines: string[]) => {
  lines[line - 1] = edit(lines[line - 1] as string);
};
const swap = (line: number) => (lines: string[]) => {
  [lines[line - 1], lines[line]] = [lines[line] as string, lines[line - 1] as string];
};
const drop = (line: number) => (lines: string[]) => lines.splice(line - 1, 1);
const again = (line: number) => (lines: string[]) => lines.splice(line, 0, lines[line - 1] as string);
const otherHash = (line: string): string =>
  line.replace(/"([A-Za-z0-9+/])([A-Za-z0-9+/]{42}=)"/, (_, a, rest) => `"${a === 'A' ? 'B' : 'A'}${rest}"`);

/** One thing that somebody does to the sample bundle, and what a verifier must find. */
export interface Edit {
  readonly code: ViolationCode;
  readonly how: string;
  readonly edit: (files: BundleMap) => unknown;
  readonly place: ViolationPlace;
  /** The editor does not rebuild the manifests. */
  readonly raw?: true;
  readonly policy?: string | null;
}

/** Edits of the sample bundle: each violation of the format at least once, and the place where it must be found. */
export const edits: readonly Edit[] = [
  {
    code: 'file-missing',
    how: 'a mandatory file is gone',
    edit: (f) => f.delete(PROOFS.sm3),
    place: { file: PROOFS.sm3 },
  },
  {
    code: 'file-missing',
    how: 'a file in the manifest is gone',
    raw: true,
    edit: (f) => f.delete(definition),
    place: { file: definition },
  },
  {
    code: 'file-unknown',
    how: 'a foreign file',
    edit: (f) => f.set('data/extra.txt', Buffer.from('x')),
    place: { file: 'data/extra.txt' },
  },
  {
    code: 'file-differs',
    how: 'bytes changed',
    raw: true,
    edit: (f) => rewrite(f, RECORDS, (t) => t.replace('case', 'cade')),
    place: { file: RECORDS },
  },
  {
    code: 'file-unlisted',
    how: 'a file added',
    raw: true,
    edit: (f) => f.set('data/report/more.txt', Buffer.from('x')),
    place: { file: 'data/report/more.txt' },
  },
  {
    code: 'manifest-differs',
    how: 'lines swapped',
    raw: true,
    edit: (f) => rewriteLines(f, 'manifest-sha256.txt', swap(1)),
    place: { file: 'manifest-sha256.txt' },
  },
  {
    code: 'manifest-differs',
    how: 'another bagit.txt',
    raw: true,
    edit: (f) => rewrite(f, 'bagit.txt', (t) => t.replace('1.0', '0.97')),
    place: { file: 'bagit.txt' },
  },
  {
    code: 'manifest-differs',
    how: 'another oxum',
    raw: true,
    edit: (f) => rewrite(f, 'bag-info.txt', (t) => t.replace('Oxum: ', 'Oxum: 1')),
    place: { file: 'bag-info.txt' },
  },
  {
    code: 'manifest-differs',
    how: 'another identifier',
    raw: true,
    edit: (f) => rewrite(f, 'bag-info.txt', (t) => t.replace(subject, beside)),
    place: { file: 'bag-info.txt' },
  },
  {
    code: 'scope-malformed',
    how: 'another format',
    edit: (f) => rewrite(f, SCOPE, (t) => t.replace('evidence/1', 'evidence/2')),
    place: { file: SCOPE },
  },
  {
    code: 'scope-malformed',
    how: 'not canonical',
    edit: (f) => rewrite(f, SCOPE, (t) => `${t}\n`),
    place: { file: SCOPE },
  },
  {
    code: 'record-malformed',
    how: 'a space',
    edit: (f) =>
      rewriteLines(
        f,
        RECORDS,
        at(3, (l) => l.replace('{', '{ ')),
      ),
    place: { file: RECORDS, line: 3, stream: subject, seq: 2 },
  },
  {
    code: 'record-malformed',
    how: 'another version',
    edit: (f) =>
      rewriteLines(
        f,
        RECORDS,
        at(3, (l) => l.replace('"v":1', '"v":2')),
      ),
    place: { file: RECORDS, line: 3, stream: subject, seq: 2 },
  },
  {
    code: 'record-malformed',
    how: 'no newline at the end',
    edit: (f) => rewrite(f, RECORDS, (t) => t.slice(0, -1)),
    place: { file: RECORDS, line: 24, stream: log.procedures, seq: 1 },
  },
  {
    code: 'record-too-long',
    how: '70,000 bytes',
    edit: (f) =>
      rewriteLines(
        f,
        RECORDS,
        at(3, () => 'x'.repeat(70_000)),
      ),
    place: { file: RECORDS, line: 3, stream: subject, seq: 2 },
  },
  {
    code: 'record-wrong-log',
    how: 'another log',
    edit: (f) =>
      rewriteLines(
        f,
        RECORDS,
        at(3, (l) => l.replace('sample.example', 'simple.example')),
      ),
    place: { file: RECORDS, line: 3, stream: subject, seq: 2 },
  },
  {
    code: 'record-out-of-place',
    how: 'two swapped',
    edit: (f) => rewriteLines(f, RECORDS, swap(3)),
    place: { file: RECORDS, line: 3, stream: subject, seq: 2 },
  },
  {
    code: 'record-surplus',
    how: 'one of another stream',
    edit: (f) => rewriteLines(f, RECORDS, (lines) => lines.push((log.entries.at(-1) as SealedRecord).text)),
    place: { file: RECORDS, line: 25 },
  },
  {
    code: 'record-wrong-prev',
    how: 'the one before is another',
    edit: (f) =>
      rewriteLines(
        f,
        RECORDS,
        at(3, (l) => l.replace('material.filed', 'material.field')),
      ),
    place: { file: RECORDS, line: 4, stream: subject, seq: 3 },
  },
  {
    code: 'record-time-backwards',
    how: 'backdated',
    edit: (f) =>
      rewriteLines(
        f,
        RECORDS,
        at(4, (l) => l.replace(/"recordedAt":"2026/, '"recordedAt":"2025')),
      ),
    place: { file: RECORDS, line: 4, stream: subject, seq: 3 },
  },
  {
    code: 'record-missing',
    how: 'one left out',
    edit: (f) => rewriteLines(f, RECORDS, drop(5)),
    place: { file: RECORDS, line: 5, stream: subject, seq: 4 },
  },
  {
    code: 'record-missing',
    how: 'the last left out',
    edit: (f) => rewriteLines(f, RECORDS, drop(24)),
    place: { file: RECORDS, line: 24, stream: log.procedures, seq: 1 },
  },
  {
    code: 'seen-missing',
    how: 'the stream is shorter',
    edit: (f) => rewrite(f, SCOPE, (t) => t.replace('"last":5,"role":"beside"', '"last":2,"role":"beside"')),
    place: { file: RECORDS, line: 6, stream: subject, seq: 5 },
  },
  {
    code: 'seen-differs',
    how: 'the record seen is another',
    edit: (f) =>
      rewriteLines(
        f,
        RECORDS,
        at(20, (l) => l.replace('comment.received', 'comment.deceived')),
      ),
    place: { file: RECORDS, line: 6, stream: subject, seq: 5 },
  },
  {
    code: 'part-malformed',
    how: 'another member',
    edit: (f) =>
      rewriteLines(
        f,
        PARTS,
        at(1, (l) => l.replace('"salt"', '"sale"')),
      ),
    place: { file: PARTS, line: 1 },
  },
  {
    code: 'part-differs',
    how: 'another value',
    edit: (f) =>
      rewriteLines(
        f,
        PARTS,
        at(partLine('甲'), (l) => l.replace('甲', '乙')),
      ),
    place: { file: PARTS, line: partLine('甲'), stream: subject, seq: 1, part: 'input' },
  },
  {
    code: 'part-surplus',
    how: 'twice',
    edit: (f) => rewriteLines(f, PARTS, again(1)),
    place: { file: PARTS, line: 2 },
  },
  {
    code: 'part-missing',
    how: 'left out',
    edit: (f) => rewriteLines(f, PARTS, drop(partLine('withheld'))),
    place: { file: PARTS, stream: subject, seq: 1, part: 'input.phone' },
  },
  {
    code: 'part-redacted-without-ground',
    how: 'another record named',
    edit: (f) =>
      rewriteLines(
        f,
        PARTS,
        at(partLine('redacted'), (l) => l.replace('"redacted":7', '"redacted":6')),
      ),
    place: { file: PARTS, line: partLine('redacted'), stream: subject, seq: 1, part: 'input.idNumber' },
  },
  {
    code: 'part-disclosed-though-redacted',
    how: 'put back',
    edit: (f) =>
      rewriteLines(
        f,
        PARTS,
        at(partLine('redacted'), () => erasedLine()),
      ),
    place: { file: PARTS, line: partLine('redacted'), stream: subject, seq: 1, part: 'input.idNumber' },
  },
  {
    code: 'file-entry-malformed',
    how: 'another member',
    edit: (f) =>
      rewriteLines(
        f,
        FILES,
        at(1, (l) => l.replace('"size"', '"sixe"')),
      ),
    place: { file: FILES, line: 1 },
  },
  {
    code: 'file-entry-differs',
    how: 'another size',
    edit: (f) =>
      rewriteLines(
        f,
        FILES,
        at(1, (l) => l.replace('"size":', '"size":1')),
      ),
    place: { file: FILES, line: 1 },
  },
  {
    code: 'file-entry-surplus',
    how: 'twice',
    edit: (f) => rewriteLines(f, FILES, again(2)),
    place: { file: FILES, line: 3 },
  },
  {
    code: 'file-entry-missing',
    how: 'left out',
    edit: (f) => rewriteLines(f, FILES, drop(1)),
    place: { file: FILES },
  },
  {
    code: 'file-redacted-without-ground',
    how: 'another record named',
    edit: (f) => rewrite(f, FILES, (t) => t.replace('"redacted":7', '"redacted":6')),
    place: { file: FILES },
  },
  {
    code: 'file-disclosed-though-redacted',
    how: 'put back',
    edit: (f) => rewrite(f, FILES, (t) => t.replace('"redacted":7,', '').replace(/,"stream":"[^"]+"/, '')),
    place: { file: FILES },
  },
  {
    code: 'content-differs',
    how: 'one letter',
    edit: (f) => rewrite(f, content, (t) => t.replace('PDF', 'PDG')),
    place: { file: content },
  },
  {
    code: 'content-surplus',
    how: 'a content without line',
    edit: (f) => f.set(`data/files/${HEX}`, Buffer.from('x')),
    place: { file: `data/files/${HEX}` },
  },
  { code: 'content-missing', how: 'left out', edit: (f) => f.delete(content), place: { file: content } },
  {
    code: 'law-differs',
    how: 'one letter',
    edit: (f) => rewrite(f, definition, (t) => t.replace('样例', '样本')),
    place: { file: definition },
  },
  {
    code: 'law-malformed',
    how: 'no notices',
    edit: (f) => rewrite(f, calendar, () => '{}'),
    place: { file: calendar },
  },
  {
    code: 'law-surplus',
    how: 'nobody refers to it',
    edit: (f) => f.set(`data/law/rules/${HEX}`, Buffer.from('{}')),
    place: { file: `data/law/rules/${HEX}` },
  },
  { code: 'law-missing', how: 'left out', edit: (f) => f.delete(definition), place: { file: definition } },
  {
    code: 'proof-malformed',
    how: 'a space',
    edit: (f) =>
      rewriteLines(
        f,
        PROOFS.sha256,
        at(2, (l) => `${l} `),
      ),
    place: { file: PROOFS.sha256, line: 2, stream: subject, seq: 1 },
  },
  {
    code: 'proof-malformed',
    how: 'redundant bits',
    edit: (f) =>
      rewriteLines(
        f,
        PROOFS.sm3,
        at(2, (l) =>
          l.replace(/(.)="/, (_, a: string) => `${String.fromCodePoint((a.codePointAt(0) as number) + 1)}="`),
        ),
      ),
    place: { file: PROOFS.sm3, line: 2, stream: subject, seq: 1 },
  },
  {
    code: 'proof-fails',
    how: 'another hash',
    edit: (f) => rewriteLines(f, PROOFS.sm3, at(2, otherHash)),
    place: { file: PROOFS.sm3, line: 2, stream: subject, seq: 1 },
  },
  {
    code: 'proof-indexes-differ',
    how: 'another index under SM3',
    edit: (f) =>
      rewriteLines(
        f,
        PROOFS.sm3,
        at(2, (l) => l.replace('"index":', '"index":1')),
      ),
    place: { file: PROOFS.sm3, line: 2, stream: subject, seq: 1 },
  },
  {
    code: 'proof-index-not-growing',
    how: 'proofs swapped',
    edit: (f) => Object.values(PROOFS).forEach((name) => rewriteLines(f, name, swap(3))),
    place: { file: RECORDS, line: 4, stream: subject, seq: 3 },
  },
  {
    code: 'proof-surplus',
    how: 'one more',
    edit: (f) => rewriteLines(f, PROOFS.sha256, again(24)),
    place: { file: PROOFS.sha256, line: 25 },
  },
  {
    code: 'proof-missing',
    how: 'one less',
    edit: (f) => rewriteLines(f, PROOFS.sha256, drop(24)),
    place: { file: PROOFS.sha256, line: 24 },
  },
  {
    code: 'checkpoint-malformed',
    how: 'cut',
    edit: (f) => rewrite(f, NOTE, (t) => t.slice(0, 40)),
    place: { file: NOTE },
  },
  {
    code: 'checkpoint-differs',
    how: 'an older one',
    edit: (f) => f.set(NOTE, f.get('data/anchors/14/sha256.note') as Uint8Array),
    place: { file: NOTE },
  },
  {
    code: 'signature-forged',
    how: 'another root',
    edit: (f) =>
      rewrite(f, NOTE, (t) =>
        t.replace(
          /\n(.)(.{43})\n\n/,
          (_, a: string, rest: string) => `\n${a === 'A' ? 'B' : 'A'}${rest}\n\n`,
        ),
      ),
    place: { file: NOTE },
  },
  { code: 'policy-missing', how: 'none given', policy: null, edit: () => 0, place: { file: '' } },
  { code: 'policy-malformed', how: 'not a policy', policy: 'trust me\n', edit: () => 0, place: { file: '' } },
  {
    code: 'log-not-trusted',
    how: 'the policy of another log',
    policy: sampleLog({ seed: 2 }).policy,
    edit: () => 0,
    place: { file: NOTE },
  },
  {
    code: 'quorum-not-met',
    how: 'no witness',
    edit: (f) => rewrite(f, NOTE, (t) => t.replace(/— witness.*\n/, '')),
    place: { file: NOTE },
  },
  {
    code: 'anchor-malformed',
    how: 'a member more',
    edit: (f) =>
      rewriteLines(
        f,
        ANCHORS,
        at(1, (l) => l.replace('"size"', '"sise"')),
      ),
    place: { file: ANCHORS, line: 1 },
  },
  {
    code: 'anchor-signers-differ',
    how: 'a cosignature left out',
    edit: (f) => rewrite(f, 'data/anchors/14/sha256.note', (t) => t.replace(/— witness.*\n/, '')),
    place: { file: 'data/anchors/14/sha256.note' },
  },
  {
    code: 'anchor-inconsistent',
    how: 'another hash',
    edit: (f) => rewriteLines(f, ANCHORS, at(1, otherHash)),
    place: { file: ANCHORS, line: 1 },
  },
  {
    code: 'anchor-file-surplus',
    how: 'no line for it',
    edit: (f) => f.set('data/anchors/5/sha256.note', Buffer.from('x')),
    place: { file: 'data/anchors/5/sha256.note' },
  },
  {
    code: 'anchor-file-missing',
    how: 'a note left out',
    edit: (f) => f.delete('data/anchors/14/sm3.note'),
    place: { file: 'data/anchors/14/sm3.note' },
  },
  {
    code: 'stamp-fails',
    how: 'no token at all',
    edit: (f) => {
      f.set('data/anchors/14/a.tsr', Buffer.from('x'));
      rewriteLines(
        f,
        ANCHORS,
        at(1, (l) => l.replace('"stamps":[]', '"stamps":["a.tsr"]')),
      );
    },
    place: { file: 'data/anchors/14/a.tsr' },
  },
  {
    code: 'head-malformed',
    how: 'another member',
    edit: (f) =>
      rewriteLines(
        f,
        HEADS,
        at(1, (l) => l.replace('"index"', '"jndex"')),
      ),
    place: { file: HEADS, line: 1 },
  },
  {
    code: 'head-fails',
    how: 'another count',
    edit: (f) =>
      rewriteLines(
        f,
        HEADS,
        at(1, (l) => l.replace('"count":14', '"count":13')),
      ),
    place: { file: HEADS, line: 1, stream: subject },
  },
  {
    code: 'head-surplus',
    how: 'twice',
    edit: (f) => rewriteLines(f, HEADS, again(1)),
    place: { file: HEADS, line: 2, stream: subject },
  },
  {
    code: 'head-missing',
    how: 'left out',
    edit: (f) => rewriteLines(f, HEADS, drop(1)),
    place: { file: HEADS, stream: subject },
  },
  {
    code: 'records-cut-off',
    how: 'the end of the case left out everywhere',
    edit: cutOff,
    place: { file: HEADS, line: 1, stream: subject },
  },
];

/** The line of the redacted part as it was before the redaction. */
function erasedLine(): string {
  const record = log.streams.get(subject)?.[1] as SealedRecord;
  const part = record.parts.find(({ name }) => name === 'input.idNumber');
  const value = JSON.stringify(part?.value);
  return `{"name":"input.idNumber","salt":"${part?.salt ?? ''}","seq":1,"stream":"${subject}","value":${value}}`;
}

/** Leaves the last five records of the case off, in every file that knows of them. */
function cutOff(files: BundleMap): void {
  rewrite(files, SCOPE, (text) => text.replace('"last":15,"role":"subject"', '"last":10,"role":"subject"'));
  for (const name of [RECORDS, ...Object.values(PROOFS)])
    rewriteLines(files, name, (lines) => lines.splice(11, 5));
  rewriteLines(files, HEADS, (lines) =>
    lines.forEach((line, n) => (lines[n] = line.replace('"record":22', '"record":17'))),
  );
  rewriteLines(files, PARTS, (lines) => {
    const kept = lines.filter((line) => !(line.includes(subject) && /"seq":1[1-5],/.test(line)));
    lines.splice(0, lines.length, ...kept);
  });
}
