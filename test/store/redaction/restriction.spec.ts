import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { textDigest } from '../../../src/engine/audit/digest.js';
import type { Redaction } from '../../../src/engine/audit/redaction.js';
import { sealRecord } from '../../../src/engine/audit/seal-record.js';
import { SystemIds } from '../../../src/outside/crypto/ids.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { PostgresLedger } from '../../../src/store/ledger.js';
import { listRecords } from '../../../src/store/queries/stream-list.js';
import { postgresRedactions } from '../../../src/store/redaction/redaction-reads.js';
import type { Append, StreamHead } from '../../../src/usecases/ports.js';
import { DAY, fakeAppend, fakeState, NOW } from '../../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';

const ids = new SystemIds();
const PHONE = { seq: 0, name: 'input.phone' };
const SUBJECT = { seq: 0, name: 'subject' };

type Type = 'audit.part.redacted' | 'audit.part.restricted' | 'audit.part.released';

function append(head: StreamHead, type: Type, change: Partial<Redaction>): Append {
  const said = {
    ...{ parts: [], files: [], ground: 'unlawful', request: 'r-1' },
    ...{ requestedBy: 'o-1', approvedBy: ['o-2', 'o-3'], ...change },
  };
  const state = textDigest(head.stateText ?? '', nodeHash);
  const record = sealRecord(
    {
      ...{ log: 'test.example/log', id: ids.uuid(NOW), type, occurredAt: NOW },
      ...{ recordedAt: NOW, engine: 'test', before: state, after: state },
      data: {
        ...{ type, cause: 'redaction', on: DAY },
        [type === 'audit.part.redacted' ? 'redaction' : 'restriction']: said,
      },
    },
    head,
    {},
    nodeHash,
    () => ids.salt(),
  );
  return { head, records: [record], stateText: head.stateText ?? '', versionAfter: head.version };
}

describe('restricting recorded content', () => {
  let database: TestDatabase;
  let ledger: PostgresLedger;
  let stream: string;

  const rows = (table: string) =>
    database.owner.query<{ seq: number; name: string; salt: string; value: string }[]>(
      `select seq, name, salt, value from ${table} where stream = $1 order by seq, name`,
      [stream],
    );
  const names = async (table: string) => (await rows(table)).map(({ name }) => name);
  const listed = async () =>
    (
      await database.owner.query<object[]>(
        'select subject, applicant_name, search, grams from cases where id = $1',
        [stream],
      )
    )[0];
  const record = (type: Type, change: Partial<Redaction>) =>
    ledger.transact({ stream, kind: 'case' }, async (head) => ({
      append: append(head, type, change),
      result: 1,
    }));
  const restrict = (change: Partial<Redaction>) => record('audit.part.restricted', change);
  const release = (change: Partial<Redaction>) => record('audit.part.released', change);

  beforeAll(async () => {
    database = await createTestDatabase();
    ledger = new PostgresLedger(database.dataSource);
  });
  beforeEach(async () => {
    stream = randomUUID();
    await ledger.transact({ stream, kind: 'case', create: true }, async (head) => ({
      append: fakeAppend(head, {
        state: fakeState(),
        parts: { subject: '食品经营许可', 'applicant.name': '刘某', 'input.phone': '13800000000' },
      }),
      result: 1,
    }));
  });
  afterAll(() => database.drop());

  it('puts exactly what the record names where nothing reads it, and brings it back as it was', async () => {
    const before = { parts: await rows('record_parts'), listed: await listed() };
    await restrict({ parts: [PHONE, SUBJECT] });
    expect(await names('record_parts')).toEqual(['applicant.name']);
    expect(await names('restricted_parts')).toEqual(['input.phone', 'subject']);
    expect(await listed()).toMatchObject({ subject: '已限制处理' });
    expect(JSON.stringify(await listed())).not.toContain('食品');
    const [opened] = (await listRecords(database.dataSource, stream, { limit: 1 })).items;
    expect(opened?.restricted).toEqual({
      'input.phone': { seq: 1, ground: 'unlawful' },
      subject: { seq: 1, ground: 'unlawful' },
    });
    expect(opened?.parts).not.toHaveProperty('subject');
    await release({ parts: [PHONE, SUBJECT] });
    expect(await names('restricted_parts')).toEqual([]);
    expect({ parts: await rows('record_parts'), listed: await listed() }).toEqual(before);
  });

  it('is known to those who decide about content, and to nobody else', async () => {
    await restrict({ parts: [PHONE] });
    const reads = postgresRedactions(database.dataSource);
    expect(await reads.parts(stream, [PHONE, SUBJECT])).toMatchObject([
      { ...PHONE, restricted: true },
      { ...SUBJECT, restricted: false },
    ]);
    expect(await reads.said(stream, [PHONE])).toEqual([{ ...PHONE, value: '13800000000' }]);
    expect((await reads.contentRecords(stream)).map(({ type }) => type)).toEqual(['audit.part.restricted']);
  });

  it('may be followed by erasing: then it is nowhere', async () => {
    await restrict({ parts: [SUBJECT] });
    await record('audit.part.redacted', { parts: [SUBJECT] });
    expect(await names('record_parts')).toEqual(['applicant.name', 'input.phone']);
    expect(await names('restricted_parts')).toEqual([]);
    expect(await listed()).toMatchObject({ subject: '已抹除' });
    const [opened] = (await listRecords(database.dataSource, stream, { limit: 1 })).items;
    expect(opened).toMatchObject({ erased: { subject: { seq: 2 } } });
    expect(opened).not.toHaveProperty('restricted');
  });

  it.each<[string, Type, Partial<Redaction>]>([
    ['what was never there', 'audit.part.restricted', { parts: [{ seq: 0, name: 'input.nothing' }] }],
    ['a part twice', 'audit.part.restricted', { parts: [PHONE, PHONE] }],
    ['nothing', 'audit.part.restricted', {}],
    ['a content that the case never had', 'audit.part.restricted', { files: ['0'.repeat(64)] }],
    ['with one approval', 'audit.part.restricted', { parts: [PHONE], approvedBy: ['o-2'] }],
    ['approved by its requester', 'audit.part.restricted', { parts: [PHONE], approvedBy: ['o-1', 'o-2'] }],
    ['what is not restricted, by a release', 'audit.part.released', { parts: [PHONE] }],
  ])('moves %s never, and then nothing is on record either', async (_what, type, change) => {
    await expect(record(type, change)).rejects.toMatchObject({ code: 'DC403' });
    expect(await names('record_parts')).toHaveLength(3);
    expect(await ledger.head(stream)).toMatchObject({ seq: 1 });
  });

  it('has no other way, not even for the owner of the database', async () => {
    const { owner, dataSource } = database;
    await restrict({ parts: [PHONE] });
    const refused = 'what is recorded never changes';
    await expect(owner.query('delete from restricted_parts where stream = $1', [stream])).rejects.toThrow(
      refused,
    );
    await expect(
      owner.query(`update restricted_parts set value = '"x"' where stream = $1`, [stream]),
    ).rejects.toThrow(refused);
    await release({ parts: [PHONE] });
    // Once released, it is as safe as before.
    await expect(
      owner.query('delete from record_parts where stream = $1 and name = $2', [stream, PHONE.name]),
    ).rejects.toThrow(refused);
    await expect(dataSource.query('delete from restricted_parts')).rejects.toThrow('permission denied');
    await expect(dataSource.query(`select duecourse_put_case_words('${stream}', 1, '', '')`)).rejects.toThrow(
      'permission denied',
    );
  });
});
