import { canonicalJson } from '../../engine/audit/canonical-form.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { Unmet } from '../../engine/case/refusal.js';
import { today } from '../../engine/case/world.js';
import type { Definition } from '../../engine/law/definition.js';
import type { DataClass } from '../../engine/powers/power-question.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import type { CaseRecords } from '../cases/case-records.js';
import { isLibraryStream } from '../law/library-streams.js';
import { NoSuchStream } from '../no-such-stream.js';
import { caseRecords } from '../cases/case-on-hand.js';
import type { Ports, Work } from '../ports.js';
import { recordActor, underPowers, type Asker } from '../powers/power-facts.js';
import type { Queries } from '../queries.js';
import { requestDigest } from '../request-digest.js';
import { caseStateOf } from '../cases/act-context.js';
import { hiddenParts, isHiddenField } from './form-access.js';
import { knownCase, placeOf } from './known-case.js';
import { mayRead, mayReadClass, type ReadablePlace, type ReadingPower } from './may-read.js';
import { plainField, personalField } from './personal-field.js';

/** Somebody wants to see personal fields of a case in plain text, and says why. */
export interface UnmaskRequest {
  readonly caseId: string;
  /** `subject`, `applicantName`, or `records.<sequence>.<part>`. */
  readonly fields: readonly string[];
  readonly reason: string;
  readonly by: Asker;
  readonly key: string;
}

/** Every way in which it can end. What was shown or refused is on record. */
export type UnmaskAnswer =
  | {
      readonly outcome: 'shown';
      readonly receipt: RecordReceipt;
      /** By field; null where the content has been erased. */
      readonly values: Readonly<Record<string, unknown>>;
    }
  | { readonly outcome: 'refused'; readonly receipt: RecordReceipt; readonly unmet: readonly Unmet[] }
  /** The case has no such fields. Nothing is on record. */
  | { readonly outcome: 'unknownFields'; readonly fields: readonly string[] }
  | { readonly outcome: 'keyReused'; readonly key: string }
  /** No such case, or one that he may not know of. */
  | { readonly outcome: 'unknown' };

/** The answer without what was shown: plain text is never kept a second time, also not under a key. */
type KeptAnswer =
  Omit<Extract<UnmaskAnswer, { outcome: 'shown' }>, 'values'> | Exclude<UnmaskAnswer, { outcome: 'shown' }>;

type RefusedPower = Extract<ReadingPower, { allowed: false }>;

/**
 * Shows personal fields of a case to somebody whose power covers their class, and leaves a record on the case's stream
 * with his reason. State and version of the case stay as they are. Who lacks the power is refused, on record too.
 */
export function unmask(
  ports: Ports,
  queries: Pick<Queries, 'case' | 'records'>,
): (request: UnmaskRequest) => Promise<UnmaskAnswer> {
  return async (request) => {
    if (isLibraryStream(request.caseId)) return { outcome: 'unknown' };
    const kept = await recordUnmasking(ports, request);
    if (kept.outcome !== 'shown') return kept;
    const values = await Promise.all(
      request.fields.map(async (field) => [field, await plainField(queries, request.caseId, field)] as const),
    );
    return { ...kept, values: Object.fromEntries(values) };
  };
}

async function recordUnmasking(ports: Ports, request: UnmaskRequest): Promise<KeptAnswer> {
  const { caseId, fields, reason, by } = request;
  const digest = requestDigest({ unmask: caseId, fields, reason, person: by.person }, ports.hash);
  const key = { key: request.key, actor: by.person };
  try {
    const answer = await ports.ledger.transact<KeptAnswer>(
      { stream: caseId, kind: 'case', key: { ...key, requestDigest: digest } },
      async (head) => {
        const records = await caseRecords(ports, head);
        const where = { caseId, state: caseStateOf(head) };
        const { actor, context } = await underPowers(ports, records.context, where, by);
        const within = records.within(context);
        const { definition } = records.procedure;
        const place = { definition, state: where.state, actor, world: context.world };
        if (!mayRead(place)) return { result: { outcome: 'unknown' } };
        const classes = await classesOf(ports, definition, request);
        const { procedure } = records;
        const hidden = hiddenParts({
          ...{ procedure, actor, context },
          state: where.state,
          version: head.version,
        });
        const missing = fields.filter((field) => !classes.has(field) || isHiddenField(field, hidden));
        if (missing.length > 0) return { result: { outcome: 'unknownFields', fields: missing } };
        return work(within, place, request, classes, digest);
      },
    );
    if (!('repeated' in answer)) return answer;
    const { repeated } = answer;
    if (repeated.requestDigest !== digest) return { outcome: 'keyReused', key: request.key };
    return await again(ports, request, JSON.parse(repeated.body) as KeptAnswer);
  } catch (error) {
    if (error instanceof NoSuchStream) return { outcome: 'unknown' };
    throw error;
  }
}

/** The answer to a repeated request: what was shown is shown again to whoever may still see it. */
async function again(ports: Ports, request: UnmaskRequest, kept: KeptAnswer): Promise<KeptAnswer> {
  if (kept.outcome !== 'shown') return kept;
  const found = await knownCase(ports, request.caseId, request.by);
  if (!found) return { outcome: 'unknown' };
  const hidden = hiddenParts(found);
  const missing = request.fields.filter((field) => isHiddenField(field, hidden));
  if (missing.length > 0) return { outcome: 'unknownFields', fields: missing };
  const classes = await classesOf(ports, found.procedure.definition, request);
  const refused = refusedAmong(powersOver(placeOf(found), classes));
  return refused ? { outcome: 'refused', receipt: kept.receipt, unmet: unmetOf(refused) } : kept;
}

/** The class of each field that the case has. */
async function classesOf(
  ports: Ports,
  definition: Definition,
  { caseId, fields }: UnmaskRequest,
): Promise<ReadonlyMap<string, DataClass>> {
  const found = await Promise.all(
    fields.map(async (field) => {
      const dataClass = await personalField(ports.ledger, definition, caseId, field);
      return [field, dataClass] as const;
    }),
  );
  return new Map(found.filter((one): one is [string, DataClass] => one[1] !== undefined));
}

function work(
  records: CaseRecords,
  place: ReadablePlace,
  request: UnmaskRequest,
  classes: ReadonlyMap<string, DataClass>,
  digest: string,
): Work<KeptAnswer> {
  const powers = powersOver(place, classes);
  const refused = refusedAmong(powers);
  const kept: KeptAnswer = refused
    ? { outcome: 'refused', ...recordRefused(records, place, request, refused) }
    : { outcome: 'shown', receipt: recordShown(records, place, request, classes, powers) };
  const answer = {
    key: request.key,
    actor: request.by.person,
    stored: { requestDigest: digest, body: canonicalJson(kept) },
  };
  return { append: records.append({ answer, actor: place.actor }), result: kept };
}

function powersOver(place: ReadablePlace, classes: ReadonlyMap<string, DataClass>): readonly ReadingPower[] {
  return [...new Set(classes.values())].map((one) => mayReadClass(place, one));
}

function refusedAmong(powers: readonly ReadingPower[]): RefusedPower | undefined {
  return powers.find((power): power is RefusedPower => !power.allowed);
}

function unmetOf({ denials }: RefusedPower): readonly Unmet[] {
  return denials.map(({ code, say, basis }) => ({ code, say, basis }));
}

function recordShown(
  records: CaseRecords,
  { state, actor }: ReadablePlace,
  { fields, reason }: UnmaskRequest,
  classes: ReadonlyMap<string, DataClass>,
  powers: readonly ReadingPower[],
): RecordReceipt {
  const granted = powers.flatMap((power) => (power.allowed ? [power] : []));
  const capacity = granted.find((power) => power.capacity)?.capacity;
  const onBehalfOf = capacity?.principal?.person;
  const event: CaseEvent = {
    type: 'case.unmasked',
    cause: 'access',
    ...(capacity && { post: capacity.post }),
    power: {
      policies: [...new Set(granted.flatMap(({ policies }) => policies))],
      ...(onBehalfOf !== undefined && { onBehalfOf }),
    },
    on: today(records.context.world),
    access: { fields, classes: fields.map((field) => classes.get(field) ?? 'personal') },
  };
  return records.add({
    ...{ event, effects: [], state, basis: ['个人信息保护法 34'] },
    actor: recordActor(actor, {
      ...(capacity && { post: capacity.post }),
      ...(onBehalfOf !== undefined && { onBehalfOf }),
    }),
    command: { unmask: fields, person: actor.person },
    parts: { reason },
  });
}

function recordRefused(
  records: CaseRecords,
  { state, actor }: ReadablePlace,
  { fields, reason }: UnmaskRequest,
  refused: RefusedPower,
): { readonly receipt: RecordReceipt; readonly unmet: readonly Unmet[] } {
  const unmet = unmetOf(refused);
  const event: CaseEvent = {
    type: 'unmasking.refused',
    cause: 'refusal',
    on: today(records.context.world),
    refusal: {
      code: unmet[0]?.code ?? 'power-missing',
      unmet: unmet.map(({ code, basis }) => ({ code, basis })),
    },
  };
  const receipt = records.add({
    ...{ event, effects: [], state, basis: [...new Set(unmet.flatMap(({ basis }) => basis))] },
    actor: recordActor(actor),
    command: { unmask: fields, person: actor.person },
    parts: { reason, fields },
  });
  return { receipt, unmet };
}
