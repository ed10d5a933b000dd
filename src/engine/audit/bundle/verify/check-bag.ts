import { BUNDLE_FILE, byName } from '../write/bundle-files.js';
import { digestOf, type Evidence } from './evidence.js';
import { isKnownFile, isPayload, MANDATORY, TAGGED } from './bundle-layout.js';
import { readWhole } from './bundle-text.js';
import { LineCursor } from './read-lines.js';
import type { Suite } from './bundle-source.js';

const MANIFESTS = { sha256: BUNDLE_FILE.manifestSha256, sm3: BUNDLE_FILE.manifestSm3 } as const;
/** Names in a container have no more bytes. */
const MOST_OF_A_LINE = 70_000;
const MOST_OF_A_TAG_FILE = 16 * 1024 * 1024;

/**
 * Section 3: every file is one of the format's, every mandatory file is there, and the manifests are exactly those that follow
 * from the files. A file that differs is named by itself, a manifest by those of its lines that cannot be.
 */
export function checkBag(evidence: Evidence): void {
  const { files, found, options } = evidence;
  for (const name of files.names()) if (!isKnownFile(name)) found.add('file-unknown', { file: name });
  const payload = new Map<string, Readonly<Partial<Record<Suite, string>>>>();
  let bytes = 0;
  for (const name of files.names().filter(isPayload).toSorted(byName)) {
    const { size, hex } = digestOf(evidence, files.read(name));
    payload.set(name, hex);
    bytes += size;
  }
  const missing = new Set(MANDATORY.filter((name) => !evidence.present.has(name)));
  for (const suite of options.suites) {
    const expected = [...payload].map(([name, hex]): Listed => [name, hex[suite] as string]);
    checkManifest(evidence, MANIFESTS[suite], expected, missing);
  }
  const tags = TAGGED.filter((name) => evidence.present.has(name));
  const tagged = tags.map((name): Listed => [name, shaOf(evidence, name)]);
  checkManifest(evidence, BUNDLE_FILE.tagManifest, tagged, missing);
  for (const file of missing) found.add('file-missing', { file });
  checkExact(evidence, BUNDLE_FILE.bagit, 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
  const isLost = [...missing].some(isPayload);
  const info = textOf(evidence, BUNDLE_FILE.bagInfo);
  if (info !== undefined && !fitsPayload(info, { bytes, files: payload.size }, isLost))
    found.add('manifest-differs', { file: BUNDLE_FILE.bagInfo });
}

/** The sums are those of the payload. @param isLost a file is missing, so that they may be larger: that was reported already */
function fitsPayload(
  info: string,
  { bytes, files }: { readonly bytes: number; readonly files: number },
  isLost: boolean,
): boolean {
  const sums = /^External-Identifier: [^\n]+\nPayload-Oxum: (0|[1-9]\d{0,15})\.(0|[1-9]\d{0,8})\n$/.exec(
    info,
  );
  if (!sums) return false;
  const [saidBytes, saidFiles] = [Number(sums[1]), Number(sums[2])];
  return (saidBytes === bytes && saidFiles === files) || (isLost && saidBytes >= bytes && saidFiles > files);
}

/** The name of the subject in `bag-info.txt`, which the scope says too. */
export function checkIdentifier(evidence: Evidence, subject: string): void {
  const info = textOf(evidence, BUNDLE_FILE.bagInfo);
  if (info === undefined) return;
  const [first, second, ...rest] = info.split('\n');
  const fits = first === `External-Identifier: ${subject}` && second?.startsWith('Payload-Oxum: ');
  if (!fits || rest.join('\n') !== '')
    evidence.found.add('manifest-differs', { file: BUNDLE_FILE.bagInfo }, `subject ${subject}`);
}

type Listed = readonly [name: string, digest: string];

function checkManifest(
  evidence: Evidence,
  manifest: string,
  expected: readonly Listed[],
  missing: Set<string>,
): void {
  const { found } = evidence;
  if (!evidence.present.has(manifest)) return;
  const listed = new Map<string, { readonly digest: string; readonly line: number }>();
  const isTag = manifest === BUNDLE_FILE.tagManifest;
  const names = new Set(expected.map(([name]) => name));
  const canBe = (name: string): boolean =>
    names.has(name) || (isTag ? TAGGED.includes(name) : isPayload(name) && isKnownFile(name));
  let before = '';
  for (const { digest, name, line } of manifestLines(evidence, manifest)) {
    const isBehind = name !== undefined && byName(name, before) <= 0;
    if (name !== undefined && !isBehind) before = name;
    if (name === undefined || digest === undefined || isBehind || !canBe(name))
      found.add('manifest-differs', { file: manifest, line });
    else listed.set(name, { digest, line });
  }
  for (const [name, digest] of expected) {
    const entry = listed.get(name);
    listed.delete(name);
    if (!entry) found.add('file-unlisted', { file: name }, manifest);
    else if (entry.digest !== digest)
      found.add('file-differs', { file: name }, `${manifest} line ${entry.line}`);
  }
  for (const name of listed.keys()) missing.add(name);
}

/** The lines of a manifest; one that is none has no name. */
function* manifestLines(
  { files, tools }: Evidence,
  manifest: string,
): Generator<{ digest?: string; name?: string; line: number }> {
  const cursor = new LineCursor(files.read(manifest), MOST_OF_A_LINE);
  for (let one = cursor.next(); one; one = cursor.next()) {
    const text = 'bytes' in one ? tools.decode(one.bytes) : undefined;
    const [, digest, name] = /^([0-9a-f]{64}) {2}([A-Za-z0-9._/-]+)$/.exec(text ?? '') ?? [];
    yield { line: cursor.number, ...(digest !== undefined && name !== undefined && { digest, name }) };
  }
}

function checkExact(evidence: Evidence, file: string, expected: string): void {
  const text = textOf(evidence, file);
  if (text !== undefined && text !== expected) evidence.found.add('manifest-differs', { file });
}

/** Undefined: not there. What is no text, or too long for one, is a text that fits nothing. */
function textOf({ files, present, tools }: Evidence, file: string): string | undefined {
  if (!present.has(file)) return undefined;
  const bytes = readWhole(files.read(file), MOST_OF_A_TAG_FILE);
  return (bytes && tools.decode(bytes)) ?? '';
}

function shaOf(evidence: Evidence, file: string): string {
  return digestOf(evidence, evidence.files.read(file)).hex.sha256 as string;
}
