import type { DigestPair, LedgerRecord, RecordActor } from '../../../src/engine/audit/record.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { Scenario, StepOutcome } from '../../../src/engine/case/scenario/scenario.js';
import type { Calendar } from '../../../src/engine/clock/calendar.js';
import { startOfDay } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate, Zone } from '../../../src/engine/clock/time.js';
import {
  foldRecords,
  type DisclosedRecord,
  type JudgedCase,
} from '../../../src/engine/conformance/judged-case.js';
import type { CompiledProcedure } from '../../../src/engine/statechart/compiled-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { ajvInputCheck } from '../../../src/outside/ajv/input-check.js';

const ZONE = 'Asia/Shanghai' as Zone;
const CAL = pair('the calendar');
const checkInput = ajvInputCheck();

function pair(text: string): DigestPair {
  return { sha256: nodeHash.sha256(text), sm3: nodeHash.sm3(text) };
}

/** The records of one case of a worked case, as the ledger would hold them. */
export function recordsOf(
  scenario: Scenario,
  outcomes: readonly StepOutcome[],
  name: string | undefined = firstCase(scenario),
): readonly DisclosedRecord[] {
  const records: DisclosedRecord[] = [];
  const add = (event: CaseEvent, actor?: RecordActor, parts: DisclosedRecord['parts'] = {}): void => {
    records.push(sealed(records.length, event, actor, parts));
  };
  for (const { step, lapses, event } of outcomes) {
    if ((step.case ?? firstCase(scenario)) !== name) continue;
    for (const lapse of lapses) add(lapse);
    if (!event || step.by === undefined) continue;
    const { onBehalfOf } = event.power ?? {};
    const actor = { person: step.by, ...(onBehalfOf !== undefined && { onBehalfOf }) };
    add(event, actor, {
      ...(step.input && { input: step.input }),
      ...(step.serve && { service: { input: step.serve.input ?? {} } }),
    });
  }
  return records;
}

function firstCase({ cases }: Scenario): string | undefined {
  return cases && Object.keys(cases)[0];
}

function sealed(
  seq: number,
  event: CaseEvent,
  actor: RecordActor | undefined,
  parts: DisclosedRecord['parts'],
): DisclosedRecord {
  const at = startOfDay(event.on, ZONE);
  const record: LedgerRecord = {
    ...{ v: 1, log: 'test', stream: 'c-1', seq, prev: null, id: `r-${seq}`, type: event.type },
    ...{ occurredAt: at, recordedAt: at, engine: 'test', cal: CAL },
    ...(actor && { actor }),
    data: event as unknown as LedgerRecord['data'],
    parts: Object.fromEntries(Object.keys(parts).map((name) => [name, pair(`${seq} ${name}`)])),
  };
  return { record, leaf: pair(`leaf ${seq}`), parts };
}

/** A history before the rules, on the day after its last record unless another is given. */
export function judgedCase(
  procedure: CompiledProcedure,
  records: readonly DisclosedRecord[],
  calendar: Calendar,
  asOf?: CivilDate,
): JudgedCase {
  const folded = foldRecords(records);
  const last = folded.records.at(-1)?.after.lastOn as CivilDate;
  const calendars = new Map([[CAL.sha256, calendar]]);
  return { procedure, ...folded, calendars, asOf: asOf ?? last, checkInput };
}

/** A history with the event of one record changed, as somebody who holds the database could. */
export function doctored(
  records: readonly DisclosedRecord[],
  seq: number,
  change: (event: CaseEvent) => CaseEvent,
): readonly DisclosedRecord[] {
  return records.map((one) =>
    one.record.seq === seq
      ? {
          ...one,
          record: {
            ...one.record,
            data: change(one.record.data as unknown as CaseEvent) as unknown as LedgerRecord['data'],
          },
        }
      : one,
  );
}
