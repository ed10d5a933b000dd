import { utf8 } from '../../utf8.js';
import { lawFile, type LawKind } from '../write/bundle-files.js';
import type { DigestPair } from '../../record.js';
import { hasExactly, isDigestPair, parseCanonical, readWhole } from './bundle-text.js';
import { agrees, digestOf, type ScopedEvidence } from './evidence.js';
import type { LawReference, RecordMemory } from './record-memory.js';

const MOST_OF_A_CALENDAR = 4 * 1024 * 1024;
/** What stands before a document when it is hashed; before an organisation nothing does. */
const PREFIX = utf8('def/v1\n');
/** Calendars before the notices that they name. */
const KINDS: readonly LawKind[] = ['definitions', 'calendars', 'notices', 'organisations', 'rules'];

/**
 * Section 8: what the case was decided under is there, is what its records name, and nothing else is there.
 *
 * @returns how many documents fit
 */
export function checkLaw(evidence: ScopedEvidence, memory: RecordMemory): number {
  let fitting = 0;
  for (const kind of KINDS) {
    for (const reference of memory.law.get(kind)?.values() ?? [])
      if (checkDocument(evidence, memory, kind, reference)) fitting++;
    const folder = `data/law/${kind}/`;
    for (const name of evidence.files.names())
      if (name.startsWith(folder) && !memory.law.get(kind)?.has(name.slice(folder.length)))
        evidence.found.add('law-surplus', { file: name });
  }
  return fitting;
}

function checkDocument(
  evidence: ScopedEvidence,
  memory: RecordMemory,
  kind: LawKind,
  reference: LawReference,
): boolean {
  const { files, present, found, options } = evidence;
  const file = lawFile(kind, reference.sha256);
  if (!present.has(file)) {
    if (reference.required) found.add('law-missing', { file }, placeText(reference));
    return false;
  }
  const { hex } = digestOf(evidence, files.read(file), kind === 'organisations' ? undefined : PREFIX);
  const fits = agrees(options.suites, hex, reference);
  if (!fits) found.add('law-differs', { file });
  if (kind !== 'calendars') return fits;
  const notices = noticesOf(evidence, file);
  if (!notices) found.add('law-malformed', { file });
  for (const notice of notices ?? []) memory.refersTo('notices', notice, reference.required, { file });
  return fits;
}

function noticesOf({ files, tools }: ScopedEvidence, file: string): readonly DigestPair[] | undefined {
  const bytes = readWhole(files.read(file), MOST_OF_A_CALENDAR);
  const text = bytes && tools.decode(bytes);
  const value = text === undefined ? undefined : parseCanonical(text)?.value;
  if (!hasExactly(value, 'notices')) return undefined;
  const { notices } = value;
  return Array.isArray(notices) && notices.every(isDigestPair) ? notices : undefined;
}

function placeText({ place }: LawReference): string {
  return place.line === undefined ? place.file : `${place.file} line ${place.line}`;
}
