import type { DigestPair } from '../../src/engine/audit/record.js';
import { sealRecord } from '../../src/engine/audit/seal-record.js';
import type { CaseEvent } from '../../src/engine/case/case-event.js';
import type { Scenario, StepOutcome } from '../../src/engine/case/scenario/scenario.js';
import { civilDayOf, startOfDay } from '../../src/engine/clock/civil-date.js';
import type { Instant, Zone } from '../../src/engine/clock/time.js';
import type { CaseToMine, MinedRecord } from '../../src/engine/mining/mine-case.js';
import type { CompiledProcedure } from '../../src/engine/statechart/compiled-procedure.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';

const ZONE = 'Asia/Shanghai' as Zone;

/** The records that a worked case would have left, without parts: for tests of what reads histories. */
export function scenarioRecords(
  procedure: CompiledProcedure,
  { scenario }: Pick<Scenario, 'scenario'>,
  outcomes: readonly StepOutcome[],
): CaseToMine {
  const records: MinedRecord[] = [];
  const own = nodeHash
    .sha256(scenario)
    .slice(0, 12)
    .replace(/^(.{8})/, '$1-');
  let leaf: DigestPair | null = null;
  const add = (event: CaseEvent, recordedAt: Instant, person?: string): void => {
    const seq = records.length;
    const sealed = sealRecord(
      {
        ...{ log: 'test.local/scenarios', engine: 'test', type: event.type, def: procedure.digest },
        id: `${own}-7000-8000-${String(seq).padStart(12, '0')}`,
        occurredAt: event.on === civilDayOf(recordedAt, ZONE) ? recordedAt : startOfDay(event.on, ZONE),
        ...{ recordedAt, data: event as unknown as Readonly<Record<string, unknown>> },
        ...(person !== undefined && {
          actor: { person, ...(event.post !== undefined && { post: event.post }) },
        }),
      },
      { stream: scenario, seq, leaf },
      {},
      nodeHash,
      () => '0'.repeat(64),
    );
    leaf = sealed.leaf;
    records.push({ record: sealed.record, leaf: sealed.leaf.sha256 });
  };
  for (const { step, lapses, event } of outcomes) {
    const at = new Date(Date.parse(startOfDay(step.on, ZONE)) + 12 * 3_600_000).toISOString() as Instant;
    for (const lapse of lapses) add(lapse, at);
    if (event) add(event, at, step.by);
  }
  return { id: scenario, definition: procedure.definition, digest: procedure.digest.sha256, records };
}
