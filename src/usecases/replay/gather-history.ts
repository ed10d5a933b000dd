import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { CalendarDocument } from '../../engine/clock/calendar-document.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { indexOrganisation, type OrganisationIndex } from '../../engine/organisation/organisation-index.js';
import type { PowerCheck } from '../../engine/powers/power-question.js';
import type { StreamKindName } from '../../engine/law/stream-definition.js';
import type { CaseHistory, HistoryRecord, StreamHistory } from '../../engine/replay/history.js';
import type { Stretch } from '../../engine/replay/verdict.js';
import { amongAdopted, ReplayLibrary, type AdoptedNotice } from '../../engine/replay/replay-library.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import { foldOrganisation, NO_ORGANISATION } from '../organisation/organisation-fold.js';
import type { Ports } from '../ports.js';
import type { DocumentStore, Queries } from '../queries.js';

/** What is read to replay a case. */
export interface ReplayPorts extends Pick<
  Ports,
  | 'ledger'
  | 'catalogue'
  | 'hash'
  | 'installation'
  | 'checkInput'
  | 'checkPower'
  | 'rules'
  | 'powersFrom'
  | 'recusalRequestBars'
  | 'streamStandings'
> {
  readonly queries: Pick<Queries, 'records'>;
  readonly documents: Pick<DocumentStore, 'get'>;
}

/** Records that are judged at once, where a history is judged as a whole; and of a stream beside it. */
const MAX_JUDGED = 5_000;

/** Longer than can be answered at once. */
export interface TooLong {
  readonly tooLong: number;
}

/** How much is gathered. */
export interface Gathering {
  /**
   * Also what goes on beside the case. `judged`: as rules are held against it, without what parts say, and of each stream
   * no more than the first 5,000 records, which does not make the case too long.
   */
  readonly beside?: true | 'judged';
  /** Records at most, of the case and, unless it is only judged, of what goes on beside it; 5,000 unless told. */
  readonly most?: number;
  /**
   * The records that will be decided anew, counted through the case and then through each stream: only what these need has
   * its parts. Absent: all of them.
   */
  readonly stretch?: Stretch;
}

/**
 * A case's history with everything that its records rest on, from the ledger alone. What was erased is not in it.
 *
 * @returns undefined when there is no such case
 */
export async function gatherHistory(
  ports: ReplayPorts,
  caseId: string,
  { beside, most = MAX_JUDGED, stretch = EVERYTHING }: Gathering = {},
): Promise<CaseHistory | TooLong | undefined> {
  const head = await ports.ledger.head(caseId);
  if (head?.kind !== 'case' || head.stateText === null) return undefined;
  if (head.seq > most) return { tooLong: head.seq };
  const records = await recordsIn(ports, caseId, stretch);
  const found = beside ? await streamsBeside(ports, records) : new Map<string, Beside>();
  const length = records.length + [...found.values()].reduce((sum, one) => sum + one.length, 0);
  if (beside === true && length > most) return { tooLong: length };
  const streams =
    beside === 'judged'
      ? await judgedStreams(ports, found)
      : await replayedStreams(ports, found, after(stretch, records.length));
  const own = [...records, ...streams.flatMap((one) => one.records)].map(({ record }) => record);
  const { related } = JSON.parse(head.stateText) as CaseState;
  const [procedures, notices, organisations, policies, others] = await Promise.all([
    proceduresOf(ports, own),
    adoptedNotices(ports),
    organisationsOf(ports, own),
    policiesOf(ports, own),
    relatedRecords(ports, Object.values(related).flat()),
  ]);
  const { hash, checkInput, recusalRequestBars: requestBars } = ports;
  const { zone } = ports.installation;
  const library = {
    procedures,
    notices: amongAdopted(notices, hash),
    organisations,
    policies,
    related: others,
  };
  const law = new ReplayLibrary({ hash, zone, checkInput, requestBars, ...library });
  return { records, law, ...(beside && { beside: { streams, law } }) };
}

/** A stream beside the case, and how many records it has. */
interface Beside {
  readonly kind: StreamKindName;
  readonly length: number;
}

/** Every stream that ever was beside the case under one of its procedure's names, in the order of the names. */
async function streamsBeside(
  ports: ReplayPorts,
  records: readonly HistoryRecord[],
): Promise<ReadonlyMap<string, Beside>> {
  const caseId = records[0]?.record.stream ?? '';
  const own = records.map(({ record }) => record);
  const names = new Set<string>();
  for (const { definition } of (await proceduresOf(ports, own)).values())
    for (const name of Object.keys(definition.streams ?? {})) names.add(name);
  const found = new Map<string, Beside>();
  for (const name of names) {
    for (const stream of (await ports.streamStandings?.streamsOf(caseId, name)) ?? []) {
      const head = found.has(stream) ? undefined : await ports.ledger.head(stream);
      if (head) found.set(stream, { kind: head.kind as StreamKindName, length: head.seq });
    }
  }
  return found;
}

/** Streams as rules are held against them. */
async function judgedStreams(
  ports: ReplayPorts,
  streams: ReadonlyMap<string, Beside>,
): Promise<readonly StreamHistory[]> {
  const histories: StreamHistory[] = [];
  for (const [stream, { kind }] of streams) {
    const records = await recordsIn(ports, stream, NOTHING, MAX_JUDGED + 1);
    const goesOn = records.length > MAX_JUDGED;
    histories.push({
      ...{ stream, kind, records: records.slice(0, MAX_JUDGED) },
      ...(goesOn && { goesOn: true as const }),
    });
  }
  return histories;
}

/** Streams as they are decided anew in a stretch that is counted through them. */
async function replayedStreams(
  ports: ReplayPorts,
  streams: ReadonlyMap<string, Beside>,
  stretch: Stretch,
): Promise<readonly StreamHistory[]> {
  const histories: StreamHistory[] = [];
  let part = stretch;
  for (const [stream, { kind, length }] of streams) {
    // What is decided anew in a stream may rest on what was said in any of its records before.
    const needed = part.from < length ? { from: 0, to: part.to } : NOTHING;
    histories.push({ stream, kind, records: await recordsIn(ports, stream, needed) });
    part = after(part, length);
  }
  return histories;
}

const EVERYTHING: Stretch = { from: 0, to: Number.MAX_SAFE_INTEGER };
const NOTHING: Stretch = { from: 0, to: 0 };

/** What of a stretch lies behind so many records. */
function after({ from, to }: Stretch, length: number): Stretch {
  return { from: Math.max(0, from - length), to: Math.max(0, to - length) };
}

/** The records of a stream, those of the stretch with their parts. */
async function recordsIn(
  ports: ReplayPorts,
  stream: string,
  { from, to }: Stretch,
  most = Number.MAX_SAFE_INTEGER,
): Promise<readonly HistoryRecord[]> {
  const found: HistoryRecord[] = [];
  const folded = async (part: Stretch): Promise<void> => {
    for await (const record of recordsOf(ports, stream, part)) found.push({ record, parts: {} });
  };
  await folded({ from: 0, to: Math.min(from, most) });
  if (found.length >= from) found.push(...(await disclosed(ports, stream, { from, to })));
  // What was written meanwhile belongs to the next reading.
  if (found.length >= to) await folded({ from: found.length, to: most });
  return found;
}

/** Records with what their parts say. */
async function disclosed(
  { queries }: ReplayPorts,
  stream: string,
  { from, to }: Stretch,
): Promise<readonly HistoryRecord[]> {
  const found: HistoryRecord[] = [];
  for (let next = from; next < to;) {
    const limit = Math.min(200, to - next);
    const page = await queries.records(stream, { limit, ...(next > 0 && { afterSeq: next - 1 }) });
    found.push(...page.items.map(({ record, parts }) => ({ record, parts })));
    next += page.items.length;
    if (!page.hasMore) break;
  }
  return found;
}

async function* recordsOf(
  { ledger }: Pick<ReplayPorts, 'ledger'>,
  stream: string,
  { from, to }: Stretch = EVERYTHING,
): AsyncGenerator<LedgerRecord> {
  for (let next = from; next < to;) {
    const page = await ledger.records(stream, next, Math.min(200, to - next));
    for (const { record } of page) yield record;
    if (page.length === 0) return;
    next += page.length;
  }
}

async function proceduresOf(
  { catalogue }: ReplayPorts,
  records: readonly LedgerRecord[],
): Promise<ReadonlyMap<string, CompiledProcedure>> {
  const found = new Map<string, CompiledProcedure>();
  for (const sha256 of digestsOf(records, 'def').keys()) {
    const procedure = await catalogue.byDigest(sha256);
    if (procedure) found.set(sha256, procedure);
  }
  return found;
}

function digestsOf(
  records: readonly LedgerRecord[],
  member: 'def' | 'dir' | 'rules',
): ReadonlyMap<string, DigestPair> {
  const digests = records.flatMap((record) => record[member] ?? []);
  return new Map(digests.map((digest) => [digest.sha256, digest]));
}

async function adoptedNotices(ports: ReplayPorts): Promise<readonly AdoptedNotice[]> {
  const found: AdoptedNotice[] = [];
  for await (const { data } of recordsOf(ports, LIBRARY_STREAMS.calendar)) {
    const { digest, from } = data as { readonly digest: DigestPair; readonly from: CivilDate };
    const document = await ports.documents.get(digest.sha256);
    if (document) found.push({ digest, from, notice: JSON.parse(document.text) as CalendarDocument });
  }
  return found;
}

/** Those snapshots of the organisation that the records name, folded anew from its stream. */
async function organisationsOf(
  ports: ReplayPorts,
  records: readonly LedgerRecord[],
): Promise<ReadonlyMap<string, OrganisationIndex>> {
  const wanted = digestsOf(records, 'dir');
  const found = new Map<string, OrganisationIndex>();
  let organisation = NO_ORGANISATION;
  for await (const record of recordsOf(ports, LIBRARY_STREAMS.organisation)) {
    const before = organisation;
    organisation = foldOrganisation(organisation, record);
    if (organisation === before || found.size === wanted.size) continue;
    const { sha256 } = textDigest(canonicalJson(organisation), ports.hash);
    if (wanted.has(sha256)) found.set(sha256, indexOrganisation(organisation));
  }
  return found;
}

/** The set in force, and every earlier one that the records name: a set is kept before anything is decided by it. */
async function policiesOf(
  ports: ReplayPorts,
  records: readonly LedgerRecord[],
): Promise<ReadonlyMap<string, PowerCheck>> {
  const found = new Map<string, PowerCheck>([[ports.rules.sha256, ports.checkPower]]);
  for (const sha256 of digestsOf(records, 'rules').keys()) {
    const kept = found.has(sha256) ? undefined : await ports.documents.get(sha256);
    if (kept?.kind === 'policies') found.set(sha256, ports.powersFrom(kept.text));
  }
  return found;
}

async function relatedRecords(
  ports: ReplayPorts,
  cases: readonly string[],
): Promise<ReadonlyMap<string, readonly LedgerRecord[]>> {
  const found = new Map<string, readonly LedgerRecord[]>();
  for (const one of cases) {
    const records: LedgerRecord[] = [];
    for await (const record of recordsOf(ports, one)) records.push(record);
    found.set(one, records);
  }
  return found;
}
