import { canonicalJson } from '../../src/engine/audit/canonical-form.js';
import { documentDigest, textDigest } from '../../src/engine/audit/digest.js';
import type { RecordActor } from '../../src/engine/audit/record.js';
import { sealRecord } from '../../src/engine/audit/seal-record.js';
import type { CaseState, ClockState, TaskState } from '../../src/engine/case/case-state.js';
import type { Effect } from '../../src/engine/case/effect.js';
import type { CivilDate, Instant } from '../../src/engine/clock/time.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { SystemIds } from '../../src/outside/crypto/ids.js';
import type { Append, StreamHead } from '../../src/usecases/ports.js';
import type { DocumentKind, NewDocument } from '../../src/usecases/queries.js';

/** A day and an instant, for tests that do not care which. */
export const DAY = '2026-09-28' as CivilDate;
export const NOW = '2026-09-28T04:00:00.000Z' as Instant;

const ids = new SystemIds();

/** A state that no procedure made: the store must not care. */
export function fakeState(change: Partial<CaseState> = {}): CaseState {
  return {
    procedure: 'fake',
    unit: 'unit-1',
    related: {},
    status: 'open',
    value: 'received',
    facts: {},
    milestones: {},
    performed: {},
    doneBy: {},
    performers: {},
    parties: { applicant: ['liu'] },
    clocks: {},
    tasks: {},
    vacancies: {},
    lastOn: DAY,
    ...change,
  };
}

/** A running clock, due on a day. */
export function runningClock(dueOn: string, change: Partial<ClockState> = {}): ClockState {
  return {
    state: 'running',
    run: 1,
    from: DAY,
    excluded: [],
    extensions: [],
    dueOn: dueOn as CivilDate,
    provisional: false,
    ...change,
  };
}

/** An open task of a post. */
export function openTask(post: string, clock?: string): TaskState {
  return { post, acts: ['accept'], since: DAY, ...(clock !== undefined && { clock }) };
}

export interface FakeAct {
  readonly state: CaseState;
  readonly at?: Instant;
  readonly effects?: readonly Effect[];
  readonly parts?: Readonly<Record<string, unknown>>;
  readonly dueAt?: Readonly<Record<string, Instant>>;
  readonly promisedDueAt?: Readonly<Record<string, Instant>>;
  readonly answer?: Append['answer'];
  readonly actor?: RecordActor;
  /** More of the record's data. */
  readonly data?: Readonly<Record<string, unknown>>;
  /** Default: a digest that no document has. */
  readonly definition?: string;
  /** How many records the append has. Default 1. */
  readonly records?: number;
}

/** The append of a fake act on a head: everything but the law is real. The record's `data` holds the whole state. */
export function fakeAppend(head: StreamHead, act: FakeAct): Append {
  const before = head.stateText === null ? null : (JSON.parse(head.stateText) as CaseState);
  const stateText = canonicalJson(act.state);
  const records: Append['records'][number][] = [];
  for (let n = 0; n < (act.records ?? 1); n++) {
    records.push(fakeRecord(head, n, records.at(-1)?.leaf ?? head.leaf, act, stateText));
  }
  const seq = head.seq + records.length - 1;
  return {
    head,
    records,
    stateText,
    versionAfter: head.version + records.length,
    caseChange: {
      state: act.state,
      before,
      ...(before === null && {
        opened: {
          procedure: act.state.procedure,
          definition: act.definition ?? 'f'.repeat(64),
          unit: 'unit-1',
          subject: '开办餐馆',
          applicantName: '刘某',
          openedOn: DAY,
        },
      }),
      effects: (act.effects ?? []).map((effect) => ({ seq, effect })),
      dueAt: act.dueAt ?? endsOf(act.state, 'dueOn'),
      promisedDueAt: act.promisedDueAt ?? endsOf(act.state, 'promisedDueOn'),
    },
    ...(act.answer && { answer: act.answer }),
  };
}

/** The instant at which each running clock's day ends in Shanghai. */
export function endsOf(state: CaseState, member: 'dueOn' | 'promisedDueOn'): Record<string, Instant> {
  const ends: Record<string, Instant> = {};
  for (const [name, clock] of Object.entries(state.clocks)) {
    const day = clock[member];
    if (clock.state === 'running' && day !== undefined) ends[name] = `${day}T16:00:00.000Z` as Instant;
  }
  return ends;
}

function fakeRecord(
  head: StreamHead,
  n: number,
  leaf: StreamHead['leaf'],
  act: FakeAct,
  stateText: string,
): Append['records'][number] {
  const at = act.at ?? NOW;
  return sealRecord(
    {
      log: 'test.example/log',
      id: ids.uuid(at),
      type: 'case.tested',
      occurredAt: at,
      recordedAt: at,
      engine: 'test',
      ...(act.actor && { actor: act.actor }),
      ...beforeOf(head, n, stateText),
      after: textDigest(stateText, nodeHash),
      data: { ...act.data, state: act.state } as unknown as Record<string, unknown>,
    },
    { stream: head.stream, seq: head.seq + n, leaf },
    act.parts ?? {},
    nodeHash,
    () => ids.salt(),
  );
}

// The records of one append all leave the same state.
function beforeOf(head: StreamHead, n: number, stateText: string) {
  const before = n === 0 ? head.stateText : stateText;
  return before === null ? {} : { before: textDigest(before, nodeHash) };
}

/** The append that adopts a document on a library stream. */
export function fakeAdoption(head: StreamHead, document: NewDocument): Append {
  const stateText = canonicalJson({ adopted: [document.digest.sha256] });
  const record = sealRecord(
    {
      log: 'test.example/log',
      id: ids.uuid(NOW),
      type: 'document.adopted',
      occurredAt: NOW,
      recordedAt: NOW,
      engine: 'test',
      after: textDigest(stateText, nodeHash),
      data: { digest: document.digest },
    },
    { stream: head.stream, seq: head.seq, leaf: head.leaf },
    {},
    nodeHash,
    () => ids.salt(),
  );
  return { head, records: [record], stateText, versionAfter: head.version + 1, documents: [document] };
}

/** A document of any content. */
export function fakeDocument(kind: DocumentKind, name: string, from: string, content: object): NewDocument {
  const text = canonicalJson(content);
  return { kind, name, from, title: name, text, digest: documentDigest(text, nodeHash), storedAt: NOW };
}
