import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { PERMIT, startTestService, type Person, type TestService } from './support/test-service.js';

const NAME = '刘申请';
const PHONE = '13812345678';
const HEALTH = '高血压三级';
const REASON = '电话联系申请人补正材料';

describe('unmasking over HTTP', () => {
  let service: TestService;
  let id: string;
  let keys = 0;

  const unmask = (person: Person, body: object, key = `unmask-${keys++}`): Test =>
    service.post(`/v1/cases/${id}/unmaskings`, person).set('idempotency-key', key).send(body);
  const lastRecord = async () =>
    (await service.get(`/v1/cases/${id}/records?limit=200`, 'liu').expect(200)).body.items.at(-1);

  beforeAll(async () => {
    service = await startTestService();
    const answer = await service
      .post('/v1/cases', 'wang')
      .set('idempotency-key', 'filing')
      .send({ ...PERMIT, input: { joint: false, phone: PHONE, health: HEALTH } });
    id = (answer.body as { caseId: string }).caseId;
  });
  afterAll(() => service.close());

  it('shows plain text for a reason, and leaves a record that changes nothing else', async () => {
    const before = await service.get(`/v1/cases/${id}`, 'rui').expect(200);
    const fields = ['applicantName', 'subject', 'records.0.input.phone'];
    const answer = await unmask('rui', { fields, reason: REASON });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        act: { type: 'case.unmasked', stream: id, sequence: 1 },
        values: { applicantName: NAME, subject: PERMIT.subject, 'records.0.input.phone': PHONE },
      },
    });
    expect(answer.headers).toMatchObject({
      location: `/v1/streams/${id}/records/1`,
      'x-ledger-sequence': '1',
    });
    expect(await lastRecord()).toMatchObject({
      sequence: 1,
      record: {
        actor: { person: 'rui', post: 'reviewer' },
        data: {
          cause: 'access',
          power: { policies: ['read-personal-in-post'] },
          access: { fields, classes: ['personal', 'personal', 'personal'] },
        },
      },
      parts: { reason: REASON },
    });
    const after = await service.get(`/v1/cases/${id}`, 'rui').expect(200);
    expect(after.body).toEqual({
      ...before.body,
      sequence: before.body.sequence + 1,
      leaf: expect.anything(),
    });
    expect(after.body.version).toBe(before.body.version);
  });

  it('shows sensitive data only to the post that has the task', async () => {
    const fields = ['records.0.input.health'];
    const holder = await unmask('wang', { fields, reason: REASON });
    expect(holder).toMatchObject({ status: 201, body: { values: { 'records.0.input.health': HEALTH } } });
    const reviewer = await unmask('rui', { fields, reason: REASON });
    expect(reviewer).toMatchObject({ status: 403, body: { code: 'power-missing' } });
    expect(reviewer.text).not.toContain(HEALTH);
    expect(await lastRecord()).toMatchObject({
      record: { id: reviewer.body.recordId, type: 'unmasking.refused', actor: { person: 'rui' } },
      parts: { reason: REASON, fields },
    });
  });

  it('shows nothing when a single field of several may not be seen', async () => {
    const answer = await unmask('rui', {
      fields: ['applicantName', 'records.0.input.health'],
      reason: REASON,
    });
    expect(answer.status).toBe(403);
    expect(answer.text).not.toContain(NAME);
  });

  it('refuses a supervisor, who reads the case but not its people, on record', async () => {
    const answer = await unmask('du', { fields: ['applicantName'], reason: REASON });
    expect(answer).toMatchObject({ status: 403, body: { code: 'power-missing' } });
    expect((await lastRecord()).record.type).toBe('unmasking.refused');
  });

  it('answers a repeated key again without a second record, and keeps no plain text under it', async () => {
    const body = { fields: ['applicantName'], reason: REASON };
    const first = await unmask('ren', body, 'same');
    const again = await unmask('ren', body, 'same');
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.body).toEqual(first.body);
    const other = await unmask('ren', { ...body, fields: ['subject'] }, 'same');
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
    const kept = await service.database.owner.query<{ body: string }[]>(
      `select body from idempotency where key = 'same'`,
    );
    expect(kept).toHaveLength(1);
    expect(kept[0]?.body).not.toContain(NAME);
  });

  it.each([
    [{ fields: ['applicantName'], reason: '看看' }, '/reason'],
    [{ fields: ['applicantName'], reason: '      看      ' }, '/reason'],
    [{ fields: ['applicantName'] }, '/reason'],
    [{ fields: [], reason: REASON }, '/fields'],
    [{ fields: ['subject', 'subject'], reason: REASON }, '/fields'],
    [{ fields: [7], reason: REASON }, '/fields'],
    [{ fields: 'subject', reason: REASON }, '/fields'],
    [{ fields: ['subject'], reason: REASON, all: true }, '/all'],
    [{ fields: ['subject', 'name'], reason: REASON }, '/fields/1'],
    [{ fields: ['records.0.input.mail'], reason: REASON }, '/fields/0'],
    [{ fields: ['records.99.subject'], reason: REASON }, '/fields/0'],
    [{ fields: ['records.-1.subject'], reason: REASON }, '/fields/0'],
    [{ fields: ['records.0.__proto__'], reason: REASON }, '/fields/0'],
  ])('refuses %j at %s', async (body, at) => {
    const before = (await lastRecord()).sequence;
    const answer = await unmask('ren', body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body.unmet.map((one: { at: string }) => one.at)).toContain(at);
    expect((await lastRecord()).sequence).toBe(before);
  });

  it('wants a key', async () => {
    const answer = await service
      .post(`/v1/cases/${id}/unmaskings`, 'ren')
      .send({ fields: ['subject'], reason: REASON });
    expect(answer).toMatchObject({ status: 400, body: { code: 'idempotency-key-missing' } });
  });
});
