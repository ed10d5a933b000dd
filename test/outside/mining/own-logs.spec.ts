import { beforeAll, describe, expect, it } from '@jest/globals';
import initSqlJs from 'sql.js';
import type { EventLog, MinedCase } from '../../../src/engine/mining/event-log.js';
import { checkOutsideLog } from '../../../src/engine/mining/check-outside-log.js';
import { mineCase } from '../../../src/engine/mining/mine-case.js';
import { buildCalendar } from '../../../src/engine/clock/calendar.js';
import type { CivilDate, Zone } from '../../../src/engine/clock/time.js';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import { ocelOf, writeOcelJson } from '../../../src/outside/mining/ocel.js';
import { readLogCsv } from '../../../src/outside/mining/read-log-csv.js';
import { readXes } from '../../../src/outside/mining/read-xes.js';
import { writeMinedCsv } from '../../../src/outside/mining/write-csv.js';
import { writeOcelSqlite } from '../../../src/outside/mining/write-ocel-sqlite.js';
import { writeXes } from '../../../src/outside/mining/write-xes.js';
import { scenarioRecords } from '../../support/scenario-records.js';
import { compiledLicence, officialNotices, Stage, workedCases } from '../../workflows/licence-cases.js';

const ZONE = 'Asia/Shanghai' as Zone;
const LOG: Pick<EventLog, 'log' | 'zone'> = { log: 'test.local/"<&>"', zone: ZONE };
const procedure = compiledLicence();
const calendar = buildCalendar(officialNotices(), '2026-12-31' as CivilDate);

describe('logs of our own, read again', () => {
  const cases: MinedCase[] = [];
  /** Acts of each case with their days, straight from the records. */
  const acts = new Map<string, readonly (readonly [string, string])[]>();

  beforeAll(() => {
    const stage = new Stage();
    for (const scenario of workedCases().filter(
      (one) => one.cases === undefined && one.procedure === undefined,
    )) {
      const from = scenarioRecords(procedure, scenario, stage.play(procedure, scenario).outcomes);
      if (from.records.length === 0) continue;
      cases.push(mineCase(from));
      const events = from.records.map(({ record }) => record.data as unknown as CaseEvent);
      acts.set(
        from.id,
        events.flatMap(({ act, on }) => (act === undefined ? [] : [[act, on] as const])),
      );
    }
  });

  const asRead = (log: ReturnType<typeof readXes>) =>
    new Map(log.cases.map(({ id, events }) => [id, events.map(({ name, on }) => [name, on] as const)]));

  it('hold every act with its day, as XES and as CSV', () => {
    expect(cases.length).toBeGreaterThan(50);
    const xes = readXes([...writeXes(LOG, cases)].join(''), ZONE);
    const csv = readLogCsv(writeMinedCsv(LOG, cases), ZONE);
    expect([xes.remarks, csv.remarks]).toEqual([[], []]);
    expect(asRead(xes)).toEqual(acts);
    expect(asRead(csv)).toEqual(acts);
  });

  it('agree with the procedure that they follow, move by move, and their terms are the recorded ones', () => {
    const read = readXes([...writeXes(LOG, cases)].join(''), ZONE);
    const checked = checkOutsideLog(procedure.definition, read, calendar);
    const misfits = checked.cases.filter(({ alignment }) => alignment?.cost !== 0).map(({ id }) => id);
    expect(misfits).toEqual([]);
  });

  it('tell the same in both forms of OCEL', async () => {
    const ocel = ocelOf(cases);
    expect(JSON.parse(writeOcelJson(cases))).toEqual(JSON.parse(JSON.stringify(ocel)));
    const ids = new Set(ocel.objects.map(({ id }) => id));
    const related = [...ocel.events, ...ocel.objects].flatMap(({ relationships }) => relationships);
    expect(related.filter(({ objectId }) => !ids.has(objectId))).toEqual([]);
    const { Database } = await initSqlJs();
    const database = new Database(await writeOcelSqlite(cases));
    const one = (statement: string): unknown => database.exec(statement)[0]?.values[0]?.[0];
    expect(one('select count(*) from event')).toBe(ocel.events.length);
    expect(one('select count(*) from object')).toBe(ocel.objects.length);
    expect(database.exec('pragma foreign_key_check')).toEqual([]);
    const maps = database.exec('select ocel_type, ocel_type_map from event_map_type')[0]?.values ?? [];
    const counted = maps.map(([, map]) => Number(one(`select count(*) from event_${String(map)}`)));
    expect(counted.reduce((sum, n) => sum + n, 0)).toBe(ocel.events.length);
    database.close();
  });
});
