import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CivilDate, Instant } from '../../src/engine/clock/time.js';
import { fsck } from '../../src/store/fsck/fsck.js';
import { readMoment } from '../../src/usecases/audit/read-moment.js';
import { ledgerLaw } from '../../src/usecases/law/ledger-law.js';
import { lengthenCase } from '../support/long-case.js';
import { Office } from '../support/office.js';
import { tamper } from '../support/tamper.js';

const DAYS = ['2026-10-12', '2026-10-13', '2026-10-14'] as const;

let office: Office;
let caseId: string;

beforeAll(async () => {
  office = await Office.open();
  office.clock.put(DAYS[0]);
  caseId = await office.received();
  for (const [at, day] of DAYS.entries()) {
    office.clock.put(day);
    await lengthenCase(office.ports, caseId, 300 * (at + 1), 'o-201');
  }
});
afterAll(() => office.close());

const marks = (): Promise<readonly { readonly seq: number }[]> =>
  office.database.owner.query('select seq from case_marks where stream = $1 order by seq', [caseId]);

/** The case at a moment as whoever has kept nothing of it folds it. */
async function moment(
  knownAt: Instant,
  effectiveAt: CivilDate | undefined,
  marked: boolean,
): Promise<unknown> {
  const read: number[] = [];
  const ports = office.through((ledger) => ({
    mark: async (...given) => (marked ? ledger.mark(...given) : undefined),
    records: async (stream, from, limit) => {
      const rows = await ledger.records(stream, from, limit);
      read.push(rows.length);
      return rows;
    },
  }));
  const found = await readMoment(ports)({ caseId, knownAt, ...(effectiveAt && { effectiveAt }) });
  const { state, leftOut, notFoldable, last, clocks } = found ?? {};
  return {
    told: { state, leftOut, notFoldable, leaf: last?.leaf, clocks },
    read: read.reduce((a, b) => a + b, 0),
  };
}

interface Told {
  readonly told: unknown;
  readonly read: number;
}

describe('marks of a long case', () => {
  it('are left by the head as it passes each 250 records, and cannot be written otherwise', async () => {
    expect((await marks()).map(({ seq }) => seq)).toEqual([300, 500, 800]);
    await expect(
      office.database.dataSource.query(`update case_marks set state = '{}' where stream = $1`, [caseId]),
    ).rejects.toThrow('permission denied');
  });

  it('tell of every moment what the whole case tells, from fewer records', async () => {
    const records = await office.records(caseId);
    let less = 0;
    for (let at = 0; at < records.length; at += 61) {
      const { recordedAt = '' as Instant } = records[at] ?? {};
      for (const day of [undefined, ...DAYS] as (CivilDate | undefined)[]) {
        const [whole, short] = (await Promise.all([
          moment(recordedAt, day, false),
          moment(recordedAt, day, true),
        ])) as [Told, Told];
        expect(short.told).toEqual(whole.told);
        if (short.read < whole.read) less += 1;
      }
    }
    expect(less).toBeGreaterThan(10);
  });

  it('count for nothing when they are not what their record says, and fsck finds them', async () => {
    const law = ledgerLaw(office.ports);
    expect((await fsck(office.database.owner, law)).findings).toEqual([]);
    const last = (await office.records(caseId)).at(-1);
    const truth = (await moment(last?.recordedAt as Instant, undefined, false)) as Told;
    await tamper(
      office.database.owner,
      `update case_marks set state = replace(state, '"quota":', '"quote":') where stream = $1`,
      [caseId],
    );
    expect(((await moment(last?.recordedAt as Instant, undefined, true)) as Told).told).toEqual(truth.told);
    const found = (await fsck(office.database.owner, law)).findings;
    expect(found.map(({ code, seq }) => [code, seq])).toEqual(
      [299, 499, 799].map((seq) => ['mark-wrong', seq]),
    );
  });
});
