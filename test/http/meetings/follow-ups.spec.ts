import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { buildJobs } from '../../../src/app.module.js';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import { MeetingHouse, type Handle } from './meeting-house.js';

interface Row {
  readonly caseId: string;
  readonly cause: string;
  readonly case: { readonly subject: string; readonly clock: { readonly light: string } };
  readonly followUp: { readonly followUp: number; readonly what: string };
}

describe('what a meeting gave somebody to do, as tasks with clocks', () => {
  let house: MeetingHouse;
  let meeting: string;
  let water: string;
  beforeAll(async () => {
    house = await MeetingHouse.open();
    water = await house.caseOf('调整居民水价');
    meeting = await house.decided(water);
  }, 30_000);
  afterAll(() => house.close());

  const inbox = async (who: Handle, view: string): Promise<readonly Row[]> => {
    const { body } = await house.get(who, `/v1/inbox?view=${view}`).expect(200);
    return (body as { items: readonly Row[] }).items.filter(({ cause }) => cause === 'followUp');
  };
  const count = async (who: Handle, view: string): Promise<number> => {
    const { body } = await house.get(who, '/v1/inbox/counts').expect(200);
    return (body as Readonly<Record<string, { n: number }>>)[view]?.n ?? 0;
  };
  async function told(who: Handle): Promise<readonly string[]> {
    const all = buildJobs(house.service.composition, loadSettings({}), pino({ level: 'silent' }));
    for (const job of all) await job.runNow();
    const { body } = await house.get(who, '/v1/notices?limit=200').expect(200);
    const items = (body as { items: readonly { kind: string; text: { zh: string } }[] }).items;
    return items.filter(({ text }) => text.zh.includes('议定事项')).map(({ kind }) => kind);
  }

  it('is given to a unit with a day that the calendar counts, and stands in the inbox of its posts', async () => {
    const wish = { item: 1, unit: 'bureau', what: '公布调价方案并解读' };
    expect((await house.post('wu', `${meeting}/follow-ups`, wish)).status).toBe(422);
    const both = { ...wish, until: '2026-10-19', within: '5 working days' };
    expect((await house.post('wu', `${meeting}/follow-ups`, both)).status).toBe(422);
    expect(
      await house.refused('wu', `${meeting}/follow-ups`, { ...wish, person: 'wang', until: '2026-10-01' }),
    ).toEqual(['day-not-allowed 713号令 34', 'person-not-eligible 713号令 34']);
    await house.done('wu', `${meeting}/follow-ups`, { ...wish, within: '5 working days' });
    const [row] = await inbox('zheng', 'toClaim');
    expect(row).toMatchObject({
      caseId: water,
      case: {
        clock: { dueOn: '2026-10-19', remainingWorkingDays: 5, basis: ['713号令 34'], state: 'running' },
      },
      followUp: { followUp: 1, what: wish.what, until: '2026-10-19', heldAs: 'own', reportedOn: null },
    });
    // Beside the task of the case itself.
    expect(await count('feng', 'toClaim')).toBe(2);
    expect(await inbox('wang', 'toClaim')).toEqual([]);
    expect(await told('zheng')).toEqual(['followUp.came']);
  });

  it('is taken in hand by one of them, and then by nobody else', async () => {
    const one = `${meeting}/follow-ups/1`;
    expect((await house.post('wang', `${one}/claims`)).status).toBe(404);
    expect(
      (await house.post('zheng', `${meeting}/follow-ups/1/extensions`, { until: '2027-01-01', reason: '忙' }))
        .status,
    ).toBe(404);
    const claimed = await house.post('zheng', `${one}/claims`);
    expect([claimed.status, claimed.headers['location']]).toEqual([201, '/v1/me/follow-ups']);
    expect(await house.refused('feng', `${one}/claims`)).toEqual(['not-in-this-state 正程 会议规则']);
    expect(await house.refused('feng', `${one}/reports`, { report: '做完了' })).toEqual([
      'not-in-hand 713号令 34',
    ]);
    expect([await inbox('feng', 'toClaim'), (await inbox('zheng', 'inHand')).length]).toEqual([[], 1]);
    expect([await count('feng', 'toClaim'), await count('zheng', 'inHand')]).toEqual([1, 1]);
    expect((await inbox('feng', 'all')).length).toBe(1);
  });

  it('is warned about before its day, lapses with it, and is told to supervisors and the chief', async () => {
    await house.advance('2026-10-16T01:00:00.000Z');
    expect(await inbox('zheng', 'dueSoon')).toMatchObject([{ case: { clock: { light: 'soon' } } }]);
    expect(await count('zheng', 'dueSoon')).toBe(1);
    expect(await told('zheng')).toContain('clock.yellow');
    await house.advance('2026-10-20T01:00:00.000Z');
    expect(await inbox('zheng', 'inHand')).toMatchObject([
      { case: { clock: { light: 'overdue', state: 'lapsed', remainingWorkingDays: -1 } } },
    ]);
    expect(await told('zheng')).toContain('clock.red');
    expect(await told('chen')).toEqual(['clock.breach']);
    expect(await told('zhao')).toEqual(['clock.breach']);
    const id = meeting.split('/').at(-1) as string;
    const records = await house.service.composition.ports.ledger.records(id, 0, 1_000);
    const lapses = records.filter(({ record }) => record.type === 'followUp.lapsed');
    expect(lapses).toMatchObject([
      {
        record: { data: { followUp: 1, until: '2026-10-19', on: '2026-10-20' }, basis: [{ article: '34' }] },
      },
    ]);
    const { body } = await house.get('chen', '/v1/me/follow-ups?of=supervised').expect(200);
    expect(body).toMatchObject({
      items: [{ followUp: 1, light: 'red', lapsedOn: '2026-10-20', holder: 'zheng' }],
    });
    expect((await house.get('wang', '/v1/me/follow-ups?of=supervised')).body).toEqual({ items: [] });
  });

  it('is extended with a reason, reported by who has it, sent back once, and recognised by the secretary', async () => {
    const one = `${meeting}/follow-ups/1`;
    await house.done('wu', `${one}/extensions`, { within: '10 working days', reason: '等待物价部门复核' });
    expect(await inbox('zheng', 'inHand')).toMatchObject([
      { case: { clock: { light: 'later', dueOn: '2026-11-03' } } },
    ]);
    expect(await told('zheng')).toContain('followUp.extended');
    await house.done('zheng', `${one}/reports`, { report: '已在门户网站公布' });
    expect(await inbox('zheng', 'inHand')).toEqual([]);
    expect((await inbox('wu', 'toClaim')).map(({ followUp }) => followUp.followUp)).toEqual([1]);
    expect(await told('wu')).toEqual(['followUp.reported']);
    await house.done('wu', `${one}/releases`, { reason: '没有解读材料' });
    expect((await inbox('feng', 'toClaim')).length).toBe(1);
    await house.done('feng', `${one}/claims`);
    await house.done('feng', `${one}/reports`, { report: '已公布并解读' });
    await house.done('wu', `${one}/completions`, { report: '属实' });
    for (const who of ['zheng', 'feng', 'wu'] as const) expect(await inbox(who, 'all')).toEqual([]);
  });

  it('keeps free text out of records, and rows that its records give', async () => {
    const { ports, store } = house.service.composition;
    const id = meeting.split('/').at(-1) as string;
    const texts = (await ports.ledger.records(id, 0, 1_000)).map(({ text }) => text).join('\n');
    expect(texts).not.toMatch(/公布|物价|解读/);
    expect((await fsck(store.dataSource, ledgerLaw(ports))).findings).toEqual([]);
  });
});
