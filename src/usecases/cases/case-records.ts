import { canonicalJson } from '../../engine/audit/canonical-form.js';
import { textDigest } from '../../engine/audit/digest.js';
import type { DigestPair, RecordActor, SealedRecord } from '../../engine/audit/record.js';
import { sealRecord } from '../../engine/audit/seal-record.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { CaseState } from '../../engine/case/case-state.js';
import type { Effect } from '../../engine/case/effect.js';
import { changesNothing } from '../../engine/case/evolve.js';
import { recordBasis, recordClock, recordMaterials } from '../../engine/case/record-words.js';
import { endOfDay, startOfDay } from '../../engine/clock/civil-date.js';
import type { Instant } from '../../engine/clock/time.js';
import type { PersonFacts } from '../../engine/organisation/standing.js';
import { lapses } from '../../engine/case/lapse.js';
import type { Definition } from '../../engine/law/definition.js';
import type { CompiledProcedure } from '../../engine/statechart/compiled-procedure.js';
import { keepState, knownState } from './known-states.js';
import { recordedAt, type ActContext } from './act-context.js';
import type { RecordReceipt } from './act-answer.js';
import type { IssuedPaper } from '../papers/paper-store.js';
import type { Append, CaseChange, Ports, StreamHead } from '../ports.js';

/** One event on its way into the ledger. */
export interface NewRecord {
  readonly event: CaseEvent;
  readonly basis: readonly string[];
  readonly effects: readonly Effect[];
  readonly state: CaseState;
  /** Instant at which it was so in law; default: the instant of recording. */
  readonly occurredAt?: Instant;
  readonly actor?: RecordActor;
  /** What was asked, without anything personal. */
  readonly command?: Readonly<Record<string, unknown>>;
  /** Content that may be personal, by part name. */
  readonly parts?: Readonly<Record<string, unknown>>;
  /** Documents 文书 that the event issues. */
  readonly papers?: readonly IssuedPaper[];
}

/** Builds the records of one transaction on a case, one after the other on top of its head. */
export class CaseRecords {
  readonly sealed: SealedRecord[] = [];
  readonly #effects: { readonly seq: number; readonly effect: Effect }[] = [];
  readonly #papers: IssuedPaper[] = [];
  #stateText: string;
  #stateDigest: DigestPair | undefined;
  #version: number;
  #state: CaseState | null;

  constructor(
    readonly ports: Ports,
    readonly head: StreamHead,
    readonly procedure: CompiledProcedure,
    readonly context: ActContext,
    readonly before: CaseState | null,
  ) {
    this.#stateText = head.stateText ?? 'null';
    const digest = (): DigestPair =>
      knownState(this.#stateText)?.digest ?? textDigest(this.#stateText, ports.hash);
    this.#stateDigest = before ? digest() : undefined;
    this.#version = head.version;
    this.#state = before;
  }

  /** The same beginning in a context that knows more. */
  within(context: ActContext): CaseRecords {
    return new CaseRecords(this.ports, this.head, this.procedure, context, this.before);
  }

  /** Canonical text of the state after the records so far. */
  get stateText(): string {
    return this.#stateText;
  }

  get version(): number {
    return this.#version;
  }

  /** Sequence that the next record will have. */
  get nextSeq(): number {
    return this.head.seq + this.sealed.length;
  }

  /** Seals one record and moves on to the state after it. */
  add(entry: NewRecord): RecordReceipt {
    const { ports, head, context } = this;
    const seq = this.nextSeq;
    const previous = this.sealed.at(-1)?.leaf ?? head.leaf;
    const at = recordedAt(context.world.now, head);
    const before = this.#stateDigest;
    this.#advance(entry);
    const sealed = sealRecord(
      {
        log: ports.installation.log,
        id: ports.ids.uuid(at),
        type: entry.event.type,
        occurredAt: entry.occurredAt ?? at,
        recordedAt: at,
        ...(ports.installation.mode === 'simulated' && { simulated: true as const }),
        ...(entry.actor && { actor: entry.actor }),
        def: this.procedure.digest,
        cal: context.calendarDigest,
        // Who may lawfully do a step is asked of the policies whoever acts, the law itself included.
        rules: context.rules,
        dir: context.organisation.digest,
        engine: ports.installation.engine,
        ...(entry.command && { command: entry.command }),
        ...(before && { before }),
        ...(this.#stateDigest && { after: this.#stateDigest }),
        basis: entry.basis.map((basis) => recordBasis(basis, this.procedure.definition.law)),
        ...(entry.event.clocks && { clock: entry.event.clocks.map(recordClock) }),
        ...recordMaterials(entry.event),
        data: entry.event as unknown as Readonly<Record<string, unknown>>,
      },
      { stream: head.stream, seq, leaf: previous },
      entry.parts ?? {},
      ports.hash,
      () => ports.ids.salt(),
    );
    this.sealed.push(sealed);
    this.#effects.push(...entry.effects.map((effect) => ({ seq, effect })));
    this.#papers.push(...(entry.papers ?? []));
    return receiptOf(sealed);
  }

  /** A refusal changes neither state nor version. */
  #advance(entry: NewRecord): void {
    this.#state = entry.state;
    if (changesNothing(entry.event)) return;
    this.#version += 1;
    this.#stateText = canonicalJson(entry.state);
    this.#stateDigest = textDigest(this.#stateText, this.ports.hash);
    keepState(this.#stateText, { state: entry.state, digest: this.#stateDigest });
  }

  /** The append of all records so far. With an actor it rests on the organisation, and on his account. */
  append(
    more: Pick<CaseChange, 'opened'> & Pick<Append, 'answer'> & { readonly actor?: PersonFacts },
  ): Append {
    const state = this.#state as CaseState;
    const { opened, answer, actor } = more;
    return {
      head: this.head,
      records: this.sealed,
      stateText: this.#stateText,
      versionAfter: this.#version,
      caseChange: {
        state,
        before: this.before,
        ...(opened && { opened }),
        effects: this.#effects,
        ...dueInstants(this.procedure.definition, state, this.context.world.zone),
      },
      ...(this.#papers.length > 0 && { papers: this.#papers }),
      ...(answer && { answer }),
      ...(actor && { organisationVersion: this.head.organisationVersion }),
      ...(actor?.kind === 'public' && {
        actorStanding: { person: actor.person, standing: actor.standing },
      }),
    };
  }
}

/** What a caller may keep of a sealed record. */
export function receiptOf({ record, leaf }: SealedRecord): RecordReceipt {
  const { id, stream, seq, type, recordedAt: at, occurredAt } = record;
  return { id, stream, seq, type, leaf, recordedAt: at, occurredAt };
}

/** The instants by which the sweep finds running clocks: the end of their last day in the authority's zone. */
export function dueInstants(
  definition: Definition,
  state: CaseState,
  zone: string,
): Pick<CaseChange, 'dueAt' | 'promisedDueAt' | 'takesEffectAt'> {
  const dueAt: Record<string, Instant> = {};
  const promisedDueAt: Record<string, Instant> = {};
  for (const [name, clock] of Object.entries(state.clocks)) {
    if (clock.state !== 'running' || !lapses(definition, name)) continue;
    if (clock.dueOn) dueAt[name] = endOfDay(clock.dueOn, zone);
    if (clock.promisedDueOn && !clock.promiseBroken)
      promisedDueAt[name] = endOfDay(clock.promisedDueOn, zone);
  }
  return { dueAt, promisedDueAt, takesEffectAt: effectInstants(state, zone) };
}

/** The ends of the days on which pending services of documents take effect. */
function effectInstants({ documents = {} }: CaseState, zone: string): Readonly<Record<string, Instant>> {
  return Object.fromEntries(
    Object.entries(documents).flatMap(([id, { pending, servedOn }]) =>
      pending && servedOn !== undefined ? [[id, endOfDay(servedOn, zone)] as const] : [],
    ),
  );
}

/** The instant at which a day of the law begins: when a lapse happened. */
export function dayInstant(event: CaseEvent, zone: string): Instant {
  return startOfDay(event.on, zone);
}
