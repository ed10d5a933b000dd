import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Finding, FindingCode } from '../../src/store/fsck/finding.js';
import { fsck } from '../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../src/usecases/law/ledger-law.js';
import { POOL, RULE } from '../http/panels/panel-town.js';
import { StreamTown, streamOf } from '../http/streams/stream-town.js';
import { tamper } from '../support/tamper.js';

const DAY = '2026-10-12';

type Kind = 'draft' | 'consultation' | 'panel' | 'meeting';
type Harm = readonly [what: string, kind: Kind, table: string, statement: string, found: readonly string[]];

/** Each is done to the rows of one stream, `$1`, and found by the name of every row that it touches. */
const HARMS: readonly Harm[] = [
  [
    ...(['a version with another digest', 'draft', 'draft_versions'] as const),
    `update draft_versions set sha256 = sm3 where stream = $1 and version = 2`,
    ['draft_versions 2: its records say otherwise'],
  ],
  [
    ...(['a version taken away', 'draft', 'draft_versions'] as const),
    `delete from draft_versions where stream = $1 and version = 1`,
    ['draft_versions 1: is missing'],
  ],
  [
    ...(['a version that nobody submitted', 'draft', 'draft_versions'] as const),
    `insert into draft_versions select stream, 9, seq, submitted_on, sha256, sm3, articles, source, person, post
      from draft_versions where stream = $1 and version = 2`,
    ['draft_versions 9: no record says so'],
  ],
  [
    ...(['a comment put under another article', 'draft', 'draft_comments'] as const),
    `update draft_comments set article = 'a9' where stream = $1`,
    ['draft_comments 1: its records say otherwise'],
  ],
  [
    ...(['an answer turned round', 'draft', 'draft_answers'] as const),
    `update draft_answers set answer = 'declined' where stream = $1`,
    ['draft_answers 3: its records say otherwise'],
  ],
  [
    ...(['a period made longer', 'consultation', 'consultations'] as const),
    `update consultations set closes_on = closes_on + 1 where stream = $1`,
    ['consultations: its records say otherwise'],
  ],
  [
    ...(['a comment with other words', 'consultation', 'consultation_comments'] as const),
    `update consultation_comments set text = '很好' where stream = $1 and n = 2`,
    ['consultation_comments 2: its records say otherwise'],
  ],
  [
    ...(['a comment with another author', 'consultation', 'consultation_comments'] as const),
    `update consultation_comments set author_name = '李' where stream = $1 and n = 1`,
    ['consultation_comments 1: its records say otherwise'],
  ],
  [
    ...(['a comment that became adopted', 'consultation', 'consultation_comments'] as const),
    `update consultation_comments set result = 'adopted' where stream = $1 and n in (1, 3)`,
    [
      'consultation_comments 1: its records say otherwise',
      'consultation_comments 3: its records say otherwise',
    ],
  ],
  [
    ...(['a hidden comment', 'consultation', 'consultation_comments'] as const),
    `update consultation_comments set sorted_as = 'hidden' where stream = $1 and n = 3`,
    ['consultation_comments 3: its records say otherwise'],
  ],
  [
    ...(['comments taken away, the last one too', 'consultation', 'consultation_comments'] as const),
    `delete from consultation_comments where stream = $1 and n in (1, 2, 4)`,
    [1, 2, 4].map((n) => `consultation_comments ${n}: is missing`),
  ],
  [
    ...(['comments that nobody made', 'consultation', 'consultation_comments'] as const),
    `insert into consultation_comments (stream, n, id, seq, received_on, arrived_on, channel, consent, text, text_key, sorted_as)
      select stream, m, 'invented ' || m, seq, received_on, arrived_on, channel, consent, text, text_key, sorted_as
      from consultation_comments, (values (0), (9)) as x(m) where stream = $1 and n = 1`,
    [0, 9].map((n) => `consultation_comments ${n}: no record says so`),
  ],
  [
    ...(['a comment in no group', 'consultation', 'consultation_comments'] as const),
    `update consultation_comments set group_no = null where stream = $1 and n = 3`,
    ['consultation_comments 3: its records say otherwise'],
  ],
  [
    ...(['a group with another title', 'consultation', 'consultation_groups'] as const),
    `update consultation_groups set title = '别的' where stream = $1`,
    ['consultation_groups 1: its records say otherwise'],
  ],
  [
    ...(['a pool without one of its experts', 'panel', 'panel_pools'] as const),
    `update panel_pools set pool = (pool::jsonb - 0)::text where stream = $1`,
    ['panel_pools: its digest is not the one on record'],
  ],
  [
    ...(['a pool taken away', 'panel', 'panel_pools'] as const),
    `delete from panel_pools where stream = $1`,
    ['panel_pools: is missing'],
  ],
  [
    ...(['a meeting on another day', 'meeting', 'meetings'] as const),
    `update meetings set day = day + 1 where stream = $1`,
    ['meetings: its records say otherwise'],
  ],
  [
    ...(['an item with another result', 'meeting', 'meeting_items'] as const),
    `update meeting_items set result = 'rejected' where stream = $1`,
    ['meeting_items 1: its records say otherwise'],
  ],
  [
    ...(['a follow-up that is said to be done', 'meeting', 'meeting_follow_ups'] as const),
    `update meeting_follow_ups set done_on = until_on where stream = $1`,
    ['meeting_follow_ups 1: its records say otherwise'],
  ],
  [
    ...(['a follow-up whose text is another record’s', 'meeting', 'meeting_follow_ups'] as const),
    `update meeting_follow_ups set seq = 0 where stream = $1`,
    ['meeting_follow_ups 1: its records say otherwise'],
  ],
];

describe('fsck of what lies beside cases', () => {
  let town: StreamTown;
  const streams: Record<Kind, string> = { draft: '', consultation: '', panel: '', meeting: '' };

  const check = async (): Promise<readonly Finding[]> => {
    const { ports, store } = town.service.composition;
    return (await fsck(store.dataSource, ledgerLaw(ports))).findings;
  };
  const harm = (statement: string, values: readonly unknown[] = []): Promise<void> =>
    tamper(town.service.database.owner, statement, values);

  /** What is found of a harm; the table is put back as it was. */
  async function foundAfter(table: string, work: () => Promise<void>): Promise<readonly Finding[]> {
    await harm(`create table kept as select * from ${table}`);
    await work();
    const found = await check();
    await harm(`truncate ${table}`);
    await harm(`insert into ${table} select * from kept`);
    await harm('drop table kept');
    return found;
  }

  beforeAll(async () => {
    town = await StreamTown.open();
    const path = await town.drafted();
    const draft = `${path}/drafts/draft`;
    await town.done('ren', `${draft}/comments`, {
      kind: 'mustChange',
      version: 1,
      article: 'a1',
      text: '写明范围',
    });
    const second = await town.done('ren', `${draft}/versions`, { text: '第一条 改造老城区甲街。' });
    await town.done('ren', `${draft}/comments/1/answers`, { answer: 'revised' });
    streams.draft = streamOf(second);
    await town.done('ren', `${draft}/withdrawals`, { version: 2, reason: '重新研究' });
    await town.done('ren', `${draft}/versions`, { text: '第一条 改造老城区乙街。' });
    const opening = { draft: await town.draft(path), rule: RULE, pool: POOL };
    streams.panel = streamOf(await town.done('ren', `${path}/panels/panel/openings`, opening));
    streams.consultation = await consulted();
    streams.meeting = await met();
  }, 60_000);
  afterAll(() => town.close());

  async function consulted(): Promise<string> {
    const { path, opened } = await town.asked();
    const stream = streamOf(opened);
    const consultation = `${path}/consultations/solicitation`;
    const author = { name: '王大力', contact: '13812345678', kind: 'person' };
    await town.says(stream, '建议设站', { author, article: 'a1', stance: 'agree' });
    for (const text of ['不同意。', '不同意！', '不同意', '无关']) await town.says(stream, text);
    await town.done('ren', `${consultation}/comments`, {
      comments: [1, 2].map((n) => ({
        ...{ channel: 'letter', arrivedOn: '2026-09-28', consentToPublish: false, text: `来信${n}` },
      })),
    });
    await town.done('ren', `${consultation}/sortings`, { comments: [4], as: 'duplicate', of: 2 });
    await town.done('ren', `${consultation}/groupings`, { sameAs: 2, title: '反对' });
    await town.done('ren', `${consultation}/ungroupings`, { comments: [4] });
    await town.done('ren', `${consultation}/handlings`, {
      group: 1,
      result: 'notAdopted',
      reason: '已有结论',
    });
    await town.done('ren', `${consultation}/handlings`, {
      comments: [5],
      result: 'adopted',
      articles: ['a1'],
    });
    const longer = { closesOn: '2026-11-05', reason: '意见较多' };
    await town.done('ren', `${consultation}/extensions`, longer);
    return stream;
  }

  async function met(): Promise<string> {
    const path = await town.caseOf('zhi', 'test-decision');
    await town.done('zhi', `${path}/acts/review`, { input: {} });
    const meeting = await town.meeting(DAY);
    await town.done('wu', `${meeting}/items`, { caseId: path.split('/').at(-1), name: 'meeting' });
    await town.done('wu', `${meeting}/papers`);
    await town.post('xi', '/v1/simulation/advances', { to: `${DAY}T02:00:00.000Z` });
    await town.done('wu', `${meeting}/openings`, { present: ['zhao', 'qian', 'sun'] });
    await town.done('wu', `${meeting}/items/1/beginnings`);
    for (const person of ['qian', 'sun', 'zhao'])
      await town.done('wu', `${meeting}/items/1/speeches`, { person, stance: 'agree', text: '同意' });
    await town.done('wu', `${meeting}/items/1/decisions`, { result: 'passed' });
    const task = { item: 1, unit: 'bureau', person: 'zhi', until: '2026-10-14', what: '公布' };
    await town.done('wu', `${meeting}/follow-ups`, task);
    return meeting.split('/').at(-1) as string;
  }

  it('finds nothing where every row is what its records say', async () => {
    expect(await check()).toEqual([]);
  });

  it.each(HARMS)('finds %s', async (_, kind, table, statement, found) => {
    const stream = streams[kind];
    const code: FindingCode = `${kind}-rows-wrong`;
    const findings = await foundAfter(table, () => harm(statement, [stream]));
    expect(findings.map(({ code: one, stream: of, message }) => [one, of, message])).toEqual(
      found.map((message) => [code, stream, message]),
    );
  });

  it('says of words that are kept no longer that they are, and still follows what was done with them', async () => {
    const stream = streams.consultation;
    const erase = `delete from record_parts where stream = $1 and name = 'comments.3'`;
    const move = (days: string): Promise<void> =>
      harm(`update consultation_comments set received_on = received_on ${days} where stream = $1 and n = 3`, [
        stream,
      ]);
    const erased = { code: 'part-missing', stream, seq: 3 };
    expect(await foundAfter('record_parts', () => harm(erase, [stream]))).toMatchObject([erased]);
    const moved = await foundAfter('record_parts', async () => {
      await harm(erase, [stream]);
      await move('- 1');
    });
    await move('+ 1');
    const message = 'consultation_comments 3: its records say otherwise';
    expect(moved).toMatchObject([erased, { code: 'consultation-rows-wrong', message }]);
  });

  it('finds rows of streams that there are not, and a standing that is not of the last record', async () => {
    const orphans = await foundAfter('meeting_items', () =>
      harm(`insert into meeting_items values ('nowhere', 1, 'c', 'meeting', 'tabled', null)`),
    );
    expect(orphans).toMatchObject([
      { code: 'orphan-row', stream: 'nowhere', message: 'item 1 refers to nothing' },
    ]);
    const stale = await foundAfter('stream_standings', () =>
      harm('update stream_standings set seq = 0 where stream = $1', [streams.draft]),
    );
    expect(stale).toMatchObject([{ code: 'standing-rows-wrong', stream: streams.draft }]);
  });
});
