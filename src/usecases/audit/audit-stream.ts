import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { SealedRecord } from '../../engine/audit/record.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import type { Instant } from '../../engine/clock/time.js';
import { AUDITOR } from '../../engine/organisation/capacity.js';
import { recordedAt } from '../cases/act-context.js';
import { LIBRARY_STREAMS } from '../law/library-streams.js';
import type { Ports, RepeatedAnswer, StreamHead } from '../ports.js';
import { recordActor, type Asker } from '../powers/power-facts.js';

/**
 * What happened in the stream of audits: the `data` of its records. Lists of cases, the public value of a draw and where
 * it is announced are parts.
 */
export type AuditEvent =
  /** A list, or a stream that is no case, was read: how many items the answer had. Changes nothing. */
  | { readonly type: 'ledger.read'; readonly view: string; readonly hits: number }
  /** A population was fixed, before anybody knew the seed. */
  | {
      readonly type: 'sample.announced';
      readonly sample: string;
      readonly population: number;
      /** Digest of the list of cases: see `populationDigest`. */
      readonly digest: string;
      readonly size: number;
    }
  | { readonly type: 'sample.drawn'; readonly sample: string; readonly seed: string; readonly drawn: string };

/** A sample as the stream folds. */
export interface AnnouncedSample {
  readonly by: string;
  readonly announcedAt: Instant;
  /** Sequence of the record whose part has the list. */
  readonly record: number;
  readonly population: number;
  readonly digest: string;
  readonly size: number;
  readonly drawn?: {
    readonly at: Instant;
    readonly record: number;
    readonly seed: string;
    readonly digest: string;
  };
}

/** What the stream of audits folds to. */
export interface AuditState {
  readonly samples: Readonly<Record<string, AnnouncedSample>>;
}

/** What one append says. Without an event nothing is written. */
export interface AuditWork<T> {
  readonly event?: AuditEvent;
  readonly parts?: Readonly<Record<string, unknown>>;
  readonly result: T;
}

/** The state after an event. Reads change nothing. */
export function evolveAudit(
  state: AuditState,
  event: AuditEvent,
  { person, at, seq }: { readonly person: string; readonly at: Instant; readonly seq: number },
): AuditState {
  if (event.type === 'ledger.read') return state;
  const { type: _type, sample, ...said } = event;
  const before = state.samples[sample];
  const after =
    'seed' in said
      ? before && { ...before, drawn: { at, record: seq, seed: said.seed, digest: said.drawn } }
      : { ...said, by: person, announcedAt: at, record: seq };
  return after ? { ...state, samples: { ...state.samples, [sample]: after } } : state;
}

/** A wish under an `Idempotency-Key`. */
export interface KeyedWish {
  readonly key: string;
  readonly requestDigest: string;
}

/**
 * Lets `work` decide on the audits as they stand and records what it says, in one transaction. Under a key the first
 * result is given again, as JSON has it.
 */
export async function recordOnAudit<T>(
  ports: Ports,
  by: Asker,
  work: (state: AuditState) => AuditWork<T>,
  wish?: KeyedWish,
): Promise<T | 'keyReused'> {
  const key = wish && { ...wish, actor: by.person };
  const request = {
    stream: LIBRARY_STREAMS.audit,
    kind: 'audit' as const,
    create: true,
    ...(key && { key }),
  };
  const answer = await ports.ledger.transact<T>(request, async (head) => {
    const at = recordedAt(await ports.now.now(), head);
    const before = auditState(head.stateText);
    const { event, parts = {}, result } = work(before);
    if (!event) return { result };
    const stateText = canonicalJson(evolveAudit(before, event, { person: by.person, at, seq: head.seq }));
    const append = {
      head,
      records: [sealed(ports, head, { by, event, stateText, parts, at })],
      stateText,
      versionAfter: head.version + (stateText === head.stateText ? 0 : 1),
      organisationVersion: head.organisationVersion,
      ...(key && {
        answer: {
          ...{ key: key.key, actor: by.person },
          stored: { requestDigest: key.requestDigest, body: canonicalJson({ result }) },
        },
      }),
    };
    return { append, result };
  });
  if (typeof answer !== 'object' || answer === null || !('repeated' in answer)) return answer as T;
  const { repeated } = answer as RepeatedAnswer;
  if (repeated.requestDigest !== wish?.requestDigest) return 'keyReused';
  return (JSON.parse(repeated.body) as { readonly result: T }).result;
}

function sealed(
  { installation, ids, hash, rules }: Ports,
  head: StreamHead,
  what: {
    readonly by: Asker;
    readonly event: AuditEvent;
    readonly stateText: string;
    readonly parts: Readonly<Record<string, unknown>>;
    readonly at: Instant;
  },
): SealedRecord {
  const { by, event, stateText, parts, at } = what;
  return sealRecord(
    {
      log: installation.log,
      id: ids.uuid(at),
      ...{ type: event.type, occurredAt: at, recordedAt: at },
      ...(installation.mode === 'simulated' && { simulated: true as const }),
      actor: recordActor(by, { post: AUDITOR }),
      rules,
      engine: installation.engine,
      ...(head.stateText !== null && { before: textDigest(head.stateText, hash) }),
      after: textDigest(stateText, hash),
      data: event,
    },
    head,
    parts,
    hash,
    () => ids.salt(),
  );
}

/** The state that a head's text holds; before the first record there are no audits. */
export function auditState(stateText: string | null): AuditState {
  return stateText === null ? { samples: {} } : (JSON.parse(stateText) as AuditState);
}
