import type { BundleFiles, VerifierTools } from '../../engine/audit/bundle/verify/bundle-source.js';
import { linesOf } from '../../engine/audit/bundle/verify/read-lines.js';
import { BUNDLE_FILE, type LawKind, lawFile } from '../../engine/audit/bundle/write/bundle-files.js';
import { joined } from '../../engine/audit/log/bytes.js';
import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import type { CalendarDocument } from '../../engine/clock/calendar-document.js';
import type { Zone } from '../../engine/clock/time.js';
import { indexOrganisation } from '../../engine/organisation/organisation-index.js';
import type { Organisation } from '../../engine/organisation/organisation.js';
import type { CaseHistory, HistoryRecord } from '../../engine/replay/history.js';
import { type LibraryContent, type NoticesOf, ReplayLibrary } from '../../engine/replay/replay-library.js';
import { loadCanonical } from '../../engine/statechart/load-procedure.js';
import type { Ports } from '../ports.js';

/** What a bundle is read with. A bundle does not say in which zone a day begins, nor what a 回避申请 bars: the reader does. */
export interface BundleReading extends Pick<Ports, 'hash' | 'checkInput' | 'powersFrom'> {
  readonly decode: VerifierTools['decode'];
  readonly zone: Zone;
  readonly requestBars: boolean;
}

/** The one case of a bundle with its history. */
export interface BundledCase {
  readonly caseId: string;
  readonly history: CaseHistory;
}

/** A part may hold a whole text that somebody handed in. */
const MOST_OF_A_LINE = 64 * 1024 * 1024;

/**
 * The history of the case of an evidence bundle, with the law that lies in it. What is withheld or erased is not in it.
 * Checks nothing: a bundle is to be verified first.
 *
 * @throws Error when the files are not what the format says
 */
export function historyInBundle(files: BundleFiles, reading: BundleReading): BundledCase {
  const bundle = new ReadableBundle(files, reading.decode);
  const { streams } = bundle.json(BUNDLE_FILE.scope) as { readonly streams: readonly { stream: string }[] };
  const caseId = streams[0]?.stream;
  if (caseId === undefined) throw new Error('the bundle has no subject');
  const { hash, checkInput, zone, requestBars } = reading;
  const library = { ...lawIn(bundle, reading), related: new Map() };
  return {
    caseId,
    history: {
      records: recordsOf(bundle, caseId),
      law: new ReplayLibrary({ hash, zone, checkInput, requestBars, ...library }),
    },
  };
}

function recordsOf(bundle: ReadableBundle, caseId: string): readonly HistoryRecord[] {
  const parts = new Map<number, Record<string, unknown>>();
  for (const line of bundle.lines(BUNDLE_FILE.parts)) {
    const { stream, seq, name, value } = line as {
      stream: string;
      seq: number;
      name: string;
      value?: string;
    };
    if (stream !== caseId || value === undefined) continue;
    const own = parts.get(seq) ?? {};
    own[name] = JSON.parse(value);
    parts.set(seq, own);
  }
  const records: HistoryRecord[] = [];
  for (const line of bundle.lines(BUNDLE_FILE.records)) {
    const record = line as LedgerRecord;
    if (record.stream === caseId) records.push({ record, parts: parts.get(record.seq) ?? {} });
  }
  return records;
}

type BundledLaw = Pick<LibraryContent, 'procedures' | 'notices' | 'organisations' | 'policies'>;

function lawIn(bundle: ReadableBundle, { hash, powersFrom }: BundleReading): BundledLaw {
  const of = <T>(kind: LawKind, read: (text: string) => T): ReadonlyMap<string, T> =>
    new Map(bundle.law(kind).map(([sha256, text]) => [sha256, read(text)] as const));
  return {
    procedures: of('definitions', (text) => loadCanonical(text, hash)),
    organisations: of('organisations', (text) => indexOrganisation(JSON.parse(text) as Organisation)),
    policies: of('rules', powersFrom),
    notices: noticesOf(
      of('calendars', (text) => JSON.parse(text) as { readonly notices: readonly DigestPair[] }),
      of('notices', (text) => JSON.parse(text) as CalendarDocument),
    ),
  };
}

function noticesOf(
  calendars: ReadonlyMap<string, { readonly notices: readonly DigestPair[] }>,
  notices: ReadonlyMap<string, CalendarDocument>,
): NoticesOf {
  return (cal) => {
    const found = calendars.get(cal.sha256)?.notices.map(({ sha256 }) => notices.get(sha256));
    return found?.every((notice) => notice !== undefined) ? found : undefined;
  };
}

/** Files of a bundle as texts. */
class ReadableBundle {
  constructor(
    private readonly files: BundleFiles,
    private readonly decode: VerifierTools['decode'],
  ) {}

  json(name: string): unknown {
    return JSON.parse(this.#text(joined(...this.#copied(name)), name));
  }

  *lines(name: string): Generator<unknown> {
    for (const line of linesOf(this.files.read(name), MOST_OF_A_LINE)) {
      if ('problem' in line) throw new Error(`${name}: a line is ${line.problem}`);
      yield JSON.parse(this.#text(line.bytes, name));
    }
  }

  /** Documents of a kind with the digest under which records refer to them. */
  law(kind: LawKind): readonly (readonly [sha256: string, text: string])[] {
    const folder = lawFile(kind, '');
    return this.files
      .names()
      .filter((name) => name.startsWith(folder))
      .map((name) => [name.slice(folder.length), this.#text(joined(...this.#copied(name)), name)]);
  }

  /** A piece is valid until the next one is asked for. */
  #copied(name: string): readonly Uint8Array[] {
    return Array.from(this.files.read(name), (piece) => new Uint8Array(piece));
  }

  #text(bytes: Uint8Array, name: string): string {
    const text = this.decode(bytes);
    if (text === undefined) throw new Error(`${name} is no text`);
    return text;
  }
}
