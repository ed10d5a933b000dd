import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NONCES, POOL, RULE } from '../panels/panel-town.js';
import { EXPERTS, StreamTown, streamOf, type Townsman } from './stream-town.js';

describe('the address of what was done in a stream', () => {
  let town: StreamTown;
  beforeAll(async () => {
    town = await StreamTown.open();
  }, 30_000);
  afterAll(() => town.close());

  async function statuses(location: string, people: readonly Townsman[]): Promise<readonly number[]> {
    const found: number[] = [];
    for (const who of people) found.push((await town.get(who, location)).status);
    return found;
  }

  it('of a draft and a comment on it is read by who may read the case, without its words', async () => {
    const draft = `${await town.caseOf('ren', 'with-panel')}/drafts/draft`;
    const version = await town.done('ren', `${draft}/versions`, { text: '第一条 改造老城区。' });
    expect(await statuses(version, ['ren', 'he', 'du'])).toEqual([200, 200, 200]);
    expect(await statuses(version, ['liu', 'e1', 'shen'])).toEqual([404, 404, 404]);
    const comment = await town.done('ren', `${draft}/comments`, {
      ...{ kind: 'mustChange', version: 1, text: '应当写明范围' },
    });
    expect(await statuses(comment, ['ren', 'liu'])).toEqual([200, 404]);
    const { body, text } = await town.get('ren', comment);
    expect(body).toMatchObject({ sequence: 1, record: { type: 'draft.commented' } });
    expect(text).not.toContain('应当写明范围');
    const all = `/v1/streams/${streamOf(comment)}/records`;
    expect((await town.get('ren', all).expect(200)).body.items).toHaveLength(2);
    await town.get('liu', all).expect(404);
  });

  it('of a panel is read by its members too', async () => {
    const path = await town.drafted();
    const opening = { draft: await town.draft(path), rule: RULE, pool: POOL };
    const opened = await town.done('ren', `${path}/panels/panel/openings`, opening);
    expect(await statuses(opened, ['ren', ...EXPERTS, 'liu'])).toEqual([200, ...EXPERTS.map(() => 404), 404]);
    // An attempt that was refused is on record, and the secret number in it is shown to nobody else.
    await town.post('ren', `${path}/panels/panel/reveals`, { nonce: NONCES.keeper }).expect(409);
    const records = await town.get('he', `/v1/streams/${streamOf(opened)}/records`).expect(200);
    expect(records.body.items).toHaveLength(2);
    expect(records.text).not.toContain(NONCES.keeper);
    const naming = await town.done('ren', `${path}/panels/panel/namings`, {
      ...{ reason: '专家库中没有相应专业', approvedBy: 'he' },
      member: { expert: 'e5', fields: ['生态环境'] },
    });
    expect(await statuses(naming, ['ren', 'e5', 'e6'])).toEqual([200, 200, 404]);
  });

  it('of a consultation is read by officials, with nothing of who commented', async () => {
    const { opened } = await town.asked();
    expect(await statuses(opened, ['ren', 'du', 'liu', 'zhao'])).toEqual([200, 200, 404, 404]);
    const author = { name: '王大力', contact: '13812345678', kind: 'person' };
    await town.says(streamOf(opened), '建议设站', { author });
    const { text } = await town.get('ren', opened.replace(/0$/, '1')).expect(200);
    for (const word of ['王大力', '13812345678', '建议设站']) expect(text).not.toContain(word);
  });

  it('of a meeting is the meeting, which only its own people may know', async () => {
    const meeting = await town.meeting('2026-10-12');
    expect(await statuses(meeting, ['wu', 'zhao', 'liu', 'ren'])).toEqual([200, 200, 404, 404]);
    const record = `${meeting.replace('/v1/meetings/', '/v1/streams/')}/records/0`;
    expect(await statuses(record, ['wu', 'qian', 'liu', 'ren'])).toEqual([200, 200, 404, 404]);
  });
});
