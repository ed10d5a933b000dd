import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { SealedRecord } from '../../engine/audit/record.js';
import { REDACTION, type Redaction } from '../../engine/audit/redaction.js';
import { RELEASE, RESTRICTION, type Restriction } from '../../engine/audit/restriction.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import { recordBasis } from '../../engine/case/record-words.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import { Defect } from '../../engine/defect.js';
import { caseStateOf, recordedAt } from '../cases/act-context.js';
import { caseRecords } from '../cases/case-on-hand.js';
import type { Append, StreamHead } from '../ports.js';
import { basisOf, type GroundCode, type Measure } from './grounds.js';
import type { RedactionPorts } from './redaction-ports.js';
import { transactRedaction } from './redaction-records.js';
import type { RedactionState } from './redaction-state.js';
import { repeatingDocuments } from './repeating-documents.js';

/**
 * Carries out an approved request: writes the record that erases, restricts or releases (the database does so in the same statement), clears
 * contents of materials away that nobody needs any more, and notes in the request that it is done. Whatever interrupts
 * it, it can be called again. Undefined: it is not approved, or carried out already.
 */
export async function carryOutRedaction(
  ports: RedactionPorts,
  id: string,
): Promise<RedactionState | undefined> {
  const head = await ports.ledger.head(id);
  if (head?.kind !== 'redaction' || head.stateText === null) return undefined;
  const state = JSON.parse(head.stateText) as RedactionState;
  if (state.status !== 'approved') return undefined;
  const { record, repeats } = await carriedOut(ports, id, state);
  const measure: Measure = state.measure ?? 'erase';
  for (const sha256 of measure === 'erase' ? state.target.files : [])
    if (await ports.contents.book.forget(sha256)) await ports.contents.blobs.remove(sha256);
  const answer = await transactRedaction(ports, { id, asked: {} }, ({ state: now, on }) =>
    Promise.resolve(
      now?.status === 'approved'
        ? {
            event: {
              ...{ type: 'redaction.carriedOut', on, record },
              ...(repeats !== undefined && { repeats }),
            },
            basis: basisOf(state.ground, measure),
          }
        : { answer: { outcome: 'unknown' } },
    ),
  );
  return answer.outcome === 'recorded' ? answer.state : undefined;
}

/** Carries out what was approved and interrupted: up to so many, the number of those that are done. */
export function carryOutRedactions(ports: RedactionPorts): (limit: number) => Promise<number> {
  return async (limit) => {
    let done = 0;
    for (const id of await ports.redactions.approved(limit))
      if (await carryOutRedaction(ports, id)) done += 1;
    return done;
  };
}

/** Records that carried a request out, now or before. `record` is null when nothing was left to do. */
interface CarriedOut {
  readonly record: number | null;
  /** The record that restricted documents that repeat what went. */
  readonly repeats?: number;
}

async function carriedOut(ports: RedactionPorts, id: string, state: RedactionState): Promise<CarriedOut> {
  const { stream, kind } = state.target;
  const answer = await ports.ledger.transact<CarriedOut>({ stream, kind }, async (head) => {
    const earlier = await ports.redactions.contentRecords(stream);
    const before = earlier.filter(({ data }) => saidBy(data)?.request === id);
    if (before.length > 0) return { result: resultOf(before.map(({ seq }) => seq)) };
    const wanted = await contentOf(ports, state);
    if (wanted.parts.length === 0 && wanted.files.length === 0) return { result: { record: null } };
    const repeated =
      state.measure === 'release' ? [] : await repeatingDocuments(ports.redactions, state.target);
    const said = { ...wanted, ...underRequest(id, state) };
    const contents: readonly ContentEvent[] = [
      contentEvent(state.measure ?? 'erase', said),
      ...(repeated.length === 0
        ? []
        : [
            contentEvent('restrict', {
              ...{ parts: repeated, files: [], ...underRequest(id, state) },
              repeats: true,
            }),
          ]),
    ];
    const seqs = contents.map((_, n) => head.seq + n);
    return { append: await recording(ports, head, contents, state), result: resultOf(seqs) };
  });
  // Without an idempotency key no answer is ever repeated.
  return answer as CarriedOut;
}

function resultOf([record, repeats]: readonly number[]): CarriedOut {
  return { record: record ?? null, ...(repeats !== undefined && { repeats }) };
}

function saidBy(data: Readonly<Record<string, unknown>>): Partial<Redaction> | undefined {
  return (data['redaction'] ?? data['restriction']) as Partial<Redaction> | undefined;
}

/** What of the target the measure still reaches. */
async function contentOf(
  { redactions }: RedactionPorts,
  { target: { stream, parts, files }, measure }: RedactionState,
): Promise<Pick<Redaction, 'parts' | 'files'>> {
  const [found, filed, apart] = await Promise.all([
    redactions.parts(stream, parts),
    redactions.files(stream, files),
    redactions.restrictedFiles(stream, files),
  ]);
  const reached = (restricted: boolean): boolean =>
    measure === undefined || restricted === (measure === 'release');
  return {
    parts: found.flatMap(({ seq, name, restricted }) => (reached(restricted) ? [{ seq, name }] : [])),
    files: filed.filter((sha256) => reached(apart.includes(sha256))),
  };
}

function underRequest(id: string, { ground, requestedBy, approvals }: RedactionState) {
  return { ground, request: id, requestedBy, approvedBy: approvals.map(({ by }) => by) };
}

/** What a record of content says of itself: its type, and what was done with which content. */
type ContentEvent = { readonly type: string; readonly basis: readonly string[] } & (
  { readonly redaction: Redaction } | { readonly restriction: Restriction }
);

function contentEvent(measure: Measure, said: Restriction): ContentEvent {
  const basis = basisOf(said.ground as GroundCode, measure);
  switch (measure) {
    case 'erase':
      return { type: REDACTION, basis, redaction: said };
    case 'restrict':
      return { type: RESTRICTION, basis, restriction: said };
    case 'release':
      return { type: RELEASE, basis, restriction: said };
  }
}

async function recording(
  ports: RedactionPorts,
  head: StreamHead,
  contents: readonly ContentEvent[],
  state: RedactionState,
): Promise<Append> {
  const person = state.approvals.at(-1)?.by;
  if (person === undefined) throw new Defect('a request that nobody approved');
  const actor = { person };
  if (head.kind === 'case') {
    const records = await caseRecords(ports, head);
    const on = civilDayOf(records.context.world.now, ports.installation.zone);
    for (const { basis, ...content } of contents) {
      const event = { ...content, cause: 'redaction' as const, on };
      records.add({ ...{ event, basis, actor, effects: [] }, state: caseStateOf(head) });
    }
    return records.append({});
  }
  const [content] = contents;
  if (!content || contents.length > 1) throw new Defect('only cases have documents that repeat something');
  return {
    ...{ head, records: [await sealedBeside(ports, head, content, person)], stateText: head.stateText ?? '' },
    versionAfter: head.version,
  };
}

/** In a stream without a case's definition: the state before is the state after. */
async function sealedBeside(
  ports: RedactionPorts,
  head: StreamHead,
  { basis, type, ...said }: ContentEvent,
  person: string,
): Promise<SealedRecord> {
  const { installation, hash } = ports;
  const now = await ports.now.now();
  const snapshot = await ports.directory.at(head.organisationVersion);
  const at = recordedAt(now, head);
  const state = textDigest(head.stateText ?? canonicalJson(null), hash);
  return sealRecord(
    {
      log: installation.log,
      id: ports.ids.uuid(at),
      type,
      occurredAt: at,
      recordedAt: at,
      ...(installation.mode === 'simulated' && { simulated: true as const }),
      actor: { person },
      rules: ports.rules,
      dir: snapshot.digest,
      engine: installation.engine,
      ...{ before: state, after: state },
      basis: basis.map((one) => recordBasis(one)),
      data: { type, cause: 'redaction', on: civilDayOf(at, installation.zone), ...said },
    },
    head,
    {},
    hash,
    () => ports.ids.salt(),
  );
}
