import { utf8 } from '../../utf8.js';
import { lawFile, type LawKind } from '../write/bundle-files.js';
import type { DigestPair } from '../../record.js';
import { hasExactly, isDigestPair, parseCanonical, readWhole } from './bundle-text.js';
import { agrees, digestOf, type ScopedEvidence } from './evidence.js';
import type { LawReference, RecordMemory } from './record-memory.js';

const MOST_OF_A_CALENDAR = 16 * 1024 * 1024;
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
  let areNoticesKnown = true;
  for (const kind of KINDS) {
    for (const reference of memory.law.get(kind)?.values() ?? []) {
      const verdict = checkDocument(evidence, kind, reference);
      if (verdict === 'fits') fitting++;
      if (kind !== 'calendars' || (verdict === 'missing' && !reference.required)) continue;
      areNoticesKnown = addNotices(evidence, memory, reference) && areNoticesKnown;
    }
    // What a calendar names that is not here is not known.
    if (kind === 'notices' && !areNoticesKnown) continue;
    const folder = `data/law/${kind}/`;
    for (const name of evidence.files.names())
      if (name.startsWith(folder) && !memory.law.get(kind)?.has(name.slice(folder.length)))
        evidence.found.add('law-surplus', { file: name });
  }
  return fitting;
}

function checkDocument(
  evidence: ScopedEvidence,
  kind: LawKind,
  reference: LawReference,
): 'fits' | 'differs' | 'missing' {
  const { files, present, found, options } = evidence;
  const file = lawFile(kind, reference.sha256);
  if (!present.has(file)) {
    if (reference.required) found.add('law-missing', { file }, placeText(reference));
    return 'missing';
  }
  const { hex } = digestOf(evidence, files.read(file), kind === 'organisations' ? undefined : PREFIX);
  if (agrees(options.suites, hex, reference)) return 'fits';
  found.add('law-differs', { file });
  return 'differs';
}

/** The notices of a calendar are needed with it. @returns false when nothing says which they are */
function addNotices(evidence: ScopedEvidence, memory: RecordMemory, calendar: LawReference): boolean {
  const { found, present } = evidence;
  const file = lawFile('calendars', calendar.sha256);
  if (!present.has(file)) return false;
  const notices = noticesOf(evidence, file);
  if (!notices) found.add('law-malformed', { file });
  for (const notice of notices ?? []) memory.refersTo('notices', notice, true, { file });
  return notices !== undefined;
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
