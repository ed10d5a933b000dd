import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, RecordActor } from '../../engine/audit/record.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import { recordBasis } from '../../engine/case/record-words.js';
import type { Unmet } from '../../engine/case/refusal.js';
import { civilDayOf } from '../../engine/clock/civil-date.js';
import type { CivilDate, Instant } from '../../engine/clock/time.js';
import { recordedAt } from '../cases/act-context.js';
import type { RecordReceipt } from '../cases/act-answer.js';
import { receiptOf } from '../cases/case-records.js';
import { NoSuchStream } from '../no-such-stream.js';
import type { OrganisationSnapshot, Ports, RepeatedAnswer, StreamHead, StreamKind, Work } from '../ports.js';
import { requestDigest } from '../request-digest.js';

/** How requests of one kind are kept: the kind of their streams, and what an event makes of the state. */
export interface RequestLaw<State, Event> {
  readonly kind: StreamKind;
  evolve(state: State | null, event: Event): State;
}

/** What whoever wants something of a request is told. */
export type RequestAnswer<State> =
  | {
      readonly outcome: 'recorded';
      readonly id: string;
      readonly receipt: RecordReceipt;
      readonly state: State;
    }
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] }
  | { readonly outcome: 'unknown' }
  | { readonly outcome: 'keyReused'; readonly key: string };

/** Where a decision about a request is taken. */
export interface RequestPlace<State> {
  readonly state: State | null;
  readonly snapshot: OrganisationSnapshot;
  readonly now: Instant;
  readonly on: CivilDate;
}

/** One step: an event with what is personal in it, or the answer when nothing is recorded. */
export type RequestStep<State, Event> =
  | {
      readonly event: Event;
      readonly basis: readonly string[];
      readonly parts?: Readonly<Record<string, unknown>>;
      /** The calendar by which a term was computed. */
      readonly cal?: DigestPair;
    }
  | { readonly answer: RequestAnswer<State> };

/** Who wants it, under which key, and everything that tells this wish from another. */
export interface RequestWish {
  readonly id: string;
  readonly create?: true;
  /** Absent: the system itself, or one of the public. */
  readonly actor?: RecordActor;
  readonly key?: { readonly key: string; readonly actor: string };
  readonly asked: Readonly<Record<string, unknown>>;
}

interface RequestEvent {
  readonly type: string;
}

type RecordPorts = Pick<Ports, 'ledger' | 'hash' | 'ids' | 'installation' | 'rules' | 'now' | 'directory'>;

/** Takes one step in the stream of a request, in one transaction; the same wish under the same key is answered alike. */
export async function transactRequest<State extends object, Event extends RequestEvent>(
  ports: RecordPorts,
  law: RequestLaw<State, Event>,
  wish: RequestWish,
  decide: (place: RequestPlace<State>) => Promise<RequestStep<State, Event>>,
): Promise<RequestAnswer<State>> {
  const digest = requestDigest({ ...wish.asked, person: wish.key?.actor ?? '' }, ports.hash);
  const { id, create, key } = wish;
  const request = {
    ...{ stream: id, kind: law.kind },
    ...(create && { create }),
    ...(key && { key: { ...key, requestDigest: digest } }),
  };
  try {
    const answer = await ports.ledger.transact<RequestAnswer<State>>(request, (head) =>
      step(ports, { law, wish }, { head, digest }, decide),
    );
    if (!isRepeated(answer)) return answer;
    return answer.repeated.requestDigest === digest
      ? (JSON.parse(answer.repeated.body) as RequestAnswer<State>)
      : { outcome: 'keyReused', key: key?.key ?? '' };
  } catch (problem) {
    if (problem instanceof NoSuchStream) return { outcome: 'unknown' };
    throw problem;
  }
}

function isRepeated(answer: object): answer is RepeatedAnswer {
  return 'repeated' in answer;
}

async function step<State extends object, Event extends RequestEvent>(
  ports: RecordPorts,
  { law, wish }: { readonly law: RequestLaw<State, Event>; readonly wish: RequestWish },
  { head, digest }: { readonly head: StreamHead; readonly digest: string },
  decide: (place: RequestPlace<State>) => Promise<RequestStep<State, Event>>,
): Promise<Work<RequestAnswer<State>>> {
  const now = await ports.now.now();
  const snapshot = await ports.directory.at(head.organisationVersion);
  const state = head.stateText === null ? null : (JSON.parse(head.stateText) as State);
  const taken = await decide({ state, snapshot, now, on: civilDayOf(now, ports.installation.zone) });
  if ('answer' in taken) return { result: taken.answer };
  const after = law.evolve(state, taken.event);
  const stateText = canonicalJson(after);
  const record = sealed(ports, head, wish, { ...taken, stateText, snapshot, now });
  const result: RequestAnswer<State> = {
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
  { actor }: RequestWish,
  what: {
    readonly event: RequestEvent;
    readonly basis: readonly string[];
    readonly parts?: Readonly<Record<string, unknown>>;
    readonly cal?: DigestPair;
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
      ...(what.cal && { cal: what.cal }),
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
