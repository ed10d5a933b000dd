import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { RecordActor } from '../../engine/audit/record.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import { recordBasis } from '../../engine/case/record-words.js';
import type { Unmet } from '../../engine/case/refusal.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import { recordedAt } from '../act-context.js';
import type { RecordReceipt } from '../act-answer.js';
import { receiptOf } from '../case-records.js';
import { NoSuchStream } from '../no-such-stream.js';
import type { OrganisationSnapshot, Ports, RepeatedAnswer, StreamHead, Work } from '../ports.js';
import { requestDigest } from '../request-digest.js';
import type { RedactionPorts } from './redaction-ports.js';
import { evolveRedaction, type RedactionEvent, type RedactionState } from './redaction-state.js';

/** What whoever wants something of a request is told. */
export type RedactionAnswer =
  | {
      readonly outcome: 'recorded';
      readonly id: string;
      readonly receipt: RecordReceipt;
      readonly state: RedactionState;
    }
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'keyReused'; readonly key: string };

/** Where a decision about a request is taken. */
export interface RedactionPlace {
  readonly state: RedactionState | null;
  readonly snapshot: OrganisationSnapshot;
  readonly now: Instant;
  readonly on: CivilDate;
}

/** One step: an event with what is personal in it, or the answer when nothing is recorded. */
export type RedactionStep =
  | {
      readonly event: RedactionEvent;
      readonly basis: readonly string[];
      readonly parts?: Readonly<Record<string, unknown>>;
    }
  | { readonly answer: RedactionAnswer };

/** Who wants it, under which key, and everything that tells this wish from another. */
export interface RedactionWish {
  readonly id: string;
  readonly create?: true;
  /** Absent: the system itself, or one of the public. */
  readonly actor?: RecordActor;
  readonly key?: { readonly key: string; readonly actor: string };
  readonly asked: Readonly<Record<string, unknown>>;
}

/** Takes one step in the stream of a request, in one transaction; the same wish under the same key is answered alike. */
export async function transactRedaction(
  ports: RedactionPorts,
  wish: RedactionWish,
  decide: (place: RedactionPlace) => Promise<RedactionStep>,
): Promise<RedactionAnswer> {
  const digest = requestDigest({ ...wish.asked, person: wish.key?.actor ?? '' }, ports.hash);
  const { id, create, key } = wish;
  const request = {
    ...{ stream: id, kind: 'redaction' as const },
    ...(create && { create }),
    ...(key && { key: { ...key, requestDigest: digest } }),
  };
  try {
    const answer = await ports.ledger.transact<RedactionAnswer>(request, (head) =>
      step(ports, wish, { head, digest }, decide),
    );
    if (!isRepeated(answer)) return answer;
    return answer.repeated.requestDigest === digest
      ? (JSON.parse(answer.repeated.body) as RedactionAnswer)
      : { outcome: 'keyReused', key: key?.key ?? '' };
  } catch (problem) {
    if (problem instanceof NoSuchStream) return { outcome: 'unknown' };
    throw problem;
  }
}

function isRepeated(answer: object): answer is RepeatedAnswer {
  return 'repeated' in answer;
}

async function step(
  ports: RedactionPorts,
  wish: RedactionWish,
  { head, digest }: { readonly head: StreamHead; readonly digest: string },
  decide: (place: RedactionPlace) => Promise<RedactionStep>,
): Promise<Work<RedactionAnswer>> {
  const now = await ports.now.now();
  const snapshot = await ports.directory.at(head.organisationVersion);
  const state = head.stateText === null ? null : (JSON.parse(head.stateText) as RedactionState);
  const taken = await decide({ state, snapshot, now, on: civilDayOf(now, ports.installation.zone) });
  if ('answer' in taken) return { result: taken.answer };
  const after = evolveRedaction(state, taken.event);
  const stateText = canonicalJson(after);
  const record = sealed(ports, head, wish, { ...taken, stateText, snapshot, now });
  const result: RedactionAnswer = {
    ...{ outcome: 'recorded', id: head.stream, receipt: receiptOf(record), state: after },
  };
  const { key } = wish;
  return {
    append: {
      ...{ head, records: [record], stateText, versionAfter: head.version + 1 },
      ...(wish.actor && { organisationVersion: head.organisationVersion }),
      ...(key && {
        answer: { ...key, stored: { requestDigest: digest, body: canonicalJson(result) } },
      }),
    },
    result,
  };
}

function sealed(
  ports: Pick<Ports, 'hash' | 'ids' | 'installation' | 'rules'>,
  head: StreamHead,
  { actor }: RedactionWish,
  what: Extract<RedactionStep, { readonly event: unknown }> & {
    readonly stateText: string;
    readonly snapshot: OrganisationSnapshot;
    readonly now: Instant;
  },
) {
  const { installation, hash } = ports;
  const at = recordedAt(what.now, head);
  return sealRecord(
    {
      log: installation.log,
      id: ports.ids.uuid(at),
      type: what.event.type,
      occurredAt: at,
      recordedAt: at,
      ...(installation.mode === 'simulated' && { simulated: true as const }),
      ...(actor && { actor, rules: ports.rules }),
      dir: what.snapshot.digest,
      engine: installation.engine,
      ...(head.stateText !== null && { before: textDigest(head.stateText, hash) }),
      after: textDigest(what.stateText, hash),
      basis: what.basis.map((basis) => recordBasis(basis)),
      data: { ...what.event },
    },
    head,
    what.parts ?? {},
    hash,
    () => ports.ids.salt(),
  );
}
