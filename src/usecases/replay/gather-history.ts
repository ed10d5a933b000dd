import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, LedgerRecord } from '../../engine/audit/record.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { CalendarDocument } from '../../engine/clock/calendar-document.js';
import type { CivilDate } from '../../engine/clock/time.js';
import { indexOrganisation, type OrganisationIndex } from '../../engine/organisation/organisation-index.js';
import type { PowerCheck } from '../../engine/powers/power-question.js';
import type { CaseHistory, HistoryRecord } from '../../engine/replay/history.js';
import { amongAdopted, ReplayLibrary, type AdoptedNotice } from '../../engine/replay/replay-library.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { LIBRARY_STREAMS } from '../library-streams.js';
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
> {
  readonly queries: Pick<Queries, 'records'>;
  readonly documents: Pick<DocumentStore, 'get'>;
}

/** A case is replayed whole; one that is longer than this is replayed from its bundle. */
export const MAX_REPLAYED = 5_000;

/** Longer than can be answered at once. */
export interface TooLong {
  readonly tooLong: number;
}

/**
 * A case's history with everything that its records rest on, from the ledger alone. What was erased is not in it.
 *
 * @returns undefined when there is no such case
 */
export async function gatherHistory(
  ports: ReplayPorts,
  caseId: string,
): Promise<CaseHistory | TooLong | undefined> {
  const head = await ports.ledger.head(caseId);
  if (head?.kind !== 'case' || head.stateText === null) return undefined;
  if (head.seq > MAX_REPLAYED) return { tooLong: head.seq };
  const records = await everything(ports, caseId);
  const own = records.map(({ record }) => record);
  const { related } = JSON.parse(head.stateText) as CaseState;
  const [procedures, notices, organisations, policies, beside] = await Promise.all([
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
    related: beside,
  };
  return { records, law: new ReplayLibrary({ hash, zone, checkInput, requestBars, ...library }) };
}

async function everything({ queries }: ReplayPorts, stream: string): Promise<readonly HistoryRecord[]> {
  const found: HistoryRecord[] = [];
  for (let afterSeq: number | undefined; ;) {
    const page = await queries.records(stream, { limit: 200, ...(afterSeq !== undefined && { afterSeq }) });
    found.push(...page.items.map(({ record, parts }) => ({ record, parts })));
    if (!page.hasMore) return found;
    afterSeq = page.items.at(-1)?.seq;
  }
}

async function* recordsOf(
  { ledger }: Pick<ReplayPorts, 'ledger'>,
  stream: string,
): AsyncGenerator<LedgerRecord> {
  for (let from = 0; ;) {
    const page = await ledger.records(stream, from, 200);
    for (const { record } of page) yield record;
    if (page.length === 0) return;
    from += page.length;
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
