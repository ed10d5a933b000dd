import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, QueryRunner } from 'typeorm';
import { leafDigest, partDigest } from '../../src/engine/audit/digest.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { createDataSource } from '../../src/store/data-source.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import { PostgresOutbox } from '../../src/store/outbox.js';
import { learnSession } from '../../src/store/preflight/session-settings.js';
import { Unavailable } from '../../src/usecases/unavailable.js';
import { DAY, fakeAppend, fakeState, NOW } from '../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

const SALT = 'ab'.repeat(32);

describe('the database as last line', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  describe('accepts no record', () => {
    let stream: string;
    let last: { readonly sha256: string; readonly sm3: string };
    beforeEach(async () => {
      stream = randomUUID();
      for (let i = 0; i < 2; i++) {
        await new PostgresLedger(database.dataSource).transact(
          { stream, kind: 'case', create: true },
          async (head) => ({ append: fakeAppend(head, { state: fakeState() }), result: 1 }),
        );
      }
      [last] = (await database.owner.query('select sha256, sm3 from records where stream = $1 and seq = 1', [
        stream,
      ])) as [typeof last];
    });

    /** A text that follows `prev` and names one part. */
    const textAfter = (prev: { sha256: string; sm3: string }, more = ''): string =>
      `{"data":{"forged":true${more}},"parts":{"note":${JSON.stringify(
        partDigest('note', SALT, '"forged"', nodeHash),
      )}},"prev":${JSON.stringify({ sha256: prev.sha256, sm3: prev.sm3 })}}`;
    const moveHead = (runner: QueryRunner, leaf: { sha256: string; sm3: string }, by = 1) =>
      runner.query(
        `update streams set seq = seq + $2, leaf_sha256 = $3, leaf_sm3 = $4, last_recorded_at = $5 where id = $1`,
        [stream, by, leaf.sha256, leaf.sm3, NOW],
      );
    const addRecord = (runner: QueryRunner, seq: number, text: string, leaf = leafDigest(text, nodeHash)) =>
      runner.query(`insert into records values ($1, $2, $3, 'forged', $4, $5, $6, $7)`, [
        ...[stream, seq, randomUUID(), NOW, text, leaf.sha256, leaf.sm3],
      ]);
    const addPart = (runner: QueryRunner, seq: number, value: string) =>
      runner.query(`insert into record_parts values ($1, $2, 'note', $3, $4)`, [stream, seq, SALT, value]);

    /** Tries it in one transaction as the application and as the owner; what the database says. */
    async function attempt(work: (runner: QueryRunner) => Promise<unknown>): Promise<string[]> {
      const said: string[] = [];
      for (const dataSource of [database.dataSource, database.owner]) {
        await dataSource
          .transaction(({ queryRunner }) => work(queryRunner as QueryRunner))
          .then(
            () => said.push('accepted'),
            (problem: Error) => said.push(problem.message),
          );
      }
      return said;
    }

    type Forgery = readonly [what: string, says: RegExp, work: (runner: QueryRunner) => Promise<unknown>];
    const forgeries: readonly Forgery[] = [
      ['beside its head', /is not at its head/, (runner) => addRecord(runner, 2, textAfter(last))],
      [
        'that its head does not name',
        /not the one that its head names/,
        async (runner) => {
          await moveHead(runner, { sha256: '0'.repeat(64), sm3: '0'.repeat(64) });
          await addRecord(runner, 2, textAfter(last));
        },
      ],
      [
        'whose hash is not that of its text',
        /has not the hash of its text/,
        async (runner) => {
          const leaf = leafDigest('{}', nodeHash);
          await moveHead(runner, leaf);
          await addRecord(runner, 2, textAfter(last), leaf);
        },
      ],
      [
        'that does not follow the one before it',
        /does not follow the one before it/,
        async (runner) => {
          const text = textAfter({ sha256: '0'.repeat(64), sm3: last.sm3 });
          await moveHead(runner, leafDigest(text, nodeHash));
          await addRecord(runner, 2, text);
        },
      ],
      [
        'beyond a gap',
        /is not at its head/,
        async (runner) => {
          const text = textAfter(last);
          await moveHead(runner, leafDigest(text, nodeHash), 2);
          await addRecord(runner, 3, text);
        },
      ],
      [
        'that leaves a gap before the head',
        /has moved without its record/,
        async (runner) => {
          const text = textAfter(last);
          await moveHead(runner, leafDigest(text, nodeHash), 2);
          await addRecord(runner, 2, text);
        },
      ],
      [
        'of a stream without a head',
        /is not at its head/,
        (runner) => {
          stream = randomUUID();
          return addRecord(runner, 0, textAfter(last));
        },
      ],
      ['and no head that moves alone', /has moved without its record/, (runner) => moveHead(runner, last)],
      ['and no head that moves back', /only moves forward/, (runner) => moveHead(runner, last, -1)],
      [
        'and no other state of a head that stays',
        /only moves forward/,
        (runner) => runner.query(`update streams set state = '{}' where id = $1`, [stream]),
      ],
      [
        'and no new stream without one',
        /has moved without its record/,
        (runner) =>
          runner.query(`insert into streams values ($1, 'case', 1, 1, '', '', $2, '{}')`, [
            randomUUID(),
            NOW,
          ]),
      ],
      [
        'and no part that no record names',
        /is not what record 1 of stream/,
        (runner) => addPart(runner, 1, '"forged"'),
      ],
      [
        'and no part of another content than its record names',
        /is not what record 2 of stream/,
        async (runner) => {
          const text = textAfter(last);
          await moveHead(runner, leafDigest(text, nodeHash));
          await addRecord(runner, 2, text);
          await addPart(runner, 2, '"other"');
        },
      ],
      [
        'and no part of a record that is not there',
        /is not what record 9 of stream/,
        (runner) => addPart(runner, 9, '"forged"'),
      ],
    ];

    it.each(forgeries)('%s', async (_what, says, work) => {
      const before = await database.owner.query('select * from streams where id = $1', [stream]);
      const said = await attempt(work);
      expect(said).toEqual([expect.stringMatching(says), expect.stringMatching(says)]);
      expect(await database.owner.query('select * from records where seq > 1')).toEqual([]);
      expect(await database.owner.query('select * from streams where id = $1', [before[0].id])).toEqual(
        before,
      );
    });

    it('but the one that is in order, with its part, also from a stranger’s hand: signatures are for that', async () => {
      const accepted = database.owner.transaction(async ({ queryRunner }) => {
        const text = textAfter(last);
        await moveHead(queryRunner as QueryRunner, leafDigest(text, nodeHash));
        await addRecord(queryRunner as QueryRunner, 2, text);
        await addPart(queryRunner as QueryRunner, 2, '"forged"');
        throw new Error('and back again');
      });
      await expect(accepted).rejects.toThrow('and back again');
    });
  });

  /** Works as a role for a moment, and leaves nothing behind. */
  async function as<T>(role: string, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const runner = database.owner.createQueryRunner();
    await runner.startTransaction();
    try {
      await runner.query(`set local role ${role}`);
      return await work(runner);
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
  }

  const mayRead = async (role: string): Promise<string[]> => {
    const rows = await database.owner.query<{ name: string }[]>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v')
        and has_any_column_privilege($1, oid, 'SELECT, INSERT, UPDATE, REFERENCES') order by relname collate "C"`,
      [role],
    );
    return rows.map(({ name }) => name);
  };

  it('lets the auditor read his views and nothing else, and no view has a name, an answer or a secret', async () => {
    expect(await mayRead('duecourse_auditor')).toEqual([
      ...['audit_cases', 'audit_documents', 'audit_installation', 'audit_outbox', 'audit_records'],
      ...['audit_schema_changes', 'audit_schema_migrations', 'audit_streams'],
    ]);
    const [{ n }] = await as('duecourse_auditor', (runner) =>
      runner.query('select count(*)::integer as n from audit_records'),
    );
    expect(n).toBeGreaterThan(0);
    for (const statement of [
      'select * from records',
      'select name from people',
      'insert into audit_streams values (1)',
      'delete from audit_records',
      'create table mine (id integer)',
    ]) {
      await expect(as('duecourse_auditor', (runner) => runner.query(statement))).rejects.toThrow(
        'permission denied',
      );
    }
    const columns = await database.owner.query<{ name: string }[]>(
      `select column_name as name from information_schema.columns where table_name like 'audit\\_%'`,
    );
    const private_ = /^state$|subject|applicant|payload|password|secret|token|salt|value|answer/;
    expect(columns.filter(({ name }) => private_.test(name))).toEqual([]);
  });

  it('lets the sealer read records and heads, write the log, and nothing else', async () => {
    expect(await mayRead('duecourse_sealer')).toEqual([
      ...['installation', 'log_checkpoints', 'log_cosignatures', 'log_entries', 'log_revocation_lists'],
      ...['log_stamps', 'log_tiles'],
      ...['records', 'sequence_queue', 'streams'],
    ]);
    const write = (statement: string) => as('duecourse_sealer', (runner) => runner.query(statement));
    await expect(write(`update streams set seq = 1`)).rejects.toThrow('permission denied');
    await expect(write(`insert into records select * from records`)).rejects.toThrow('permission denied');
  });

  it('records what is done to the schema, by whom and in what words, and lets nobody forget it', async () => {
    const { owner } = database;
    await owner.query('create table planted (id integer)');
    await owner.query('drop table planted');
    await owner.query('alter table records disable trigger records_frozen');
    await owner.query('alter table records enable trigger records_frozen');
    const rows = await owner.query<Record<string, unknown>[]>(
      `select login, command, object, statement from schema_changes order by n desc limit 4`,
    );
    expect(rows.toReversed()).toEqual([
      { login: 'postgres', command: 'CREATE TABLE', object: 'public.planted', statement: expect.anything() },
      { login: 'postgres', command: 'DROP TABLE', object: 'public.planted', statement: 'drop table planted' },
      expect.objectContaining({ statement: 'alter table records disable trigger records_frozen' }),
      expect.objectContaining({ command: 'ALTER TABLE', object: 'public.records' }),
    ]);
    for (const statement of ['delete from schema_changes', 'update schema_changes set login = $$x$$']) {
      await expect(owner.query(statement)).rejects.toThrow('what is recorded never changes');
    }
    await expect(database.dataSource.query('select count(*) from schema_changes')).resolves.toHaveLength(1);
    await expect(database.dataSource.query('insert into schema_changes default values')).rejects.toThrow(
      'permission denied',
    );
  });

  describe('on a connection of the pool', () => {
    let pool: DataSource;
    beforeAll(async () => {
      pool = await createDataSource({
        url: database.url,
        poolSize: 1,
        ...(await learnSession(database.owner)),
      }).initialize();
    });
    afterAll(() => pool.destroy());

    it('reads the tables themselves, not temporary ones that somebody puts before them', async () => {
      await pool.query('create temporary table streams (id text)');
      await pool.query('create temporary table records (id text)');
      const [{ n }] = await pool.query<[{ n: number }]>('select count(seq)::integer as n from records');
      expect(n).toBeGreaterThan(0);
      const append = new PostgresLedger(pool).transact(
        { stream: randomUUID(), kind: 'case', create: true },
        async (head) => ({ append: fakeAppend(head, { state: fakeState() }), result: 'recorded' }),
      );
      await expect(append).resolves.toBe('recorded');
    });

    it('loses the transaction of a process that has stopped, which cannot write when it wakes up', async () => {
      const stopped = await createDataSource({
        ...{ url: database.url, poolSize: 1, asApplication: true },
        settings: { idle_in_transaction_session_timeout: '100' },
      }).initialize();
      const stream = randomUUID();
      await new PostgresLedger(stopped).transact({ stream, kind: 'case', create: true }, async (head) => ({
        append: fakeAppend(head, {
          state: fakeState(),
          effects: [{ type: 'document.serve', document: 'notice', on: DAY }],
        }),
        result: 1,
      }));
      // The pool has one connection.
      const [{ pid }] = await stopped.query<[{ pid: number }]>('select pg_backend_pid() as pid');
      const isThere = async () =>
        (await database.owner.query<object[]>('select 1 from pg_stat_activity where pid = $1', [pid]))
          .length > 0;
      const round = new PostgresOutbox(stopped).deliver(1, async () => {
        while (await isThere());
      });
      await expect(round).rejects.toThrow(Unavailable);
      const waiting = 'select delivered_at from outbox where stream = $1';
      expect(await database.owner.query(waiting, [stream])).toEqual([{ delivered_at: null }]);
      expect(await stopped.query(waiting, [stream])).toHaveLength(1);
      await stopped.destroy();
    });

    it('has a bound for everything that could wait for ever', async () => {
      const rows = await pool.query<{ name: string; setting: string }[]>(
        `select name, setting from pg_settings where name in ('statement_timeout', 'lock_timeout',
          'idle_in_transaction_session_timeout', 'tcp_keepalives_idle', 'tcp_user_timeout')`,
      );
      expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
        statement_timeout: '30000',
        lock_timeout: '5000',
        idle_in_transaction_session_timeout: '10000',
        tcp_keepalives_idle: '10',
        tcp_user_timeout: '15000',
      });
    });
  });
});
