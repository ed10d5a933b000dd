import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import { textDigest } from '../../../src/engine/audit/digest.js';
import type { Redaction } from '../../../src/engine/audit/redaction.js';
import { sealRecord } from '../../../src/engine/audit/seal-record.js';
import { SystemIds } from '../../../src/outside/crypto/ids.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { appendValues } from '../../../src/store/append-values.js';
import { searchOf } from '../../../src/store/case-search.js';
import { PostgresLedger } from '../../../src/store/ledger.js';
import type { Append, StreamHead } from '../../../src/usecases/ports.js';
import { DAY, fakeAppend, fakeState, NOW } from '../../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

const CANARY = '金丝雀七四一';
const ids = new SystemIds();

function erasure(head: StreamHead, change: Partial<Redaction>): Append {
  const redaction = {
    ...{ parts: [], files: [], ground: 'consent-withdrawn', request: 'r-1' },
    ...{ requestedBy: 'o-1', approvedBy: ['o-2', 'o-3'], ...change },
  };
  const state = textDigest(head.stateText ?? '', nodeHash);
  const record = sealRecord(
    {
      ...{ log: 'test.example/log', id: ids.uuid(NOW), type: 'audit.part.redacted', occurredAt: NOW },
      ...{ recordedAt: NOW, engine: 'test', before: state, after: state },
      data: { type: 'audit.part.redacted', cause: 'redaction', on: DAY, redaction },
    },
    head,
    {},
    nodeHash,
    () => ids.salt(),
  );
  return { head, records: [record], stateText: head.stateText ?? '', versionAfter: head.version };
}

describe('erasing recorded content', () => {
  let database: TestDatabase;
  let ledger: PostgresLedger;
  let stream: string;

  const parts = async () =>
    (
      await database.owner.query<{ name: string }[]>(
        'select name from record_parts where stream = $1 order by seq, name',
        [stream],
      )
    ).map(({ name }) => name);
  const erase = (change: Partial<Redaction>) =>
    ledger.transact({ stream, kind: 'case' }, async (head) => ({ append: erasure(head, change), result: 1 }));

  beforeAll(async () => {
    database = await createTestDatabase();
    ledger = new PostgresLedger(database.dataSource);
  });
  beforeEach(async () => {
    stream = randomUUID();
    await ledger.transact({ stream, kind: 'case', create: true }, async (head) => ({
      append: fakeAppend(head, {
        state: fakeState(),
        parts: { subject: `${CANARY}许可`, 'applicant.name': '刘某', 'input.phone': '13800000000' },
      }),
      result: 1,
    }));
  });
  afterAll(() => database.drop());

  it('takes exactly what the record names, with its salt, and leaves the record as it was', async () => {
    const before = await ledger.records(stream, 0, 1);
    await erase({ parts: [{ seq: 0, name: 'input.phone' }] });
    expect(await parts()).toEqual(['applicant.name', 'subject']);
    expect(await ledger.records(stream, 0, 1)).toEqual(before);
  });

  it('takes the words by which the case was listed and found', async () => {
    await erase({ parts: [{ seq: 0, name: 'subject' }] });
    const [row] = await database.owner.query<
      { subject: string; applicant_name: string; search: string; grams: string[] }[]
    >('select subject, applicant_name, search, grams from cases where id = $1', [stream]);
    const expected = searchOf(stream, '已抹除', row?.applicant_name ?? '');
    expect(row).toMatchObject({ subject: '已抹除', search: expected.search });
    expect(row?.grams.toSorted()).toEqual([...expected.grams]);
    const [found] = await database.owner.query<{ text: string }[]>(
      'select t::text as text from cases t where id = $1',
      [stream],
    );
    expect(found?.text).not.toContain('丝雀');
  });

  it.each<[string, Partial<Redaction>]>([
    ['a part that was never there', { parts: [{ seq: 0, name: 'input.nothing' }] }],
    [
      'a part twice',
      {
        parts: [
          { seq: 0, name: 'subject' },
          { seq: 0, name: 'subject' },
        ],
      },
    ],
    ['nothing', {}],
    ['a content that the case never had', { files: ['0'.repeat(64)] }],
    ['with one approval', { parts: [{ seq: 0, name: 'subject' }], approvedBy: ['o-2'] }],
    ['with the same approval twice', { parts: [{ seq: 0, name: 'subject' }], approvedBy: ['o-2', 'o-2'] }],
    ['approved by its requester', { parts: [{ seq: 0, name: 'subject' }], approvedBy: ['o-1', 'o-2'] }],
  ])('erases %s never, and then nothing is on record either', async (_what, change) => {
    await expect(erase(change)).rejects.toMatchObject({ code: 'DC403' });
    expect(await parts()).toHaveLength(3);
    expect(await ledger.head(stream)).toMatchObject({ seq: 1 });
  });

  it('is one with its record: what is rolled back erased nothing', async () => {
    const head = (await ledger.head(stream)) as StreamHead;
    const values = appendValues(erasure(head, { parts: [{ seq: 0, name: 'subject' }] }), 'case');
    const runner = database.dataSource.createQueryRunner();
    await runner.startTransaction();
    try {
      const call = `select duecourse_append(${values.map((_, i) => `$${i + 1}`).join(', ')})`;
      await runner.query(call, values);
      const [inside] = (await runner.query(
        `select count(*)::integer as n from record_parts where stream = $1 and name = 'subject'`,
        [stream],
      )) as { n: number }[];
      expect(inside?.n).toBe(0);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
    expect(await parts()).toContain('subject');
    expect(await ledger.head(stream)).toMatchObject({ seq: 1 });
  });

  it('has no other way, not even for the owner of the database', async () => {
    const { owner, dataSource } = database;
    await expect(owner.query('delete from record_parts where stream = $1', [stream])).rejects.toThrow(
      'what is recorded never changes',
    );
    await erase({ parts: [{ seq: 0, name: 'subject' }] });
    await expect(owner.query('delete from record_parts where stream = $1', [stream])).rejects.toThrow(
      'what is recorded never changes',
    );
    for (const call of [
      `select duecourse_erase_case_words('${stream}', 1)`,
      `select duecourse_erase_file('${stream}', 'x')`,
      `select duecourse_erase_copies('${stream}', 'case', 0, 'subject', '""')`,
    ])
      await expect(dataSource.query(call)).rejects.toThrow('permission denied');
    expect(canonicalJson(await parts())).toBe('["applicant.name","input.phone"]');
  });
});
