import { crc32, deflateRawSync } from 'node:zlib';
import { zipped } from '../sample-bundle.js';
import type { Attack, Dice, Files } from './attack.js';
import { LINES, linesIn, putLines } from './cut-bundle.js';
import { bundle, opened } from './target.js';

/** The container as it is handed out; nobody changes it. */
export const WHOLE = Buffer.from(zipped(bundle));
const END = WHOLE.length - 22;
const DIRECTORY = WHOLE.readUInt32LE(END + 16);

interface Entry {
  /** Name without the base directory. */
  readonly name: string;
  readonly localAt: number;
  readonly centralAt: number;
  /** Where the bytes are. */
  readonly from: number;
  readonly to: number;
}

/** Where everything of the container is. */
export const ENTRIES: readonly Entry[] = entries();

function entries(): Entry[] {
  let localAt = 0;
  let centralAt = DIRECTORY;
  return [...bundle].map(([name, { length }]) => {
    const nameBytes = `evidence/${name}`.length;
    const from = localAt + 30 + nameBytes;
    const entry = { name, localAt, centralAt, from, to: from + length };
    localAt = entry.to;
    centralAt += 46 + nameBytes;
    return entry;
  });
}

/** The file of the bundle that a byte of the container is in; undefined for the structure. */
export function fileAt(offset: number): string | undefined {
  return ENTRIES.find(({ from, to }) => from <= offset && offset < to)?.name;
}

type Patch = (bytes: Buffer) => unknown;

function patched(...patches: readonly Patch[]): Uint8Array {
  const bytes = Buffer.from(WHOLE);
  for (const patch of patches) patch(bytes);
  return bytes;
}

/** Containers that are none of the format: crafted, hostile, or merely other ZIP files. */
export function* containers(dice: Dice): Generator<Attack> {
  const attack = (how: string, given: Uint8Array): Attack => ({
    ...{ kind: 'container', how, given, rebuild: false, code: 'container-malformed' },
  });
  for (const entry of ENTRIES)
    for (const [how, ...patches] of headers(entry)) yield attack(`${entry.name} ${how}`, patched(...patches));
  for (const [how, patch] of ENDS) yield attack(how, patched(patch));
  for (const [how, given] of shapes()) yield attack(how, given);
  for (const name of NAMES) {
    const given = zipped(new Map([...bundle, [name, Buffer.from('x')]]));
    yield attack(`a file named ${JSON.stringify(name)}`, given);
  }
  for (let n = 0; n < 600; n++) {
    const at = dice.of([dice.below(WHOLE.length), DIRECTORY + dice.below(WHOLE.length - DIRECTORY)]);
    const drop = dice.below(40);
    const put = Buffer.from(Array.from({ length: dice.below(40) }, () => dice.below(256)));
    const given = Buffer.concat([WHOLE.subarray(0, at), put, WHOLE.subarray(at + drop)]);
    // What lies inside a file and is as long as before leaves the structure alone; it is found by its sum.
    const inside = put.length === drop && fileAt(at) !== undefined;
    if (!given.equals(WHOLE) && !inside) yield attack(`spliced at ${at}`, given);
  }
}

/** Both headers of an entry, or one, changed. */
function headers({ localAt, centralAt }: Entry): readonly (readonly [how: string, ...Patch[]])[] {
  const both = (local: number, value: number, bytes: 2 | 4 = 2): readonly Patch[] => [
    (all) => all.writeUIntLE(value, localAt + local, bytes),
    (all) => all.writeUIntLE(value, centralAt + local + 2, bytes),
  ];
  return [
    ['deflated', ...both(8, 8)],
    ['by an unknown method', ...both(8, 99)],
    ['encrypted', ...both(6, 0x0801)],
    ['with a data descriptor', ...both(6, 0x0808)],
    ['of another version', ...both(4, 45)],
    ['of another hour', ...both(10, 1)],
    ['of another day', ...both(12, 0x0022)],
    ['of 2^32 - 1 bytes', ...both(18, 0xffff_ffff, 4), ...both(22, 0xffff_ffff, 4)],
    ['of 4 GB', ...both(18, 0xfff0_0000, 4), ...both(22, 0xfff0_0000, 4)],
    ['packed smaller than it is', ...both(18, 1, 4)],
    ['with extra fields', ...both(28, 4)],
    ['of another sum in front', (all) => all.writeUInt32LE(1, localAt + 14)],
    ['of another sum in the directory', (all) => all.writeUInt32LE(1, centralAt + 16)],
    ['over another entry', (all) => all.writeUInt32LE(localAt === 0 ? 10 : 0, centralAt + 42)],
    ['behind the end', (all) => all.writeUInt32LE(WHOLE.length, centralAt + 42)],
    ['at 2^32 - 1', (all) => all.writeUInt32LE(0xffff_ffff, centralAt + 42)],
    ['on another disk', (all) => all.writeUInt16LE(1, centralAt + 34)],
    ['with a comment', (all) => all.writeUInt16LE(1, centralAt + 32)],
    ['executable', (all) => all.writeUInt32LE(0o100755 * 0x1_0000, centralAt + 38)],
    ['a link', (all) => all.writeUInt32LE(0o120777 * 0x1_0000, centralAt + 38)],
    ['made by another system', (all) => all.writeUInt16LE(0x0314, centralAt + 4)],
    ['of another name in front', (all) => all.write('f', localAt + 30)],
    ['of another name in the directory', (all) => all.write('f', centralAt + 46)],
    ['with a name of 65,535 bytes', (all) => all.writeUInt16LE(0xffff, centralAt + 28)],
    ['with no name', (all) => all.writeUInt16LE(0, centralAt + 28)],
  ];
}

const ENDS: readonly (readonly [how: string, patch: Patch])[] = [
  ['an entry less in the end record', (all) => all.writeUInt16LE(ENTRIES.length - 1, END + 10)],
  ['65,535 entries', (all) => (all.writeUInt16LE(0xffff, END + 8), all.writeUInt16LE(0xffff, END + 10))],
  ['no entries', (all) => (all.writeUInt16LE(0, END + 8), all.writeUInt16LE(0, END + 10))],
  ['two disks', (all) => all.writeUInt16LE(1, END + 4)],
  ['a directory of 2^32 - 1 bytes', (all) => all.writeUInt32LE(0xffff_ffff, END + 12)],
  ['a directory at 2^32 - 1', (all) => all.writeUInt32LE(0xffff_ffff, END + 16)],
  ['a directory that begins later', (all) => all.writeUInt32LE(DIRECTORY + 46, END + 16)],
  ['a comment that is not there', (all) => all.writeUInt16LE(5, END + 20)],
];

function* shapes(): Generator<readonly [how: string, given: Uint8Array]> {
  const head = WHOLE.subarray(0, DIRECTORY);
  const directory = WHOLE.subarray(DIRECTORY, END);
  const moved = (by: number): Buffer => {
    const end = Buffer.from(WHOLE.subarray(END));
    end.writeUInt32LE(DIRECTORY + by, 16);
    return end;
  };
  const hidden = Buffer.from('hidden');
  yield ['bytes in front', Buffer.concat([hidden, WHOLE])];
  yield ['bytes behind', Buffer.concat([WHOLE, hidden])];
  yield [
    'bytes between entries and directory',
    Buffer.concat([head, hidden, directory, moved(hidden.length)]),
  ];
  yield ['bytes between directory and end', Buffer.concat([head, directory, hidden, WHOLE.subarray(END)])];
  yield ['twice the same container', Buffer.concat([WHOLE, WHOLE])];
  const comment = Buffer.from(WHOLE);
  comment.writeUInt16LE(hidden.length, END + 20);
  yield ['a comment', Buffer.concat([comment, hidden])];
  const zip64 = Buffer.alloc(76);
  zip64.writeUInt32LE(0x06064b50, 0);
  zip64.writeBigUInt64LE(44n, 4);
  zip64.writeBigUInt64LE(2n ** 64n - 1n, 24);
  zip64.writeBigUInt64LE(2n ** 64n - 1n, 40);
  zip64.writeUInt32LE(0x07064b50, 56);
  yield ['ZIP64 of 2^64 - 1 bytes', Buffer.concat([head, directory, zip64, WHOLE.subarray(END)])];
  yield ['the directory backwards', Buffer.from(zipped(new Map([...bundle].toReversed())))];
  yield ['nothing', Buffer.alloc(0)];
  yield ['an end record alone', WHOLE.subarray(END)];
  yield ['a directory without files', Buffer.concat([directory, moved(-DIRECTORY)])];
  yield ['a bomb', bomb()];
  yield ['no ZIP file', Buffer.alloc(WHOLE.length, 'x')];
}

/** 100 MB of zeros, packed. */
function bomb(): Uint8Array {
  const zeros = Buffer.alloc(100 * 1024 * 1024);
  const packed = deflateRawSync(zeros, { level: 1 });
  const name = 'evidence/bagit.txt';
  const bytes = Buffer.from(zipped(new Map([['bagit.txt', packed]])));
  for (const at of [8, bytes.readUInt32LE(bytes.length - 6) + 10]) bytes.writeUInt16LE(8, at);
  bytes.writeUInt32LE(zeros.length, 22);
  bytes.writeUInt32LE(crc32(zeros), 14);
  const central = 30 + name.length + packed.length;
  bytes.writeUInt32LE(zeros.length, central + 24);
  bytes.writeUInt32LE(crc32(zeros), central + 16);
  return bytes;
}

/** Under the base directory; none of them is a name that a container may have, or not twice. */
const NAMES: readonly string[] = [
  ...[
    '../x',
    '../../etc/passwd',
    '/x',
    'data/../x',
    './x',
    'data//x',
    'data/',
    'C:\\x',
    'data\\x',
    'x y',
    'x\u0000',
  ],
  ...['BAGIT.TXT', 'Data/scope.json', 'data/Records.jsonl', 'x:y', '~', 'data/\u00e9'],
];

/** JSON and text that no reader may choke on, in every file of lines and in the scope. */
export function* texts(): Generator<Attack> {
  const attack = (name: string, how: string, given: Files, line?: number): Attack => ({
    ...{ kind: 'container', how: `${name}: ${how}`, given, rebuild: true },
    places: [{ file: name, ...(line !== undefined && { line }) }],
  });
  for (const name of [...LINES, 'data/scope.json']) {
    const isScope = name === 'data/scope.json';
    const [first = ''] = isScope
      ? [Buffer.from(bundle.get(name) as Uint8Array).toString()]
      : linesIn(bundle, name);
    for (const [how, text] of Object.entries(hostile(first))) {
      const files = opened();
      if (isScope) files.set(name, Buffer.from(text, 'latin1'));
      else putBytes(files, name, text);
      yield attack(name, how, files, isScope ? undefined : 1);
    }
    if (isScope) continue;
    const files = opened();
    putLines(files, name, [...linesIn(files, name).slice(0, -1), `${linesIn(files, name).at(-1) ?? ''}\r`]);
    yield attack(name, 'a carriage return', files, linesIn(bundle, name).length);
  }
}

/** The first line of a file, given byte by byte in Latin-1. */
function putBytes(files: Map<string, Uint8Array>, name: string, text: string): void {
  const bytes = Buffer.from(files.get(name) as Uint8Array);
  files.set(name, Buffer.concat([Buffer.from(text, 'latin1'), bytes.subarray(bytes.indexOf(0x0a))]));
}

/** @param line well-formed JSON of an object, in ASCII or not */
function hostile(line: string): Readonly<Record<string, string>> {
  const bytes = Buffer.from(line).toString('latin1');
  const utf8 = (text: string): string => Buffer.from(text).toString('latin1');
  const member = (text: string): string => bytes.replace(/\}$/, `,"zz":${text}}`);
  return {
    'a hundred thousand brackets': '['.repeat(60_000) + ']'.repeat(60_000),
    'a hundred levels and one': member('['.repeat(101) + ']'.repeat(101)),
    '2^53': member('9007199254740992'),
    '2^64': member('18446744073709551616'),
    'a number of 400 digits': member('9'.repeat(400)),
    '1e999': member('1e999'),
    'a fraction': member('0.5'),
    'minus zero': member('-0'),
    'a lone surrogate': member('"\\ud800"'),
    'a surrogate in UTF-8': member('"\xed\xa0\x80"'),
    'an overlong slash': member('"\xc0\xaf"'),
    'a byte that is no UTF-8': member('"\xff"'),
    'a text that is not NFC': member(utf8('"e\u0301"')),
    'an escape that need not be': member('"\\u0041"'),
    'a name twice': bytes.replace(/^\{("[^"]+":)/, '{$10,$1'),
    'a name twice at the end': member('1,"zz":1'),
    'a byte order mark': `\xef\xbb\xbf${bytes}`,
    'a space': bytes.replace('{', '{ '),
    NaN: member('NaN'),
    'a comment': `${bytes}//`,
    nothing: '',
    null: 'null',
    'a list': '[]',
    'an object without members': '{}',
    __proto__: member('{"__proto__":{"exitCode":0}}'),
    'ten megabytes': member(`"${'x'.repeat(10_000_000)}"`),
  };
}
