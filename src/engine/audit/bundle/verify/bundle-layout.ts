import { BUNDLE_FILE, byName, inBundleOrder, RENEWALS_FILE } from '../write/bundle-files.js';

const HEX = '[0-9a-f]{64}';
const FOLDERS: readonly RegExp[] = [
  new RegExp(`^data/files/${HEX}$`),
  new RegExp(`^data/law/(?:calendars|definitions|notices|organisations|rules)/${HEX}$`),
  /^data\/anchors\/(?:0|[1-9]\d{0,15})\/(?:sha256\.note|sm3\.note|[A-Za-z0-9._-]+\.(?:tsr|crl))$/,
  /^data\/report\/[A-Za-z0-9._-]+$/,
];
/** Files that a bundle always has. */
export const MANDATORY: readonly string[] = Object.values(BUNDLE_FILE);

/** Files that the tag manifest names, sorted. */
export const TAGGED: readonly string[] = [
  ...[BUNDLE_FILE.bagit, BUNDLE_FILE.bagInfo, BUNDLE_FILE.manifestSha256, BUNDLE_FILE.manifestSm3],
].sort(byName);

/** The format has a file of this name. */
export function isKnownFile(name: string): boolean {
  return MANDATORY.includes(name) || name === RENEWALS_FILE || FOLDERS.some((folder) => folder.test(name));
}

/** The payload of the bag. */
export function isPayload(name: string): boolean {
  return name.startsWith('data/');
}

/** A readable copy: in the manifests, and evidence of nothing. */
export function isReport(name: string): boolean {
  return name.startsWith('data/report/');
}

/**
 * The names are in the order of the container (section 3). Where a file stands that the format does not have is not laid
 * down; it is left out here and reported by itself.
 */
export function areInOrder(names: readonly string[]): boolean {
  const known = names.filter(isKnownFile).map((name) => ({ name }));
  return inBundleOrder(known).every(({ name }, at) => name === known[at]?.name);
}
