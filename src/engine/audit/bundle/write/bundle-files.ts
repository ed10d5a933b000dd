/** Name and version of the format (docs/formats/evidence-bundle.md); scope.json says it. */
export const BUNDLE_FORMAT = 'duecourse-evidence/1';

/** Base directory of the bag: every name in the container begins with it. */
export const BUNDLE_BASE = 'evidence/';

/** Names of the files that every bundle has, without the base directory. */
export const BUNDLE_FILE = {
  bagit: 'bagit.txt',
  bagInfo: 'bag-info.txt',
  manifestSha256: 'manifest-sha256.txt',
  manifestSm3: 'manifest-sm3.txt',
  tagManifest: 'tagmanifest-sha256.txt',
  scope: 'data/scope.json',
  records: 'data/records.jsonl',
  parts: 'data/parts.jsonl',
  files: 'data/files.jsonl',
  proofsSha256: 'data/proofs/sha256.jsonl',
  proofsSm3: 'data/proofs/sm3.jsonl',
  checkpointSha256: 'data/checkpoint/sha256.note',
  checkpointSm3: 'data/checkpoint/sm3.note',
  anchors: 'data/anchors.jsonl',
  heads: 'data/heads.jsonl',
} as const;

/** File of the stamps that were renewed; only in a bundle that has one. */
export const RENEWALS_FILE = 'data/renewals.jsonl';

/** Kinds of `data/law/`: what a record's `def`, `cal`, the notices of a calendar, `dir` and `rules` refer to. */
export type LawKind = 'calendars' | 'definitions' | 'notices' | 'organisations' | 'rules';

/** Name of a material's content. @param sha256 lower-case hex */
export function contentFile(sha256: string): string {
  return `data/files/${sha256}`;
}

/** Name of a document of the law. @param sha256 the digest by which records refer to it, lower-case hex */
export function lawFile(kind: LawKind, sha256: string): string {
  return `data/law/${kind}/${sha256}`;
}

/** Name of a file of the older checkpoint of so many entries: `sha256.note`, `sm3.note`, a `.tsr` or a `.crl`. */
export function anchorFile(size: number, name: string): string {
  return `data/anchors/${size}/${name}`;
}

/** Groups of section 3 in their order; within a group files stand by name. */
const ORDER: readonly string[] = [
  ...[BUNDLE_FILE.bagit, BUNDLE_FILE.bagInfo, BUNDLE_FILE.manifestSha256, BUNDLE_FILE.manifestSm3],
  ...[BUNDLE_FILE.tagManifest, BUNDLE_FILE.scope, BUNDLE_FILE.records, BUNDLE_FILE.parts, BUNDLE_FILE.files],
  ...['data/files/', 'data/law/', BUNDLE_FILE.proofsSha256, BUNDLE_FILE.proofsSm3],
  ...[BUNDLE_FILE.checkpointSha256, BUNDLE_FILE.checkpointSm3, 'data/anchors/', BUNDLE_FILE.anchors],
  ...[RENEWALS_FILE, BUNDLE_FILE.heads, 'data/report/'],
];

/** The files in the order in which they stand in the container. Names that the format does not know come last. */
export function inBundleOrder<T extends { readonly name: string }>(files: readonly T[]): T[] {
  return files
    .map((file) => ({ file, group: groupOf(file.name) }))
    .sort((a, b) => a.group - b.group || byName(a.file.name, b.file.name))
    .map(({ file }) => file);
}

/** Order by bytes: names are ASCII, whose code units are their bytes. */
export function byName(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupOf(name: string): number {
  const at = ORDER.findIndex((entry) => (entry.endsWith('/') ? name.startsWith(entry) : name === entry));
  return at < 0 ? ORDER.length : at;
}
