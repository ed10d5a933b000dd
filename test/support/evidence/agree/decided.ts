import { canonicalJson } from '../../../../src/engine/audit/canonical-form.js';
import { timedSignature } from '../../../../src/engine/audit/log/signed-note.js';
import {
  ANCHORS,
  FILES,
  HEADS,
  PARTS,
  PROOFS,
  putLines,
  RECORDS,
  SCOPE,
  linesIn,
} from '../attacks/cut-bundle.js';
import { bundle, log, opened } from '../attacks/target.js';
import { textIn } from '../edited-bundle.js';
import { type BundleMap, rebuilt, zipped } from '../sample-bundle.js';
import { POLICIES } from './decided-policies.js';

/** A bundle on which two readers of a looser page would differ, and the policy that it is checked under. */
export interface Decided {
  readonly how: string;
  readonly bytes: Uint8Array;
  readonly policy?: string;
  /** Classes of the violations that the page asks for. */
  readonly classes: string;
}

const NOTE = 'data/checkpoint/sha256.note';
const HEX = 'ab'.repeat(32);
type Members = Record<string, unknown>;

function edited(edit: (files: BundleMap) => unknown, raw = false): Uint8Array {
  const files = opened();
  edit(files);
  return raw ? zipped(files) : rebuilt(files);
}

/** Edits the text of a line, from 1. */
const line = (name: string, at: number, edit: (text: string) => string) => (files: BundleMap) => {
  const lines = linesIn(files, name);
  lines[at - 1] = edit(lines[at - 1] as string);
  putLines(files, name, lines);
};

/** Edits the value of a line, from 1. */
const value = (name: string, at: number, edit: (members: Members) => unknown) =>
  line(name, at, (text) => {
    const members = JSON.parse(text) as Members;
    edit(members);
    return canonicalJson(members);
  });

const scope = (edit: (streams: Members[], all: Members) => unknown) => (files: BundleMap) => {
  const all = JSON.parse(textIn(files, SCOPE)) as Members;
  edit(all['streams'] as Members[], all);
  files.set(SCOPE, Buffer.from(canonicalJson(all)));
};

const [altered, both] = ['altered', 'altered,incomplete'];
const streamOf = (all: Members[], role: string) => all.find((one) => one['role'] === role) as Members;

const OF_LINES: readonly (readonly [string, string, (files: BundleMap) => unknown])[] = [
  ['a record of 65,535 bytes', altered, line(RECORDS, 3, (text) => padded(text, 65_535))],
  ['a record of 65,536 bytes', altered, line(RECORDS, 3, (text) => padded(text, 65_536))],
  ['an empty records.jsonl', both, (f) => f.set(RECORDS, new Uint8Array(0))],
  ['an empty line first', both, line(RECORDS, 1, (l) => `\n${l}`)],
  [
    'a record whose day is none',
    altered,
    line(RECORDS, 2, (l) => l.replace(/"recordedAt":"2026-03-02/, '"recordedAt":"2026-02-30')),
  ],
  ['-0 in a record', altered, line(RECORDS, 2, (l) => l.replace('"seq":1', '"seq":-0'))],
  ['1e0 in a record', altered, line(RECORDS, 2, (l) => l.replace('"seq":1', '"seq":1e0'))],
  ['a text not in NFC', altered, line(RECORDS, 2, (l) => l.replace('{', '{"a":"e\u0301",'))],
  [
    'one name in two Unicode forms',
    altered,
    line(RECORDS, 2, (l) => l.replace('{', '{"\u00e9":1,"e\u0301":1,')),
  ],
  ['a NUL in a text', altered, value(RECORDS, 2, (r) => (r['zz'] = '\u0000'))],
  ['another member in a record', altered, value(RECORDS, 2, (r) => (r['zz'] = 1))],
  ['101 values in one another', altered, value(RECORDS, 2, (r) => (r['zz'] = nested(98)))],
  [
    '102 values in one another',
    altered,
    line(RECORDS, 2, (l) => l.replace(/}$/, `,"zz":${'['.repeat(101)}${']'.repeat(101)}}`)),
  ],
  ['the stream seen is the case itself', both, seeing((seen) => (seen['stream'] = log.subject))],
  ['seen beyond the end', both, seeing((seen) => (seen['seq'] = 4000))],
  ['seen without leaf', altered, seeing((seen) => delete seen['leaf'])],
  ['seen with a leaf of another record', altered, seeing((seen) => (seen['leaf'] = HEX))],
  ['seen that is not of its shape', altered, seeing((seen) => (seen['leaf'] = null))],
  ['prev at 0', altered, value(RECORDS, 1, (r) => (r['prev'] = { sha256: HEX, sm3: HEX }))],
  ['no prev at 1', altered, value(RECORDS, 2, (r) => (r['prev'] = null))],
  ['one material under two sizes', altered, resized],
  ['a part with another member', both, value(PARTS, 1, (p) => (p['zz'] = 1))],
  ['withheld that is false', both, value(PARTS, partAt('withheld'), (p) => (p['withheld'] = false))],
  ['a part of a name that its record does not have', both, value(PARTS, 1, (p) => (p['name'] = 'zz'))],
  [
    'a file withheld and redacted',
    both,
    value(FILES, 1, (one) => Object.assign(one, { withheld: true, redacted: 7, stream: log.subject })),
  ],
  [
    'a file withheld and apart',
    both,
    value(FILES, 1, (one) => Object.assign(one, { withheld: true, apart: true })),
  ],
  ['an index that is the size', altered, value(PROOFS[0], 2, (one) => (one['index'] = log.entries.length))],
  [
    'a path of 31 bytes',
    altered,
    value(PROOFS[0], 2, (one) => ((one['path'] as string[])[0] = Buffer.alloc(31).toString('base64'))),
  ],
  [
    'a path of 33 bytes',
    altered,
    value(PROOFS[1], 2, (one) => ((one['path'] as string[])[0] = Buffer.alloc(33).toString('base64'))),
  ],
  [
    'a path of 65 hashes',
    altered,
    value(PROOFS[0], 2, (one) => (one['path'] = Array.from({ length: 65 }, () => `${'A'.repeat(43)}=`))),
  ],
  ['an anchor of size 0', altered, value(ANCHORS, 1, (one) => (one['size'] = 0))],
  ['an anchor beyond the checkpoint', altered, value(ANCHORS, 2, (one) => (one['size'] = 4000))],
  ['heads of no record', both, value(HEADS, 1, (one) => ((one['leaf'] as Members)['count'] = 0))],
  ['heads of a record that is no heads', altered, value(HEADS, 1, (one) => (one['record'] = 0))],
  [
    'heads with a path of 31 bytes',
    both,
    value(HEADS, 1, (one) => ((one['sm3'] as string[])[0] = Buffer.alloc(31).toString('base64'))),
  ],
  [
    'published heads with another member',
    altered,
    value(RECORDS, linesIn(bundle, RECORDS).length - 1, addToHeads),
  ],
];

function padded(text: string, length: number): string {
  return text.replace(/}$/, `,"zz":"${'x'.repeat(length - text.length - 8)}"}`);
}

function addToHeads(record: Members): void {
  (record['data'] as Members)['zz'] = 1;
}

function nested(depth: number): unknown {
  let one: unknown = [];
  for (let n = 1; n < depth; n++) one = [one];
  return one;
}

function partAt(text: string): number {
  return linesIn(bundle, PARTS).findIndex((one) => one.includes(text)) + 1;
}

function seeing(edit: (seen: Members) => unknown): (files: BundleMap) => unknown {
  return value(RECORDS, 6, (record) => {
    const { seen } = record['data'] as { readonly seen: Members };
    edit(seen['consultation'] as Members);
  });
}

/** The record of the second material names the first one too, in another size. */
function resized(files: BundleMap): void {
  const [first] = (JSON.parse(linesIn(files, RECORDS)[2] as string) as { materials: Members[] }).materials;
  value(RECORDS, 5, (record) => (record['materials'] as Members[]).push({ ...first, size: 1 }))(files);
}

const OF_SCOPE: readonly (readonly [string, string, (files: BundleMap) => unknown])[] = [
  ['a size of 0', altered, scope((_, all) => (all['size'] = 0))],
  ['a stream with a space', altered, scope((all) => (streamOf(all, 'reference')['stream'] = 'a b'))],
  ['roles in another order', altered, scope((all) => all.reverse())],
  ['the subject beside itself', altered, scope((all) => (streamOf(all, 'beside')['stream'] = log.subject))],
  [
    'a reference that is the subject',
    altered,
    scope((all) => (streamOf(all, 'reference')['stream'] = log.subject)),
  ],
  [
    'stretches that overlap',
    altered,
    scope((all) => all.splice(3, 0, { ...(all[2] as Members), first: all[2]?.['last'], last: 90 })),
  ],
  [
    'a stretch of which nothing is here',
    'incomplete',
    scope((all) => all.push({ first: 0, last: 3, role: 'reference', stream: 'zz' })),
  ],
  ['another member', altered, scope((_, all) => (all['zz'] = 1))],
  ['a stretch with another member', altered, scope((all) => ((all[0] as Members)['zz'] = 1))],
];

const OF_FILES: readonly (readonly [string, string, (files: BundleMap) => unknown, true?])[] = [
  ['no checkpoint', 'incomplete', (f) => f.delete(NOTE)],
  ['no checkpoint at all', 'incomplete', (f) => [f.delete(NOTE), f.delete('data/checkpoint/sm3.note')]],
  ['no scope', 'incomplete', (f) => f.delete(SCOPE)],
  ['no records', 'incomplete', (f) => f.delete(RECORDS)],
  [
    'no records, and parts that are none',
    'incomplete',
    (f) => f.delete(RECORDS) && f.set(PARTS, Buffer.from('x\n')),
  ],
  [
    'no records, and heads that are none',
    'incomplete',
    (f) => f.delete(RECORDS) && f.set(HEADS, Buffer.from('x\n')),
  ],
  ['a calendar gone', 'incomplete', (f) => f.delete(firstIn(f, 'data/law/calendars/'))],
  ['a calendar that is null', altered, (f) => f.set(firstIn(f, 'data/law/calendars/'), Buffer.from('null'))],
  [
    'a calendar of no notices',
    altered,
    (f) => f.set(firstIn(f, 'data/law/calendars/'), Buffer.from('{"notices":[]}')),
  ],
  ['a manifest that is no text', altered, (f) => f.set('manifest-sm3.txt', Buffer.of(0xff, 0x0a)), true],
  [
    'a manifest without its last end of line',
    altered,
    (f) => f.set('manifest-sm3.txt', (f.get('manifest-sm3.txt') as Uint8Array).slice(0, -1)),
    true,
  ],
  ['an empty manifest', altered, (f) => f.set('manifest-sm3.txt', new Uint8Array(0)), true],
  [
    'a manifest that names a file that cannot be',
    altered,
    (f) =>
      f.set(
        'manifest-sm3.txt',
        Buffer.concat([f.get('manifest-sm3.txt') as Uint8Array, Buffer.from(`${HEX}  data/zz\n`)]),
      ),
    true,
  ],
  [
    'a manifest that names a file that is gone',
    both,
    (f) => putLines(f, 'manifest-sm3.txt', inPlace(linesIn(f, 'manifest-sm3.txt'), `${HEX}  data/report/zz`)),
    true,
  ],
  [
    'a manifest with a line out of order',
    altered,
    (f) => putLines(f, 'manifest-sm3.txt', [...linesIn(f, 'manifest-sm3.txt'), `${HEX}  data/report/zz`]),
    true,
  ],
  ['an empty report', '', (f) => f.set('data/report/empty.txt', new Uint8Array(0))],
  [
    'a note with an extension line',
    altered,
    (f) => f.set(NOTE, Buffer.from(textIn(f, NOTE).replace('\n\n', '\nmore\n\n'))),
  ],
  [
    'a note of 65 signatures',
    altered,
    (f) => f.set(NOTE, Buffer.from(textIn(f, NOTE) + '— nobody.example AAAAAAAA\n'.repeat(63))),
  ],
  [
    'a note of 64 signatures',
    '',
    (f) => f.set(NOTE, Buffer.from(textIn(f, NOTE) + '— nobody.example AAAAAAAA\n'.repeat(62))),
  ],
  ...([0n, 2n ** 64n - 1n] as const).map(
    (time) =>
      [`a witness at ${time}`, '', (f: BundleMap) => f.set(NOTE, cosignedAt(textIn(f, NOTE), time))] as const,
  ),
];

/** The lines of a manifest and one more, in its place by path. */
function inPlace(lines: readonly string[], line: string): string[] {
  return [...lines, line].toSorted((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1));
}

function firstIn(files: BundleMap, folder: string): string {
  return [...files.keys()].find((name) => name.startsWith(folder)) as string;
}

/** The note with a cosignature of another time. */
function cosignedAt(note: string, time: bigint): Uint8Array {
  const text = note.slice(0, note.lastIndexOf('\n\n') + 1);
  const { name, id, signature } = log.keys.witness.sign(text, time);
  if (!timedSignature(time, signature.slice(8)).every((byte, at) => byte === signature[at]))
    throw new Error('no time');
  const bytes = Buffer.concat([Buffer.from(id, 'hex'), signature]);
  return Buffer.from(note.replace(/— witness.*\n/, `— ${name} ${bytes.toString('base64')}\n`));
}

/** Every bundle whose verdict the page had to decide. */
export const decided: readonly Decided[] = [
  ...[...OF_LINES, ...OF_SCOPE, ...OF_FILES].map(([how, classes, edit, raw]): Decided => ({
    ...{ how, classes, bytes: edited(edit, raw) },
  })),
  ...POLICIES.map(([how, classes, policy]): Decided => ({
    ...{ how: `policy: ${how}`, classes, policy, bytes: rebuilt(bundle) },
  })),
];
