import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import { PERMIT, startTestService, type Person, type TestService } from '../support/test-service.js';

const PHONE = { seq: 0, name: 'input.phone' };
const REASON = '本人提出申请';

interface Shown {
  readonly id: string;
  readonly status: string;
  readonly redaction: string | null;
}

describe('requests of persons over HTTP', () => {
  let service: TestService;
  let id: string;
  let keys = 0;

  const post = (path: string, person: Person, body: object, key = `person-${keys++}`): Test =>
    service.post(path, person).set('idempotency-key', key).send(body);
  const ask = (body: object, person: Person = 'liu', key?: string): Test =>
    post(`/v1/cases/${id}/privacy-requests`, person, { right: 'delete', reason: REASON, ...body }, key);
  const asked = async (body: object): Promise<Shown> => (await ask(body).expect(201)).body as Shown;
  const answer = (request: Shown, body: object, person: Person = 'an', key?: string): Test =>
    post(`/v1/privacy-requests/${request.id}/answers`, person, { reason: '经核实', ...body }, key);

  beforeAll(async () => {
    service = await startTestService();
    const opened = await post('/v1/cases', 'wang', {
      ...{ ...PERMIT, subject: '玉兰巷开办餐馆' },
      input: { joint: false, phone: '13812345678' },
    }).expect(201);
    id = (opened.body as { caseId: string }).caseId;
  });
  afterAll(async () => {
    const { findings } = await fsck(service.database.owner, ledgerLaw(service.composition.ports));
    expect(findings).toEqual([]);
    await service.close();
  });

  it('are a party’s own, due in fifteen working days of the calendar, and reach the desk', async () => {
    expect((await ask({}, 'wang')).body).toMatchObject({ code: 'power-missing' });
    expect(await ask({}, 'hu')).toMatchObject({ status: 404 });
    const refused = await ask({ parts: [PHONE, { seq: 0, name: 'nothing' }] });
    expect(refused.body).toMatchObject({ code: 'requirement-unmet', unmet: [{ at: '/parts/1' }] });
    const first = await ask({ parts: [PHONE] }, 'liu', 'once').expect(201);
    // Counted from 29 September; 1 to 7 October are holidays, Saturday 10 October is made up.
    expect(first.body).toMatchObject({
      ...{ right: 'delete', basis: '个人信息保护法 47', status: 'open', overdue: false },
      ...{ requestedBy: 'liu', atDesk: false, requestedOn: '2026-09-28', dueOn: '2026-10-23' },
    });
    expect((await ask({ parts: [PHONE] }, 'liu', 'once').expect(201)).body).toEqual(first.body);
    const { id: request } = first.body as Shown;
    for (const person of ['an', 'shen', 'he', 'liu'] as const) {
      // Whoever answers reads what was asked.
      const { items } = (await service.get('/v1/privacy-requests', person).expect(200)).body;
      expect((items as Shown[]).map((one) => one.id)).toContain(request);
      const { body } = await service.get(`/v1/privacy-requests/${request}`, person).expect(200);
      expect(body).toMatchObject({ reason: REASON });
    }
    expect((await service.get('/v1/privacy-requests', 'hu').expect(200)).body.items).toEqual([]);
    await service.get(`/v1/privacy-requests/${request}`, 'wang').expect(404);
    const record = await service.composition.ports.ledger.records(request, 0, 1);
    expect(JSON.stringify(record)).not.toContain(REASON);
  });

  it('are refused with reasons that the person reads, and with what he may do', async () => {
    const request = await asked({ right: 'correct', parts: [PHONE] });
    expect(await answer(request, { outcome: 'refused' }, 'liu')).toMatchObject({ status: 403 });
    expect(await answer(request, { outcome: 'refused', reason: '' })).toMatchObject({ status: 400 });
    await answer(request, { outcome: 'refused', reason: '电话与申请表一致' }).expect(201);
    const read = await service.get(`/v1/privacy-requests/${request.id}`, 'liu').expect(200);
    expect(read.body).toMatchObject({
      ...{ status: 'refused', answer: '电话与申请表一致', answeredOn: '2026-09-28' },
      remedy: { zh: expect.stringContaining('个人信息保护法第五十条') },
    });
    const again = await answer(request, { outcome: 'granted' });
    expect(again.body).toMatchObject({ code: 'not-in-this-state' });
  });

  it('give a party a copy of what he gave, once it is granted, and nobody else', async () => {
    const request = await asked({ right: 'copy' });
    const copy = (person: Person): Test => service.get(`/v1/privacy-requests/${request.id}/copy`, person);
    expect((await copy('liu').expect(404)).body).toMatchObject({
      detail: expect.stringContaining('个人信息申请'),
    });
    await answer(request, { outcome: 'granted' }).expect(201);
    const { parts } = (await copy('liu').expect(200)).body;
    expect(parts).toEqual(
      expect.arrayContaining([expect.objectContaining({ ...PHONE, value: '13812345678' })]),
    );
    for (const person of ['an', 'shen', 'wang', 'hu'] as const) await copy(person).expect(404);
  });

  it('to delete are granted by restriction while the retention period runs, by three persons', async () => {
    const request = await asked({ parts: [PHONE] });
    expect((await answer(request, { outcome: 'granted' })).body).toMatchObject({
      unmet: [{ at: '/granted' }],
    });
    const granted = { measure: 'erase', ground: 'consent-withdrawn' };
    expect((await answer(request, { outcome: 'granted', granted })).body).toMatchObject({
      unmet: [{ basis: ['个人信息保护法 47.2'] }],
    });
    // The request names the telephone alone; the answer may name more.
    const parts = [PHONE, { seq: 0, name: 'subject' }];
    const body = { outcome: 'granted', granted: { ...granted, measure: 'restrict', parts } };
    const done = (await answer(request, body, 'an', 'grant').expect(201)).body as Shown;
    expect(done).toMatchObject({ status: 'granted', redaction: expect.any(String) });
    expect((await answer(request, body, 'an', 'grant').expect(201)).body).toEqual(done);
    const approve = (person: Person): Test =>
      post(`/v1/redactions/${done.redaction ?? ''}/approvals`, person, { reason: '同意' });
    await approve('an').expect(403);
    await approve('shen').expect(201);
    expect((await approve('he').expect(201)).body).toMatchObject({
      status: 'carriedOut',
      measure: 'restrict',
    });
    const { items } = (await service.get(`/v1/cases/${id}/records?limit=1`, 'liu').expect(200)).body;
    expect(items[0].parts).not.toHaveProperty(['input.phone']);
    expect(items[0].parts).not.toHaveProperty(['subject']);
  });

  it('are registered at the desk for somebody without an account, without his name in the record', async () => {
    const body = { right: 'know', reason: REASON, caseId: id, person: '刘大山，13900000000' };
    expect(await post('/v1/privacy-requests', 'liu', body)).toMatchObject({ status: 403 });
    const made = await post('/v1/privacy-requests', 'an', body).expect(201);
    expect(made.body).toMatchObject({ atDesk: true, requestedBy: 'an', parts: [] });
    const stream = (made.body as Shown).id;
    const read = await service.get(`/v1/privacy-requests/${stream}`, 'an').expect(200);
    expect(read.body).toMatchObject({ person: body.person, reason: REASON });
    expect(JSON.stringify(await service.composition.ports.ledger.records(stream, 0, 1))).not.toContain(
      '大山',
    );
    expect(await post('/v1/privacy-requests', 'an', { ...body, caseId: stream })).toMatchObject({
      status: 404,
    });
    // What is handed over at the desk is not given to whoever registered it.
    await answer(made.body as Shown, { outcome: 'granted' }).expect(201);
    await service.get(`/v1/privacy-requests/${stream}/copy`, 'an').expect(404);
  });
});
