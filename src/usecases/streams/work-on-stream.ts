import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, SealedRecord } from '../../engine/audit/record.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Actor } from '../../engine/case/command.js';
import type { Unmet } from '../../engine/case/refusal.js';
import { today } from '../../engine/case/world.js';
import type { StreamKindName } from '../../engine/law/stream-definition.js';
import {
  STREAM_REFUSED,
  type Considered,
  type StreamDecision,
  type StreamEvent,
  type StreamLaw,
} from '../../engine/streams/stream-law.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { caseStateOf, readContext, recordedAt, type ActContext } from '../cases/act-context.js';
import { procedureOf } from '../cases/case-on-hand.js';
import { NoSuchStream } from '../no-such-stream.js';
import type { Append, Ports, StreamHead } from '../ports.js';
import { recordActor, underPowers, type Asker } from '../powers/power-facts.js';
import { recordBasis } from '../../engine/case/record-words.js';
import { besideCase } from './beside-case.js';
import { requestDigest } from '../request-digest.js';

/** Somebody's wish to do something in a stream beside a case. */
export interface StreamWish {
  readonly kind: StreamKindName;
  readonly stream: string;
  /** It begins with this. */
  readonly begins?: true;
  /** The decision looks at what else goes on beside the case: that is on its record then. */
  readonly looksBeside?: true;
  /** The case that it is about. Absent: of no single one (a meeting). */
  readonly caseId?: string;
  /** Absent: one of the public, who need not sign in. */
  readonly by?: Asker;
  /** `Idempotency-Key`. Absent: the calendar's own doing, which is decided anew each time that it is looked at. */
  readonly key?: string;
  readonly expectedVersion?: number;
  /** What is asked, word for word: the same wish has the same digest. */
  readonly asked: Readonly<Record<string, unknown>>;
}

/** Everything that a decision may read. */
export interface StreamPlace<State extends object> {
  readonly state: State | null;
  readonly context: ActContext;
  /** Who asks, as he stands to the case; absent for the public and where there is no single case. */
  readonly actor?: Actor;
  /** What of other streams is on the record of whatever is decided. A meeting says it with its decision. */
  readonly considered?: Considered;
  /** The case that it is about. */
  readonly case?: { readonly id: string; readonly state: CaseState; readonly procedure: CompiledProcedure };
}

/** What comes of it; `rows` are what the kind keeps beside its state, for its own function of the append. */
export type StreamOutcome<Event extends StreamEvent, Result> =
  | (Extract<StreamDecision<Event>, { refused: false }> & {
      readonly rows?: object;
      readonly result: Result;
      readonly considered?: Considered;
    })
  | (Extract<StreamDecision<Event>, { refused: true }> & { readonly considered?: Considered });

export type StreamAnswer<Result> =
  | {
      readonly outcome: 'recorded';
      readonly stream: string;
      readonly seq: number;
      readonly version: number;
      /** Leaf hash of the record: the receipt. */
      readonly leaf: DigestPair;
      readonly result: Result;
    }
  | { readonly outcome: 'refused'; readonly unmet: readonly Unmet[] }
  | { readonly outcome: 'stale'; readonly version: number }
  | { readonly outcome: 'keyReused' }
  | { readonly outcome: 'unknown' };

/** A refused attempt longer than this is not kept. */
const MAX_ATTEMPT_CHARACTERS = 65_536;

/** Who asks without signing in, as the keys of his requests are kept. */
const PUBLIC = 'public';

/**
 * Does one thing in one stream: reads the time once, lets `decide` decide on the folded state, and writes record, state,
 * standings and rows together. `decide` may be called again when somebody was faster. The same key and request give the
 * same answer for ever. The case is read, not locked: nobody who comments waits for who decides.
 *
 * @throws Unavailable when the store cannot be reached; Defect for a bug (nothing is written).
 */
export async function workOnStream<State extends object, Event extends StreamEvent, Result>(
  ports: Ports,
  law: StreamLaw<State, Event>,
  wish: StreamWish,
  decide: (place: StreamPlace<State>) => StreamOutcome<Event, Result> | Promise<StreamOutcome<Event, Result>>,
): Promise<StreamAnswer<Result>> {
  type Answer = StreamAnswer<Result>;
  const { kind, stream, key, by } = wish;
  // A stream that begins has a new id each time that it is asked for; what is asked is the same.
  const where = wish.begins ? { about: wish.caseId ?? null } : { stream };
  const digest = requestDigest({ ...where, kind, ...wish.asked, person: by?.person ?? PUBLIC }, ports.hash);
  const actor = by?.person ?? PUBLIC;
  try {
    const answer = await ports.ledger.transact<Answer>(
      {
        ...{ stream, kind, create: wish.begins === true },
        ...(key !== undefined && { key: { key, actor, requestDigest: digest } }),
      },
      async (head) => {
        if (wish.expectedVersion !== undefined && wish.expectedVersion !== head.version)
          return { result: { outcome: 'stale', version: head.version } };
        const place = await placeOf<State>(ports, head, wish);
        if (!place) return { result: { outcome: 'unknown' } };
        const outcome = await decide(place);
        const { append, result } = outcome.refused
          ? {
              append: refusedAttempt(ports, head, place, wish, outcome),
              result: { outcome: 'refused' as const, unmet: outcome.unmet },
            }
          : recorded(ports, law, { head, place, by, outcome });
        if (!append || key === undefined) return { ...(append && { append }), result };
        const stored = { requestDigest: digest, body: canonicalJson(result) };
        return { append: { ...append, answer: { key, actor, stored } }, result };
      },
    );
    if (!('repeated' in answer)) return answer;
    const { requestDigest: before, body } = answer.repeated;
    return before === digest ? (JSON.parse(body) as Answer) : { outcome: 'keyReused' };
  } catch (error) {
    if (error instanceof NoSuchStream) return { outcome: 'unknown' };
    throw error;
  }
}

async function placeOf<State extends object>(
  ports: Ports,
  head: StreamHead,
  { caseId, by, looksBeside }: StreamWish,
): Promise<StreamPlace<State> | undefined> {
  const context = await readContext(ports, head.organisationVersion);
  const state = head.stateText === null ? null : (JSON.parse(head.stateText) as State);
  if (caseId === undefined) return { state, context };
  const of = await ports.ledger.head(caseId);
  if (of?.kind !== 'case' || of.stateText === null) return undefined;
  const caseState = caseStateOf(of);
  const about = { id: caseId, state: caseState, procedure: await procedureOf(ports, of) };
  if (!by) return { state, context, case: about };
  const { actor, context: inside } = await underPowers(ports, context, { caseId, state: caseState }, by);
  const besides = await besideCase(ports, inside, about.procedure.definition, caseId);
  const { streams } = besides.world;
  const considered = {
    case: { stream: caseId, seq: of.seq - 1 },
    ...(looksBeside && streams && { streams }),
  };
  return { state, context: besides, actor, case: about, considered };
}

interface Sealing<State extends object> {
  readonly head: StreamHead;
  readonly place: StreamPlace<State>;
  readonly by: Asker | undefined;
  readonly event: StreamEvent;
  readonly basis: readonly string[];
  readonly stateText: string;
  readonly parts: Readonly<Record<string, unknown>>;
}

function sealed<State extends object>(
  ports: Ports,
  { head, place, by, event, basis, stateText, parts }: Sealing<State>,
): SealedRecord {
  const { installation, hash } = ports;
  const { context } = place;
  const at = recordedAt(context.world.now, head);
  return sealRecord(
    {
      ...{ log: installation.log, id: ports.ids.uuid(at), type: event.type, occurredAt: at, recordedAt: at },
      ...(installation.mode === 'simulated' && { simulated: true as const }),
      ...(by && {
        actor: recordActor(
          { ...place.actor, ...by },
          { ...(event.post !== undefined && { post: event.post }), ...event.power },
        ),
        rules: context.rules,
      }),
      ...(place.case && { def: place.case.procedure.digest }),
      ...{ cal: context.calendarDigest, dir: context.organisation.digest, engine: installation.engine },
      ...(head.stateText !== null && { before: textDigest(head.stateText, hash) }),
      after: textDigest(stateText, hash),
      ...(basis.length > 0 && {
        basis: basis.map((one) => recordBasis(one, place.case?.procedure.definition.law)),
      }),
      data: event as unknown as Readonly<Record<string, unknown>>,
    },
    head,
    parts,
    hash,
    () => ports.ids.salt(),
  );
}

function recorded<State extends object, Event extends StreamEvent, Result>(
  ports: Ports,
  law: StreamLaw<State, Event>,
  what: {
    readonly head: StreamHead;
    readonly place: StreamPlace<State>;
    readonly by: Asker | undefined;
    readonly outcome: Extract<StreamOutcome<Event, Result>, { refused: false }>;
  },
): { readonly append: Append; readonly result: StreamAnswer<Result> } {
  const { head, place, by, outcome } = what;
  const { basis, parts = {}, rows, result } = outcome;
  const event = withConsidered(outcome.event, outcome.considered ?? place.considered);
  const after = law.evolve(place.state, event, by?.person);
  const stateText = canonicalJson(after);
  const record = sealed(ports, { head, place, by, event, basis, stateText, parts });
  const version = head.version + (stateText === head.stateText ? 0 : 1);
  return {
    append: {
      ...{ head, records: [record], stateText, versionAfter: version, streamStandings: law.standings(after) },
      ...(rows && { streamRows: rows }),
      ...restsOn(head, by),
    },
    result: {
      ...{ outcome: 'recorded', stream: head.stream, seq: head.seq, version, leaf: record.leaf, result },
    },
  };
}

/** An officer's refused attempt is on record too; a stream that did not begin has no record to put it on. */
function refusedAttempt<State extends object>(
  ports: Ports,
  head: StreamHead,
  place: StreamPlace<State>,
  { by, asked }: StreamWish,
  { unmet, considered = place.considered }: Pick<Refused, 'unmet' | 'considered'>,
): Append | undefined {
  if (!by || head.stateText === null) return undefined;
  const refusal = unmet.map(({ code, basis }) => ({ code, basis }));
  const refused = { type: STREAM_REFUSED, on: today(place.context.world), refusal };
  const event = withConsidered(refused, considered);
  const basis = [...new Set(unmet.flatMap((one) => one.basis))];
  const parts = canonicalJson(asked).length <= MAX_ATTEMPT_CHARACTERS ? { attempt: asked } : {};
  const { stateText } = head;
  const record = sealed(ports, { head, place, by, event, basis, stateText, parts });
  return { head, records: [record], stateText, versionAfter: head.version, ...restsOn(head, by) };
}

interface Refused {
  readonly unmet: readonly Unmet[];
  readonly considered?: Considered;
}

/** The event with what its decision looked at, where that is on record. */
function withConsidered<Event extends StreamEvent>(event: Event, considered: Considered | undefined): Event {
  return considered ? { ...event, considered } : event;
}

/** Who acts in a post acts only while the organisation stands as it was read. */
function restsOn(head: StreamHead, by: Asker | undefined): Pick<Append, 'organisationVersion'> {
  return by ? { organisationVersion: head.organisationVersion } : {};
}
