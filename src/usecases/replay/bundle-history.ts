import type { BundleFiles, VerifierTools } from '../../engine/audit/bundle/verify/bundle-source.js';
import { linesOf } from '../../engine/audit/bundle/verify/read-lines.js';
import { BUNDLE_FILE, type LawKind, lawFile } from '../../engine/audit/bundle/write/bundle-files.js';
import { joined } from '../../engine/audit/log/bytes.js';
import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import type { CalendarDocument } from '../../engine/clock/calendar-document.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../../engine/clock/time.js';
import { indexOrganisation } from '../../engine/organisation/organisation-index.js';
import type { Organisation } from '../../engine/organisation/organisation.js';
import { kindBegunWith } from '../../engine/replay/beside/stream-kinds.js';
import type { CaseHistory, HistoryRecord, StreamHistory } from '../../engine/replay/history.js';
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
  /** Day of the latest record in the bundle, published heads among them. What happened later it cannot tell. */
  readonly knownUntil: CivilDate;
}

/** A part may hold a whole text that somebody handed in. */
const MOST_OF_A_LINE = 64 * 1024 * 1024;

/**
 * The history of the case of an evidence bundle, with what went on beside it and the law that lies in it. What is withheld or erased is not in it.
 * Checks nothing: a bundle is to be verified first.
 *
 * @throws Error when the files are not what the format says
 */
export function historyInBundle(files: BundleFiles, reading: BundleReading): BundledCase {
  const bundle = new ReadableBundle(files, reading.decode);
  const { streams } = bundle.json(BUNDLE_FILE.scope) as Scope;
  const caseId = streams[0]?.stream;
  if (caseId === undefined) throw new Error('the bundle has no subject');
  const { hash, checkInput, zone, requestBars } = reading;
  const library = { ...lawIn(bundle, reading), related: new Map() };
  const law = new ReplayLibrary({ hash, zone, checkInput, requestBars, ...library });
  const besides = streams.filter(({ role }) => role === 'beside').map(({ stream }) => stream);
  const { records, latest } = recordsOf(bundle, new Set([caseId, ...besides]));
  return {
    ...{ caseId, knownUntil: civilDayOf(latest, zone) },
    history: {
      ...{ records: records.get(caseId) ?? [], law },
      beside: { law, streams: besides.flatMap((stream) => besideOf(stream, records.get(stream) ?? [])) },
    },
  };
}

/** A stream says by its first record of which kind it is. */
function besideOf(stream: string, records: readonly HistoryRecord[]): readonly StreamHistory[] {
  const kind = kindBegunWith(records[0]?.record.type ?? '');
  return kind ? [{ stream, kind, records }] : [];
}

function recordsOf(
  bundle: ReadableBundle,
  wanted: ReadonlySet<string>,
): { readonly records: ReadonlyMap<string, readonly HistoryRecord[]>; readonly latest: Instant } {
  const parts = new Map<string, Record<string, unknown>>();
  for (const line of bundle.lines(BUNDLE_FILE.parts)) {
    const { stream, seq, name, value } = line as {
      stream: string;
      seq: number;
      name: string;
      value?: string;
    };
    if (!wanted.has(stream) || value === undefined) continue;
    const own = parts.get(`${stream} ${seq}`) ?? {};
    own[name] = JSON.parse(value);
    parts.set(`${stream} ${seq}`, own);
  }
  const records = new Map<string, HistoryRecord[]>();
  let latest: Instant | undefined;
  for (const line of bundle.lines(BUNDLE_FILE.records)) {
    const record = line as LedgerRecord;
    const { stream, seq, recordedAt } = record;
    if (latest === undefined || recordedAt > latest) latest = recordedAt;
    if (!wanted.has(stream)) continue;
    const own = records.get(stream) ?? [];
    own.push({ record, parts: parts.get(`${stream} ${seq}`) ?? {} });
    records.set(stream, own);
  }
  if (latest === undefined) throw new Error('the bundle has no records');
  return { records, latest };
}

interface Scope {
  readonly streams: readonly { readonly stream: string; readonly role: string }[];
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
