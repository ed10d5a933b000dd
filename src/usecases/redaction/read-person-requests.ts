import type { Asker } from '../powers/power-facts.js';
import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import { type DisclosureProfile, partKind } from '../evidence/disclosure.js';
import { ServedDocuments } from '../evidence/served-documents.js';
import type { Page, PageRequest, Queries } from '../queries.js';
import { allRecords } from '../reading/all-records.js';
import { knownCase } from '../reading/known-case.js';
import { isOverdue, type PersonRequestState } from './person-request-state.js';
import { mayReadRedactions } from './read-redactions.js';
import type { ListedPersonRequest, RedactionPorts } from './redaction-ports.js';

/** A request as it is shown: with what was asked and answered, in words. */
export interface ShownPersonRequest extends ListedPersonRequest {
  readonly overdue: boolean;
  /** What he asks, in words; in lists absent. */
  readonly reason?: string;
  /** Who asks, when it was registered at the desk 窗口; in lists absent. */
  readonly person?: string;
  /** Absent: not answered yet; in lists absent. */
  readonly answer?: string;
}

/** Requests, by id: all of them for those who decide about content and audit, his own for anybody else. @throws InvalidCursor */
export async function listPersonRequests(
  ports: RedactionPorts,
  by: Asker,
  page: PageRequest,
): Promise<Page<ShownPersonRequest>> {
  const all = await mayReadRedactions(ports, by);
  const found = await ports.redactions.personRequests(page, all ? undefined : by.person);
  const today = civilDayOf(await ports.now.now(), ports.installation.zone);
  return { ...found, items: found.items.map((one) => ({ ...one, overdue: isOverdue(one.state, today) })) };
}

/** One request with its words and its answer. Undefined: there is none, or it is not his to see. */
export async function readPersonRequest(
  ports: RedactionPorts,
  by: Asker,
  id: string,
): Promise<ShownPersonRequest | undefined> {
  const head = await ports.ledger.head(id);
  if (head?.kind !== 'privacy' || head.stateText === null) return undefined;
  const state = JSON.parse(head.stateText) as PersonRequestState;
  if (state.requestedBy !== by.person && !(await mayReadRedactions(ports, by))) return undefined;
  const today = civilDayOf(await ports.now.now(), ports.installation.zone);
  const said = await ports.redactions.said(id, Object.values(WORDS));
  const words = Object.entries(WORDS).flatMap(([word, { seq, name }]) => {
    const value = said.find((part) => part.seq === seq && part.name === name)?.value;
    return typeof value === 'string' ? [[word, value] as const] : [];
  });
  return { id, state, overdue: isOverdue(state, today), ...Object.fromEntries(words) };
}

/** Where the words are: the first record of its stream asks, the second answers. */
const WORDS = {
  reason: { seq: 0, name: 'reason' },
  person: { seq: 0, name: 'person' },
  answer: { seq: 1, name: 'reason' },
} as const;

/** What a case keeps about the person, in a form that a machine reads. */
export interface PersonCopy {
  readonly stream: string;
  readonly parts: readonly {
    readonly seq: number;
    readonly name: string;
    readonly recordedAt: string;
    readonly value: unknown;
  }[];
}

/**
 * The copy 复制 that was granted to a party: what he gave himself and what was served on him or published, as the
 * applicant's disclosure profile has it, without proofs. Undefined: nothing was granted to him.
 */
export async function copyForPerson(
  ports: RedactionPorts,
  { queries, profile }: { readonly queries: Pick<Queries, 'records'>; readonly profile: DisclosureProfile },
  by: Asker,
  id: string,
): Promise<PersonCopy | undefined> {
  const head = await ports.ledger.head(id);
  if (head?.kind !== 'privacy' || head.stateText === null) return undefined;
  const { status, right, stream, requestedBy, atDesk } = JSON.parse(head.stateText) as PersonRequestState;
  const isHis = requestedBy === by.person && !atDesk && status === 'granted';
  if (!isHis || (right !== 'copy' && right !== 'know')) return undefined;
  const known = await knownCase(ports, stream, by);
  if (!known) return undefined;
  const { definition } = known.procedure;
  const rows = await allRecords(queries, stream);
  const services = new ServedDocuments();
  for (const { record } of rows) services.visit(record);
  const served = services.servedOn(by.person);
  const parts = rows.flatMap(({ seq, record, parts: said }) =>
    Object.entries(said).flatMap(([name, value]) => {
      const { sensitiveDocuments } = profile;
      const place = { kind: 'case', record, person: by.person, served, sensitiveDocuments };
      const kind = partKind(definition, place, name, canonicalJson(value));
      return profile.parts[kind].disclose ? [{ seq, name, recordedAt: record.recordedAt, value }] : [];
    }),
  );
  return { stream, parts };
}
