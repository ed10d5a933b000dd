import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { postgresOpenTasks } from '../../src/store/queries/open-tasks.js';
import { CASE_VIEWS, TASK_VIEWS } from '../../src/usecases/inbox/inbox-reads.js';
import { reviewVacancies } from '../../src/usecases/vacancies/review-vacancies.js';
import { PERMIT, startTestService, type Person, type TestService } from './support/test-service.js';

interface Row {
  readonly caseId: string;
  readonly cause: string;
  readonly case: Readonly<Record<string, unknown>> | null;
  readonly task?: { readonly key: string; readonly holder?: { readonly person: string } };
  readonly referral?: { readonly id: string };
  readonly doing?: { readonly type: string; readonly act: string | null };
}

const VIEWS = [...TASK_VIEWS, ...CASE_VIEWS];
const REVIEW = 'deciding.reviewing:reviewer';

describe('inbox', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService();
  });
  afterAll(() => service.close());

  const open = async (subject: string, name: string): Promise<string> => {
    const body = { ...PERMIT, subject, applicant: { name, person: 'liu' } };
    const answer = await service.post('/v1/cases', 'wang').set('idempotency-key', randomUUID()).send(body);
    return (answer.body as { caseId: string }).caseId;
  };
  const send = async (path: string, person: Person, body: object = {}): Promise<unknown> => {
    const answer = await service.post(path, person).set('idempotency-key', randomUUID()).send(body);
    expect({ path, body: answer.body, status: answer.status }).toMatchObject({ status: 201 });
    return answer.body;
  };
  const accepted = async (subject: string, name = '刘申请'): Promise<string> => {
    const id = await open(subject, name);
    await send(`/v1/cases/${id}/acts/accept`, 'wang', { input: {} });
    return id;
  };
  const desk = (
    id: string,
    word: string,
    person: Person,
    body: object = {},
    task = REVIEW,
  ): Promise<unknown> => send(`/v1/cases/${id}/tasks/${task}/${word}`, person, body);
  const view = async (name: string, person: Person, query = ''): Promise<readonly Row[]> => {
    const answer = await service.get(`/v1/inbox?view=${name}&limit=200${query}`, person).expect(200);
    return (answer.body as { items: readonly Row[] }).items;
  };
  /** The rows of one case in a view. */
  const of = async (id: string, name: string, person: Person, query = ''): Promise<readonly Row[]> =>
    (await view(name, person, query)).filter(({ caseId }) => caseId === id);

  it('shows what may be claimed, why it came, from whom and until when, with people masked', async () => {
    const id = await open('开办餐馆', '欧阳建国');
    const [row] = await of(id, 'toClaim', 'wei');
    expect(row).toMatchObject({
      caseId: id,
      cause: 'course',
      from: { person: 'wang', name: '王窗口' },
      since: { on: '2026-09-28', at: '2026-09-28T01:00:00.000Z' },
      case: {
        ...{ subject: '开办餐馆', applicantName: '欧阳**', masked: true, procedureTitle: '测试许可' },
        ...{ unitTitle: '测试机关', status: 'open', suspendedOn: null },
        stages: [{ path: 'received', title: '收件审查' }],
        clock: {
          ...{ clock: 'notice', title: '一次性告知期限', kind: 'ceiling', basis: ['许可法 32.1(4)'] },
          ...{ state: 'running', light: 'later', dueOn: '2026-10-10', remainingWorkingDays: 5 },
        },
      },
      task: {
        ...{ key: 'received:window', title: '受理窗口', heldAs: 'own', urgedOn: null },
        acts: [
          { act: 'accept', title: '受理' },
          { act: 'notifyCorrections', title: '一次性告知补正' },
        ],
      },
    });
    expect(row?.case?.['number']).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{5}$/);
    const english = await service
      .get('/v1/inbox?view=toClaim', 'wei')
      .set('accept-language', 'en')
      .expect(200);
    expect((english.body as { items: Row[] }).items[0]?.case).toMatchObject({
      procedureTitle: 'Test permit',
    });
    expect(await of(id, 'dueSoon', 'wei')).toEqual([]);
    expect(await of(id, 'dueSoon', 'wei', '&workingDays=5')).toHaveLength(1);
  });

  it('a task in one hand is in nobody else’s, and shows the others of the post who has it', async () => {
    const id = await accepted('在手');
    expect((await of(id, 'toClaim', 'rui')).map(({ task }) => String(task?.key)).toSorted()).toEqual([
      REVIEW,
      'deciding:reviewer',
    ]);
    await desk(id, 'claims', 'ren');
    expect((await of(id, 'inHand', 'ren')).map(({ task }) => task?.key)).toEqual([REVIEW]);
    for (const name of ['toClaim', 'inHand']) {
      expect((await of(id, name, 'rui')).filter(({ task }) => task?.key === REVIEW)).toEqual([]);
    }
    const [seen] = (await of(id, 'all', 'rui')).filter(({ task }) => task?.key === REVIEW);
    expect(seen?.task?.holder).toMatchObject({
      person: 'ren',
      name: '任审查',
      as: 'claimed',
      on: '2026-09-28',
    });
    await desk(id, 'transfers', 'ren', { to: 'rui', reason: '出差' });
    expect(await of(id, 'inHand', 'ren')).toEqual([]);
    const [given] = (await of(id, 'toClaim', 'rui')).filter(({ task }) => task?.key === REVIEW);
    expect(given).toMatchObject({
      ...{ cause: 'transferred', from: { person: 'ren', name: '任审查' } },
      task: { holder: { person: 'rui', as: 'assigned' } },
    });
    await desk(id, 'claims', 'rui');
    expect((await of(id, 'inHand', 'rui')).map(({ task }) => task?.key)).toEqual([REVIEW]);
  });

  it('what is done is listed by who did it, and what was opened by who opened it', async () => {
    const id = await accepted('谁办的');
    const done = async (person: Person) =>
      (await of(id, 'done', person)).map(({ doing }) => doing?.act ?? doing?.type);
    expect(await done('wang')).toEqual(['accept', 'receive']);
    await desk(id, 'claims', 'ren');
    expect(await done('ren')).toEqual(['desk.claimed']);
    expect(await done('wei')).toEqual([]);
    expect(await of(id, 'initiated', 'wang')).toMatchObject([{ cause: 'initiated', initiated: 'opener' }]);
    expect(await of(id, 'initiated', 'liu')).toMatchObject([
      { initiated: 'party', case: { applicantName: '刘申请', masked: false } },
    ]);
    expect(await of(id, 'initiated', 'wei')).toEqual([]);
  });

  it('who may know of a case no longer sees of it what he did himself, and nothing else', async () => {
    const id = await accepted('不再知悉');
    await desk(id, 'claims', 'ren');
    await send(`/v1/cases/${id}/recusals`, 'ren', { reason: '亲属关系' });
    const [row] = await of(id, 'done', 'ren');
    expect(row).toMatchObject({ caseId: id, case: null, doing: { type: 'desk.claimed' } });
    expect(row?.doing).not.toHaveProperty('actTitle');
    for (const name of [...TASK_VIEWS, 'copied', 'followed']) expect(await of(id, name, 'ren')).toEqual([]);
    expect(await of(id, 'done', 'ren', '&procedure=test-permit')).toEqual([]);
    expect(await of(id, 'done', 'ren', `&q=${encodeURIComponent('不再知悉')}`)).toEqual([]);
  });

  it('what was in the hand of somebody who may no longer have it is everybody’s of the post again', async () => {
    const id = await accepted('回避后');
    await desk(id, 'claims', 'ren');
    expect(await of(id, 'toClaim', 'rui')).toHaveLength(1);
    await send(`/v1/cases/${id}/recusals`, 'ren', { reason: '亲属关系' });
    const { ports, store } = service.composition;
    await reviewVacancies(ports, postgresOpenTasks(store.dataSource))();
    expect(await of(id, 'toClaim', 'rui')).toHaveLength(2);
    const [record] = (
      await service.get(`/v1/cases/${id}/records?limit=200`, 'rui').expect(200)
    ).body.items.filter(({ record: { type } }: { record: { type: string } }) => type === 'desk.released') as {
      record: { actor?: object };
    }[];
    expect(record?.record).toMatchObject({ basis: [{ article: '工作交接' }] });
    expect(record?.record.actor).toBeUndefined();
  });

  it('copies and referrals are in the views of whom they are to', async () => {
    const id = await accepted('抄送与加签');
    await send(`/v1/cases/${id}/copies`, 'ren', { to: ['chai'] });
    expect(await of(id, 'copied', 'chai')).toMatchObject([
      { cause: 'copied', from: { person: 'ren', name: '任审查' }, case: { subject: '抄送与加签' } },
    ]);
    await desk(id, 'claims', 'ren');
    await desk(id, 'consultations', 'ren', { to: 'he', place: 'before', reason: '请提意见' });
    for (const name of ['referrals', 'inHand']) {
      const [asked] = (await of(id, name, 'he')).filter(({ referral }) => referral);
      expect(asked).toMatchObject({
        ...{ cause: 'consulted', from: { person: 'ren' }, case: { clock: { clock: 'decision' } } },
        referral: { kind: 'consultation', task: REVIEW, blocks: true, place: 'before' },
      });
    }
    const [{ referral }] = (await of(id, 'referrals', 'he')) as [Row];
    await send(`/v1/cases/${id}/referrals/${referral?.id}/answers`, 'he', { opinion: { text: '无意见' } });
    expect(await of(id, 'referrals', 'he')).toEqual([]);
    expect((await of(id, 'done', 'he')).map(({ doing }) => doing?.type)).toEqual(['desk.answered']);
  });

  it('a case is followed and no longer followed by whoever may know of it, without a trace', async () => {
    const id = await open('关注', '刘申请');
    const follow = (word: string, person: Person) => service.post(`/v1/cases/${id}/${word}`, person);
    const before = (await service.get(`/v1/cases/${id}`, 'wang').expect(200)).body as { sequence: number };
    await follow('follows', 'wang').expect(204);
    await follow('follows', 'wang').expect(204);
    expect(await of(id, 'followed', 'wang')).toHaveLength(1);
    expect(await of(id, 'followed', 'wei')).toEqual([]);
    await follow('follows', 'hu').expect(404);
    await follow('unfollows', 'wang').expect(204);
    await follow('unfollows', 'hu').expect(404);
    expect(await of(id, 'followed', 'wang')).toEqual([]);
    const after = (await service.get(`/v1/cases/${id}`, 'wang').expect(200)).body as { sequence: number };
    expect(after.sequence).toBe(before.sequence);
    await service.post('/v1/cases/not-a-case/follows', 'wang').expect(404);
  });

  it('is searched in Chinese, by rare characters, receipt numbers and in any spelling', async () => {
    const rare = await accepted('㐂寿面馆（总店）', '𠮷田𬺈');
    const plain = await accepted('ＡＢＣ 便利店', '张三');
    const found = async (q: string, name = 'all') =>
      (await view(name, 'ren', `&q=${encodeURIComponent(q)}`)).map(({ caseId }) => caseId);
    for (const q of ['𠮷', '𬺈', '㐂', '𠮷田𬺈', '㐂寿面馆', '寿面 𠮷田', '面馆(总店)']) {
      expect({ q, found: [...new Set(await found(q))] }).toEqual({ q, found: [rare] });
    }
    for (const q of ['abc便利店', 'ABC', 'ａｂｃ', '张三']) {
      expect({ q, found: [...new Set(await found(q))] }).toEqual({ q, found: [plain] });
    }
    const [{ case: shown }] = (await of(plain, 'all', 'ren')) as [Row];
    const number = String(shown?.['number']);
    expect([...new Set(await found(number))]).toEqual([plain]);
    expect([...new Set(await found(number.replaceAll('-', '').toLowerCase()))]).toEqual([plain]);
    for (const q of ['吉田', '张四', '没有', '𠮸', '％', "'; drop table cases; --", '%', '_', '\\']) {
      expect({ q, found: await found(q) }).toEqual({ q, found: [] });
    }
    const cases = async (q: string, person: Person) =>
      (
        (await service.get(`/v1/cases?q=${encodeURIComponent(q)}`, person).expect(200)).body as {
          items: { id: string }[];
        }
      ).items.map(({ id }) => id);
    expect(await cases('𠮷田', 'ren')).toEqual([rare]);
    expect(await cases('𠮷田', 'liu')).toEqual([rare]);
    expect(await cases('𠮷田', 'hu')).toEqual([]);
    expect(await cases('没有', 'ren')).toEqual([]);
    await service.post(`/v1/cases/${rare}/follows`, 'ren').expect(204);
    expect(await found('𠮷', 'followed')).toEqual([rare]);
    expect(await found('张', 'followed')).toEqual([]);
  });

  it('is narrowed by procedure, unit, post, day and light', async () => {
    const id = await accepted('筛选');
    const hits = async (query: string) => (await of(id, 'all', 'ren', query)).length;
    expect(await hits('')).toBe(2);
    expect(await hits('&procedure=test-permit&unit=office&post=reviewer&light=later')).toBe(2);
    for (const query of ['procedure=other', 'unit=elsewhere', 'post=window', 'light=overdue', 'light=none']) {
      expect({ query, hits: await hits(`&${query}`) }).toEqual({ query, hits: 0 });
    }
    expect(await hits('&dueBefore=2026-10-09')).toBe(0);
    expect(await hits('&dueBefore=2026-12-31')).toBe(2);
    await send(`/v1/cases/${id}/acts/beginTest`, 'ren', { input: { ground: '检验' } });
    expect(await hits('&light=suspended')).toBe(2);
    const [row] = await of(id, 'all', 'ren');
    expect(row?.case).toMatchObject({
      clock: { state: 'suspended', light: 'suspended', dueOn: null, remainingWorkingDays: null },
    });
    expect((await of(id, 'done', 'ren', '&post=reviewer')).length).toBe(1);
    expect((await of(id, 'initiated', 'wang', '&light=suspended')).length).toBe(1);
  });

  it('reads what the act before has written, and counts what it shows', async () => {
    const count = async (person: Person) =>
      (await service.get('/v1/inbox/counts', person).expect(200)).body as Record<
        string,
        { n: number; more: boolean }
      >;
    for (let n = 0; n < 5; n++) {
      const id = await accepted(`读己之写 ${n}`);
      expect(await of(id, 'toClaim', 'rui')).toHaveLength(2);
      await desk(id, 'claims', 'rui');
      expect(await of(id, 'toClaim', 'rui')).toHaveLength(1);
      expect(await of(id, 'inHand', 'rui')).toHaveLength(1);
    }
    for (const person of ['rui', 'wang', 'liu', 'du', 'xi'] as const) {
      const counts = await count(person);
      for (const name of VIEWS) {
        const { length } = await view(name, person);
        expect({ person, name, ...counts[name] }).toEqual({ person, name, n: length, more: false });
      }
    }
  });

  it('keeps its place while others act: nothing twice, and nothing that stayed is missed', async () => {
    for (let n = 0; n < 8; n++) await accepted(`翻页 ${n}`);
    const before = await view('all', 'ren');
    const seen: Row[] = [];
    let after = '';
    for (let n = 0; ; n++) {
      const answer = await service.get(`/v1/inbox?view=all&limit=3${after}`, 'ren').expect(200);
      const { items, page } = answer.body as { items: Row[]; page: { endCursor: string; hasMore: boolean } };
      seen.push(...items);
      if (!page.hasMore) break;
      after = `&after=${page.endCursor}`;
      // Meanwhile new work comes, and some goes into other hands.
      const id = await accepted(`同时 ${n}`);
      await desk(id, 'claims', 'rui');
    }
    const keys = seen.map(({ caseId, task }) => `${caseId} ${task?.key}`);
    expect(new Set(keys).size).toBe(keys.length);
    const missed = before.filter(({ caseId, task }) => !keys.includes(`${caseId} ${task?.key}`));
    expect(missed).toEqual([]);
  });

  it('is empty for whoever has nothing to do with cases', async () => {
    for (const person of ['hu', 'xi', 'an', 'shen'] as const) {
      for (const name of VIEWS)
        expect({ person, name, rows: await view(name, person) }).toMatchObject({ rows: [] });
    }
  });

  it.each([
    ...['', 'view=mine', 'view=', 'view=all&limit=0', 'view=all&limit=201', 'view=all&workingDays=-1'],
    ...['view=all&workingDays=61', 'view=all&light=green', 'view=all&dueBefore=2026-02-30', 'view=all&q='],
    ...[`view=all&q=${'长'.repeat(101)}`, 'view=all&q=%00', 'view=all&q=a%0Ab', 'view=all&after=%%%'],
    ...['view=all&after=WyJ4Il0', 'view=done&after=WyIyMDI2LTEwLTEwIiwieCIsInkiXQ', 'view=all&view=done'],
    ...['view=all&q=a&q=b', 'view=all&unknown=1', 'view=all&procedure[]=x'],
  ])('refuses what it does not understand: %s', async (query) => {
    const answer = await service.get(`/v1/inbox?${query}`, 'ren');
    expect({ status: answer.status, body: answer.body as object }).toMatchObject({ status: 400 });
  });

  it('asks who it is', async () => {
    await service.get('/v1/inbox?view=all').expect(401);
    await service.get('/v1/inbox/counts').expect(401);
    await service.post(`/v1/cases/${randomUUID()}/follows`).expect(401);
  });
});
