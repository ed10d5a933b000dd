import { offsetTimeOf } from '../../engine/clock/civil-date.js';
import type { EventLog, MinedCase } from '../../engine/mining/event-log.js';
import { writeCsv } from '../tables/csv-text.js';

const HEADER = [
  'case_id',
  'activity',
  'act',
  'lifecycle',
  'instance',
  'start',
  'end',
  'resource',
  'role',
  'unit',
  'procedure',
  'definition',
  'outcome',
  'due_on',
  'basis',
  'record',
  'leaf',
] as const;

/**
 * A log as CSV, one row for each event that completes something: what every miner takes. `start` is when the task came
 * (or its clock began) where the log says so, else the same as `end`.
 */
export function writeMinedCsv({ zone }: Pick<EventLog, 'zone'>, cases: Iterable<MinedCase>): Uint8Array {
  const rows = [...cases].flatMap((mined) => rowsOf(mined, zone));
  return writeCsv({ name: 'log', header: [...HEADER], rows });
}

function rowsOf(mined: MinedCase, zone: EventLog['zone']): readonly string[][] {
  const begun = new Map<string, string>();
  const rows: string[][] = [];
  for (const {
    name,
    lifecycle,
    instance,
    at,
    resource,
    role = '',
    group = mined.unit,
    own,
  } of mined.events) {
    const time = offsetTimeOf(at, zone);
    if (instance !== undefined && (lifecycle === 'schedule' || lifecycle === 'start'))
      begun.set(instance, time);
    if (lifecycle !== 'complete') continue;
    const start = instance === undefined ? time : (begun.get(instance) ?? time);
    const { dueOn = '', basis = '', record = '', leaf = '' } = own;
    rows.push([
      ...[mined.id, name, own['act'] ?? '', lifecycle, instance ?? '', start, time, resource, role, group],
      ...[mined.procedure, mined.definition, mined.outcome ?? '', dueOn, basis, record, leaf],
    ]);
  }
  return rows;
}
