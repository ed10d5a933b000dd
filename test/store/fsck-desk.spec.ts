import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { LedgerRecord } from '../../src/engine/audit/record.js';
import type { CaseState } from '../../src/engine/case/case-state.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import type { FindingCode } from '../../src/store/fsck/finding.js';
import { fsck } from '../../src/store/fsck/fsck.js';
import type { FsckLaw } from '../../src/store/fsck/fsck-law.js';
import { openInstallation } from '../../src/store/installation.js';
import { PostgresLedger } from '../../src/store/ledger.js';
import { postgresInbox } from '../../src/store/queries/inbox/postgres-inbox.js';
import {
  DAY,
  endsOf,
  fakeAdoption,
  fakeAppend,
  fakeDocument,
  fakeState,
  NOW,
  openTask,
  runningClock,
  type FakeAct,
} from '../support/fake-case.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/** The law of a world in which each record carries the state it leaves. */
const law: FsckLaw = {
  hash: nodeHash,
  fold: (_state: CaseState | null, record: LedgerRecord) => record.data['state'] as CaseState,
  dueInstants: async (state) => ({ dueAt: endsOf(state, 'dueOn'), promisedDueAt: {} }),
  driftedClocks: async () => [],
};

const definition = fakeDocument('definition', 'fake', '2026-01-01', { procedure: 'fake' });

const opened = fakeState({
  clocks: { decision: runningClock('2026-10-29') },
  tasks: { 'a:window': openTask('window', 'decision') },
});

const task = openTask('reviewer', 'decision');
const busy = fakeState({
  clocks: opened.clocks,
  tasks: {
    'b:reviewer': {
      ...task,
      ...{ from: 'wang', came: 'returned', passedBy: ['ren'], urged: { on: DAY, by: ['wang'] } },
      holder: { person: 'rui', as: 'assigned', on: DAY, onBehalfOf: 'ren' },
    },
    'b:head': { ...openTask('head'), signing: 'vote' },
  },
  signings: {
    vote: {
      round: 1,
      signers: [{ person: 'he' }, { person: 'zheng' }, { person: 'du' }],
      signatures: { he: { stance: 'agree', on: DAY } },
    },
  },
  referrals: {
    r1: {
      kind: 'consultation',
      task: 'b:reviewer',
      to: 'chai',
      from: 'rui',
      on: DAY,
      blocks: true,
      place: 'before',
    },
  },
  referred: ['chai', 'ji'],
  documents: {
    d1: {
      document: 'notice',
      orderedOn: DAY,
      issued: { on: DAY, number: '云审受〔2026〕1号', sha256: 's', sm3: 's' },
    },
  },
});

const HISTORY: readonly Partial<FakeAct>[] = [
  {
    state: opened,
    actor: { person: 'wang', post: 'window' },
    data: {
      ...{ cause: 'act', act: 'receive', on: DAY, opened: { parties: { applicant: ['liu'] } } },
      tasksOpened: opened.tasks,
    },
  },
  {
    state: busy,
    actor: { person: 'rui', post: 'reviewer', onBehalfOf: 'ren' },
    data: {
      ...{ cause: 'desk', on: DAY, tasksOpened: busy.tasks, tasksClosed: ['a:window'] },
      desk: { did: 'referred', referrals: busy.referrals },
    },
  },
  {
    state: busy,
    actor: { person: 'wang' },
    data: { cause: 'desk', on: DAY, desk: { did: 'copied', to: ['ji'] } },
  },
  { state: busy, actor: { person: 'wei' }, data: { cause: 'refusal', on: DAY } },
];

type Harm = readonly [what: string, code: FindingCode, statement: string];

const HARMS: readonly Harm[] = [
  ['a task taken out of a hand', 'task-rows-wrong', 'set holder_person = null where case_id = $1'],
  ['a task put into another hand', 'task-rows-wrong', `set holder_person = 'wei' where case_id = $1`],
  ['a task that anybody may take', 'task-rows-wrong', `set waits_for = 'post' where case_id = $1`],
  ['a task that came in the course', 'task-rows-wrong', 'set came = null where case_id = $1'],
  ['a task from somebody else', 'task-rows-wrong', `set from_person = 'wei' where case_id = $1`],
  ['a task passed on by another', 'task-rows-wrong', `set passed_by = 'wei' where case_id = $1`],
  ['a task that nobody urged', 'task-rows-wrong', 'set urged_on = null where case_id = $1'],
  ['a task measured by another clock', 'task-rows-wrong', `set clock = 'other' where case_id = $1`],
  [
    'a task that came earlier',
    'task-rows-wrong',
    `set opened_at = opened_at - interval '1 hour' where case_id = $1`,
  ],
].map(([what, code, rest]): Harm => [what as string, code as FindingCode, `update tasks ${rest}`]);

const OTHER_HARMS: readonly Harm[] = [
  [
    'a signer struck out',
    'signer-rows-wrong',
    `delete from task_signers where case_id = $1 and person = 'du'`,
  ],
  ['a signer asked again', 'signer-rows-wrong', `insert into task_signers values ('he', $1, 'b:head', 2)`],
  ['a referral struck out', 'referral-rows-wrong', 'delete from case_referrals where case_id = $1'],
  [
    'a referral to somebody else',
    'referral-rows-wrong',
    `update case_referrals set person = 'wei' where case_id = $1`,
  ],
  [
    'a referral nobody waits for',
    'referral-rows-wrong',
    'update case_referrals set blocks = false where case_id = $1',
  ],
  [
    'a reader let in',
    'referred-rows-wrong',
    `insert into case_referred values ('wei', $1, 'copy', now(), 'wang')`,
  ],
  [
    'a reader shut out',
    'referred-rows-wrong',
    `delete from case_referred where case_id = $1 and person = 'ji'`,
  ],
  ['an act struck from a list', 'doing-rows-wrong', `delete from case_doings where case_id = $1 and seq = 0`],
  [
    'an act of somebody else',
    'doing-rows-wrong',
    `update case_doings set person = 'wei' where case_id = $1 and seq = 0`,
  ],
  [
    'an act that was refused',
    'doing-rows-wrong',
    `insert into case_doings values ($1, 3, 'wei', 't', null, null, '2026-09-28', now())`,
  ],
  [
    'a case claimed as one’s own',
    'initiated-rows-wrong',
    `insert into case_initiated values ('wei', $1, 'party', now())`,
  ],
  ['a case that nobody opened', 'initiated-rows-wrong', 'delete from case_initiated where case_id = $1'],
  ['work that stands still', 'case-row-wrong', `update cases set suspended_on = '2026-09-28' where id = $1`],
  ['a case under another name', 'search-row-wrong', `update cases set search = '王某' where id = $1`],
  ['a case that is not found', 'search-row-wrong', `update cases set grams = '{}' where id = $1`],
];

describe('fsck of the work in hand', () => {
  let database: TestDatabase;
  let stream: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const installation = {
      log: 'test.example/log',
      mode: 'real',
      zone: 'Asia/Shanghai',
      engine: 'test',
    } as const;
    await openInstallation(database.dataSource, installation);
    await new PostgresLedger(database.dataSource).transact(
      { stream: 'library', kind: 'procedures', create: true },
      async (head) => ({ append: fakeAdoption(head, definition), result: 1 }),
    );
  });
  afterAll(() => database.drop());

  beforeEach(async () => {
    stream = randomUUID();
    const ledger = new PostgresLedger(database.dataSource);
    for (const act of HISTORY) {
      await ledger.transact({ stream, kind: 'case', create: true }, async (head) => ({
        append: fakeAppend(head, { state: busy, definition: definition.digest.sha256, ...act }),
        result: 1,
      }));
    }
  });

  // What these made-up histories leave out is not looked at: versions, and the papers of documents.
  const BESIDE: ReadonlySet<FindingCode> = new Set(['version-wrong', 'document-rows-wrong']);

  const codes = async (): Promise<readonly FindingCode[]> => {
    const { findings } = await fsck(database.dataSource, law);
    const mine = findings.filter((finding) => finding.stream === stream && !BESIDE.has(finding.code));
    return [...new Set(mine.map(({ code }) => code))];
  };

  it('finds nothing where the rows are as the appends wrote them', async () => {
    expect(await codes()).toEqual([]);
    const rows = (table: string) =>
      database.owner.query<Record<string, unknown>[]>(
        `select * from ${table} where case_id = $1 order by 1, 2, 3`,
        [stream],
      );
    expect(await rows('task_signers')).toMatchObject([
      { person: 'du', turn: 1 },
      { person: 'zheng', turn: 0 },
    ]);
    expect(await rows('case_referred')).toMatchObject([
      { person: 'chai', kind: 'consultation', from_person: 'rui' },
      { person: 'ji', kind: 'copy', from_person: 'wang' },
    ]);
    expect(await rows('case_doings')).toMatchObject([
      { seq: 0, person: 'wang', act: 'receive', post: 'window' },
      { seq: 1, person: 'ren', done_by: 'rui', on_behalf_of: null },
      { seq: 1, person: 'rui', on_behalf_of: 'ren', done_by: null },
      { seq: 2, person: 'wang', type: 'case.tested' },
    ]);
    expect(await rows('case_initiated')).toMatchObject([
      { person: 'liu', capacity: 'party' },
      { person: 'wang', capacity: 'opener' },
    ]);
    const [{ search }] = await database.owner.query<[{ search: string }]>(
      'select search from cases where id = $1',
      [stream],
    );
    expect(search).toContain('云审受〔2026〕1号');
  });

  it.each([...HARMS, ...OTHER_HARMS])('finds %s', async (_what, code, statement) => {
    await database.owner.query(statement, [stream]);
    expect(await codes()).toEqual([code]);
  });

  it('leaves private marks alone, and finds those on no case', async () => {
    const inbox = postgresInbox(database.dataSource);
    await inbox.follow('wang', stream, NOW);
    expect(await codes()).toEqual([]);
    stream = randomUUID();
    await inbox.follow('wang', stream, NOW);
    expect(await codes()).toEqual(['orphan-row']);
    await inbox.unfollow('wang', stream);
    expect(await codes()).toEqual([]);
  });
});
