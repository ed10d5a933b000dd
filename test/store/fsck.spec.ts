import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../src/engine/case/case-state.js';
import type { LedgerRecord } from '../../src/engine/audit/record.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import type { FindingCode } from '../../src/store/fsck/finding.js';
import { fsck } from '../../src/store/fsck/fsck.js';
import type { FsckLaw } from '../../src/store/fsck/fsck-law.js';
import { openInstallation } from '../../src/store/installation.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import {
  DAY,
  endsOf,
  fakeAdoption,
  fakeAppend,
  fakeDocument,
  fakeState,
  openTask,
  runningClock,
  type FakeAct,
} from '../support/fake-case.js';
import { tamper } from '../support/tamper.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** The law of a world in which each record carries the state it leaves. */
const law: FsckLaw = {
  hash: nodeHash,
  fold: (_state: CaseState | null, record: LedgerRecord) => {
    if (record.data['impossible']) throw new Error('this cannot follow');
    return record.data['state'] as CaseState;
  },
  dueInstants: async (state) => ({
    dueAt: endsOf(state, 'dueOn'),
    promisedDueAt: endsOf(state, 'promisedDueOn'),
  }),
  driftedClocks: async (state) =>
    Object.keys(state.clocks).filter((name) => state.clocks[name]?.dueOn === '2026-10-01'),
};

const definition = fakeDocument('definition', 'fake', '2026-01-01', { procedure: 'fake' });
const busy = fakeState({
  clocks: { decision: runningClock('2026-10-29'), notice: runningClock('2026-10-12', { run: 2 }) },
  tasks: { 'a:window': openTask('window', 'decision') },
});

type Harm = readonly [what: string, codes: readonly FindingCode[], harm: () => Promise<unknown>];

describe('fsck', () => {
  let database: TestDatabase;
  let stream: string;
  afterAll(() => database.drop());

  const sql = (text: string, values: unknown[] = [stream]) => database.owner.query(text, values);

  /** What is planted is planted past the guards. */
  const plant = (statement: string, values: unknown[] = [stream]) =>
    tamper(database.owner, statement, values);

  async function append(what: Partial<FakeAct>, onto = stream): Promise<void> {
    const ledger = new PostgresLedger(database.dataSource);
    await ledger.transact({ stream: onto, kind: 'case', create: true }, async (head) => ({
      append: fakeAppend(head, { state: busy, definition: definition.digest.sha256, ...what }),
      result: 1,
    }));
  }

  async function openStream(): Promise<void> {
    stream = randomUUID();
    const answer = { key: stream, actor: 'zhang', stored: { requestDigest: 'd', body: '{}' } };
    await append({ state: fakeState(), parts: { 'applicant.name': '刘某' }, answer });
    await append({ effects: [{ type: 'document.serve', document: 'notice', on: DAY }], records: 2 });
  }

  async function build(): Promise<void> {
    database = await createTestDatabase();
    await openInstallation(database.dataSource, {
      log: 'test.example/log',
      mode: 'real',
      zone: 'Asia/Shanghai',
      engine: 'test',
    });
    const ledger = new PostgresLedger(database.dataSource);
    await ledger.transact({ stream: 'library', kind: 'procedures', create: true }, async (head) => ({
      append: fakeAdoption(head, definition),
      result: 1,
    }));
    await openStream();
  }

  beforeAll(build);

  it('finds nothing in a sound database, and says how much it has looked at', async () => {
    for (let i = 0; i < 120; i++) await append({ state: fakeState() }, randomUUID());
    for (let i = 0; i < 3; i++) await append({ records: 90 });
    const result = await fsck(database.dataSource, law);
    expect(result).toEqual({ streams: 122, records: 1 + 3 + 120 + 270, findings: [] });
    await database.drop();
    await build();
  });

  const inStream: readonly Harm[] = [
    [
      'an altered record',
      ['wrong-leaf', 'wrong-prev'],
      () =>
        plant(`update records set text = replace(text, '"test"', '"tset"') where stream = $1 and seq = 1`),
    ],
    [
      'a leaf that is not the hash of the record',
      ['wrong-leaf'],
      () => plant('update records set sm3 = sha256 where stream = $1 and seq = 0'),
    ],
    [
      'the last record taken away',
      ['log-entry-wrong', 'happening-wrong', 'head-wrong', 'state-wrong', 'version-wrong'],
      async () => {
        await append({ state: { ...busy, value: 'next' } });
        await plant('delete from records where stream = $1 and seq = 3');
      },
    ],
    [
      'the first record taken away',
      [
        'log-entry-wrong',
        'answer-without-record',
        'fold-wrong',
        'happening-wrong',
        'head-wrong',
        'orphan-part',
        'version-wrong',
        'wrong-prev',
        'wrong-seq',
      ],
      () => plant('delete from records where stream = $1 and seq = 0'),
    ],
    [
      'a column that differs from its record',
      ['column-wrong', 'happening-wrong'],
      () => plant(`update records set type = 'case.granted' where stream = $1 and seq = 1`),
    ],
    [
      'an event that nobody is told of',
      ['happening-missing'],
      () => plant('delete from happenings_new where stream = $1 and seq = 1'),
    ],
    [
      'an event told of that never happened',
      ['happening-wrong'],
      () => sql(`insert into happenings_new (stream, seq, type) values ($1, 77, 'case.tested')`),
    ],
    [
      'an event that overtook another',
      ['happening-wrong'],
      async () => {
        await sql('select duecourse_number_happenings(1000)', []);
        await plant('update happenings set position = -position where stream = $1 and seq = 1');
      },
    ],
    [
      'an altered part',
      ['part-altered'],
      () => plant(`update record_parts set value = '"王某"' where stream = $1`),
    ],
    ['a part taken away', ['part-missing'], () => plant('delete from record_parts where stream = $1')],
    [
      'a smuggled part',
      ['part-unreferenced'],
      () => plant(`insert into record_parts values ($1, 1, 'x', repeat('0', 64), '1')`),
    ],
    [
      'a part of a record that is not there',
      ['orphan-part'],
      () => plant(`insert into record_parts values ($1, 77, 'x', repeat('0', 64), '1')`),
    ],
    [
      'a state that was edited',
      ['state-wrong'],
      () => plant(`update streams set state = replace(state, 'received', 'decided') where id = $1`),
    ],
    ['a head that was moved back', ['head-wrong'], () => plant('update streams set seq = 2 where id = $1')],
    [
      'a time that was changed',
      ['head-wrong'],
      () => plant(`update streams set last_recorded_at = last_recorded_at + interval '1 day' where id = $1`),
    ],
    [
      'a version that was changed',
      ['version-wrong'],
      () => plant('update streams set version = 9 where id = $1'),
    ],
    [
      'a clock that is missing',
      ['clock-rows-wrong'],
      () => sql(`delete from clocks where case_id = $1 and clock = 'notice'`),
    ],
    [
      'a clock that was given more time',
      ['clock-rows-wrong'],
      () =>
        sql(
          `update clocks set sweep_at = sweep_at + interval '1 day' where case_id = $1 and clock = 'notice'`,
        ),
    ],
    ['a task that was removed', ['task-rows-wrong'], () => sql('delete from tasks where case_id = $1')],
    [
      'a task that was passed on',
      ['task-rows-wrong'],
      () => sql(`update tasks set post = 'head' where case_id = $1`),
    ],
    [
      'a case listed as ended',
      ['case-row-wrong'],
      () => sql(`update cases set status = 'ended' where id = $1`),
    ],
    ['a case in no list', ['case-row-wrong'], () => sql('delete from cases where id = $1')],
    [
      'a party that was added',
      ['party-rows-wrong'],
      () => sql(`insert into case_parties values ('wang', $1, 'applicant')`),
    ],
    [
      'an answer that tells of no record',
      ['answer-without-record'],
      () => sql(`insert into idempotency values ('a', 'b', 'c', '{}', $1, 99)`),
    ],
    [
      'an effect that nothing ordered',
      ['effect-without-record'],
      () => sql(`insert into outbox values ($1, 99, 0, 't', '{}', '2026-01-01Z')`),
    ],
    ['a name in a record', ['personal-data'], () => append({ data: { remark: '刘某' } })],
    [
      'a mobile number in a record',
      ['personal-data'],
      () => append({ data: { remark: '电话 13800138000。' } }),
    ],
    [
      'an identity number in a record',
      ['personal-data'],
      () => append({ data: { remark: '11010519491231002X' } }),
    ],
    [
      'a case that pins what was never published',
      ['definition-missing'],
      () => plant(`update streams set definition = repeat('0', 64) where id = $1`),
    ],
    ['a history that does not fold', ['fold-impossible'], () => append({ data: { impossible: true } })],
    [
      'a clock that lapsed twice',
      ['lapsed-twice'],
      async () => {
        const lapse = { cause: 'lapse', lapse: { clock: 'notice', dueOn: '2026-10-12' } };
        await append({ data: lapse });
        await append({ data: lapse });
      },
    ],
    [
      'a clock whose days the calendar does not confirm',
      ['clock-drift'],
      () => append({ state: { ...busy, clocks: { ...busy.clocks, c: runningClock('2026-10-01') } } }),
    ],
    [
      'rows of a case that is not there',
      ['orphan-row'],
      () => {
        stream = randomUUID();
        return sql(
          `insert into tasks (case_id, key, post, unit, procedure, acts, since, order_on, waits_for)
            values ($1, 'k', 'p', 'unit-1', 'fake', '[]', '2026-01-01', '9999-12-31', 'post')`,
        );
      },
    ],
    [
      'a record of no stream',
      ['log-entry-missing', 'orphan-record'],
      async () => {
        const copied = [stream, (stream = randomUUID())];
        await plant(
          `insert into records select $2, 0, id, type, recorded_at, text, sha256, sm3 from records
            where stream = $1 and seq = 0`,
          copied,
        );
      },
    ],
  ];

  describe('finds in one stream', () => {
    beforeEach(openStream);
    it.each(inStream)('%s', async (_what, codes, harm) => {
      await harm();
      const { findings } = await fsck(database.dataSource, law);
      const mine = findings.filter((finding) => finding.stream === stream).map(({ code }) => code);
      expect([...new Set(mine)].sort()).toEqual([...codes].sort());
    });
  });

  const inDatabase: readonly Harm[] = [
    [
      'an altered document',
      ['document-altered'],
      () => plant(`update documents set body = '{"procedure":"forged"}'`, []),
    ],
    [
      'a document taken away',
      ['definition-missing', 'document-missing'],
      () => plant('delete from documents', []),
    ],
    [
      'a document that nobody adopted',
      ['document-unadopted'],
      () => {
        const { digest, text } = fakeDocument('calendar', 'cn/2027', '2026-11-01', { year: 2027 });
        const values = [digest.sha256, digest.sm3, text];
        return sql(
          `insert into documents values ($1, $2, 'calendar', 'n', '2026-11-01', 't', $3, now(), 0)`,
          values,
        );
      },
    ],
    ['a record of another log', ['log-wrong'], () => plant(`update installation set log = 'other'`, [])],
    [
      'a real record in a simulated installation',
      ['mode-wrong'],
      () => plant(`update installation set mode = 'simulated'`, []),
    ],
    [
      'an installation that forgot itself',
      ['installation-missing'],
      () => plant('delete from installation', []),
    ],
    [
      'a guard switched off',
      ['guard-missing'],
      () => sql('alter table records disable trigger records_frozen', []),
    ],
    [
      'a role with too much power',
      ['guard-missing'],
      () => sql('grant delete on records to duecourse_app', []),
    ],
  ];

  describe('finds in the whole database', () => {
    beforeEach(async () => {
      await database.drop();
      await build();
    });
    it.each(inDatabase)('%s', async (_what, codes, harm) => {
      await harm();
      const { findings } = await fsck(database.dataSource, law);
      expect([...new Set(findings.map(({ code }) => code))].sort()).toEqual([...codes].sort());
    });
  });
});
