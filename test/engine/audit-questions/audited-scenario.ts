import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { DigestPair, LedgerRecord, RecordActor } from '../../../src/engine/audit/record.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { evolve } from '../../../src/engine/case/evolve.js';
import { runScenario, type Scenario } from '../../../src/engine/case/scenario/scenario.js';
import type { CivilDate, Instant } from '../../../src/engine/clock/time.js';
import type {
  AuditedCase,
  AuditedRecord,
  AuditedStream,
} from '../../../src/engine/audit-questions/audited-case.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { indexOrganisation } from '../../../src/engine/organisation/organisation-index.js';
import { emptyOrganisation, type Organisation } from '../../../src/engine/organisation/organisation.js';
import { licence, officialCalendar } from '../../support/procedures.js';

/** An event on its way into a played history. */
export interface PlayedEvent {
  readonly event: CaseEvent;
  readonly person?: string;
  readonly more?: Partial<RecordActor>;
  readonly parts?: readonly string[];
}

const pair = (word: string): DigestPair => ({ sha256: word, sm3: word });

export const CASE = '6f1c1c54-9f7e-4b43-9d1e-2f6a3c1b7a10';
const calendar = officialCalendar();
let compiled: CompiledProcedure | undefined;

/** The licence that ships, compiled once for all tests of a file. */
export function shippedLicence(): CompiledProcedure {
  return (compiled ??= licence());
}

/** The events of a worked case of the licence, lapses included, refusals left out. */
export function eventsOf(name: string): readonly PlayedEvent[] {
  const text = readFileSync(`workflows/national/administrative-licence/scenarios/${name}.yaml`, 'utf8');
  const scenario = parse(text) as Scenario;
  const world = { calendar, zone: 'Asia/Shanghai', checkInput: () => [] };
  const { outcomes } = runScenario(shippedLicence(), scenario, world);
  return outcomes.flatMap(({ step, lapses, event }): readonly PlayedEvent[] => [
    ...lapses.map((lapse) => ({ event: lapse })),
    ...(event ? [{ event, ...(step.by !== undefined && { person: step.by }) }] : []),
  ]);
}

/** A history as an auditor gets it, out of events in their order; each is recorded at noon of its day. */
export function audited(
  events: readonly PlayedEvent[],
  more: Partial<Omit<AuditedCase, 'records'>> = {},
): AuditedCase {
  const procedure = more.procedure ?? shippedLicence();
  const records: AuditedRecord[] = [];
  let state: CaseState | null = null;
  for (const [seq, { event, person, more: actor, parts = [] }] of events.entries()) {
    const before: CaseState | null = state;
    state = evolve(state, event, person);
    const at = `${event.on}T04:00:00.000Z` as Instant;
    const record = {
      ...{ v: 1, log: 'test', stream: CASE, seq, prev: null, id: `r${seq}`, type: event.type },
      ...{ occurredAt: at, recordedAt: at, engine: 'test' },
      ...(person !== undefined && {
        actor: { person, ...(event.post !== undefined && { post: event.post }), ...actor },
      }),
      ...{ def: procedure.digest, cal: pair('cal'), dir: pair('dir') },
      data: event,
      parts: Object.fromEntries(parts.map((name) => [name, pair(name)])),
    } as unknown as LedgerRecord;
    records.push({ record, leaf: pair(`leaf-${seq}`), event, parts: {}, before, after: state });
  }
  return {
    caseId: CASE,
    askedAt: '2027-01-04T04:00:00.000Z' as Instant,
    zone: 'Asia/Shanghai',
    procedure,
    versions: [
      {
        sha256: procedure.digest.sha256,
        inForceFrom: '2019-04-23' as CivilDate,
        publishedAt: '2020-01-01T00:00:00.000Z' as Instant,
      },
    ],
    calendars: new Map([['cal', calendar]]),
    organisations: new Map([['dir', indexOrganisation(organisationOf(events))]]),
    beside: [],
    ...more,
    records,
  };
}

/** Everybody who acted, in the posts in which he did, in one office. */
export function organisationOf(
  events: readonly PlayedEvent[],
  more: Partial<Organisation> = {},
): Organisation {
  const from = '2014-01-01' as CivilDate;
  const held = new Map<string, { person: string; post: string }>();
  for (const { event, person } of events) {
    if (person !== undefined && event.post !== undefined)
      held.set(`${person}-${event.post}`, { person, post: event.post });
  }
  const all = [...held];
  return {
    ...emptyOrganisation('测试机关'),
    units: { authority: { from, title: '机关', organ: true, procedures: ['administrative-licence'] } },
    people: Object.fromEntries(
      all.map(([, { person }]) => [person, { from, kind: 'officer' as const, unit: 'authority' }]),
    ),
    posts: Object.fromEntries(
      all.map(([, { post }]) => [post, { from, title: post, unit: 'authority', fills: post }]),
    ),
    appointments: Object.fromEntries(all.map(([id, one]) => [id, { from, ...one, basis: '任' }])),
    ...more,
  };
}

/** The records of a stream beside the case. `by` is who entered them. */
export function streamOf(
  name: string,
  kind: AuditedStream['kind'],
  events: readonly (Readonly<Record<string, unknown>> & { by?: string; parts?: readonly string[] })[],
): AuditedStream {
  const records = events.map(({ by, parts = [], ...event }, seq) => ({
    record: {
      ...{
        v: 1,
        log: 'test',
        stream: `stream-of-${name}`,
        seq,
        prev: null,
        id: `m${seq}`,
        type: event['type'],
      },
      ...{ occurredAt: '2026-03-02T04:00:00.000Z', recordedAt: '2026-03-02T04:00:00.000Z', engine: 'test' },
      ...(by !== undefined && { actor: { person: by } }),
      data: event,
      parts: Object.fromEntries(parts.map((part) => [part, pair(part)])),
    } as unknown as LedgerRecord,
    leaf: pair(`m-leaf-${seq}`),
    parts: {},
  }));
  return { name, kind, stream: `stream-of-${name}`, records };
}
