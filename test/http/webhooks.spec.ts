import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Webhook } from 'standardwebhooks';
import request from 'supertest';
import { webhookPump } from '../../src/compose/notices.js';
import { loadSettings } from '../../src/outside/settings/load-settings.js';
import { LIBRARY_STREAMS } from '../../src/usecases/law/library-streams.js';
import { PlainReceiver } from '../support/plain-receiver.js';
import { startTestService, tokenOf, type TestService } from './support/test-service.js';

describe('webhooks over HTTP', () => {
  let service: TestService;
  let url: string;
  const receiver = new PlainReceiver();
  const settings = loadSettings({});

  beforeAll(async () => {
    service = await startTestService();
    url = await receiver.listen();
  });
  afterAll(async () => {
    await service.close();
    await receiver.close();
  });
  beforeEach(async () => {
    const { body } = await service.get('/v1/webhooks', 'xi').expect(200);
    for (const { id, state } of body.items as { id: string; state: string }[]) {
      if (state !== 'ended') await send(`${id}/pauses`);
    }
    receiver.forget();
    receiver.status = 204;
  });

  const send = (path: string, body: object = {}) => service.post(`/v1/webhooks/${path}`, 'xi').send(body);

  async function subscribed(more: object = {}): Promise<{ readonly id: string; readonly secret: string }> {
    const answer = await service
      .post('/v1/webhooks', 'xi')
      .send({ url, ...more })
      .expect(201);
    return answer.body as { id: string; secret: string };
  }

  const act = (id: string, name: string, person: 'wang' | 'ren' = 'wang', input: object = {}) =>
    service
      .post(`/v1/cases/${id}/acts/${name}`, person)
      .set('idempotency-key', `${id}-${name}`)
      .send({ input })
      .expect(201);

  /** Delivers all that can be delivered, once each. */
  const deliver = (attempts = 12): Promise<void> =>
    webhookPump(
      service.composition,
      { ...settings, webhooks: { ...settings.webhooks, attempts } },
      pino({ level: 'silent' }),
    ).runNow();

  const read = async (id: string) => (await service.get(`/v1/webhooks/${id}`, 'xi').expect(200)).body;

  it('are administered by the system administrator alone', async () => {
    for (const person of ['wang', 'he', 'liu', 'an', 'shen'] as const) {
      const listed = await service.get('/v1/webhooks', person);
      expect(listed).toMatchObject({ status: 403, body: { code: expect.stringMatching(/power-missing/) } });
      const opened = await service.post('/v1/webhooks', person).send({ url });
      expect(opened.status).toBe(403);
    }
  });

  it('sends each event of a case as a signed CloudEvent that holds nothing personal', async () => {
    const { id, secret } = await subscribed();
    const caseId = await service.open('webhook-signed');
    await act(caseId, 'accept');
    await deliver();
    expect(receiver.events).toEqual(['cn.duecourse.case.received 0', 'cn.duecourse.case.accepted 1']);
    const [, accepted] = receiver.messages;
    const headers = accepted?.headers as Record<string, string>;
    expect(headers['content-type']).toMatch(/^application\/cloudevents\+json/);
    const event = new Webhook(secret).verify(accepted?.body ?? '', headers) as Record<string, unknown>;
    const records = await service.get(`/v1/cases/${caseId}/records`, 'wang').expect(200);
    const record = records.body.items[1];
    expect(event).toMatchObject({
      specversion: '1.0',
      id: record.record.id,
      type: 'cn.duecourse.case.accepted',
      source: 'urn:duecourse:test.local/http',
      subject: caseId,
      sequence: '0000000001',
      simulated: true,
      data: { record: { stream: caseId, seq: 1, leaf: record.leaf }, event: { act: 'accept' } },
    });
    expect(headers['webhook-id']).toBe(event['id']);
    for (const { body } of receiver.messages) expect(body).not.toMatch(/刘申请|测试许可/);
    expect(await read(id)).toMatchObject({ casesWaiting: 0, casesParked: 0, state: 'active' });
    const { body } = await service.get(`/v1/webhooks/${id}/deliveries`, 'xi').expect(200);
    expect(body.items).toMatchObject([
      { type: 'case.accepted', outcome: 'delivered', attempt: 1, status: 204, caseId, sequence: 1 },
      { type: 'case.received', outcome: 'delivered', attempt: 1, status: 204, caseId, sequence: 0 },
    ]);
  });

  it('shows a secret once, and signs with both while a rotation is under way', async () => {
    const { id, secret } = await subscribed();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const rotated = await send(`${id}/secrets`).expect(201);
    expect(JSON.stringify(await read(id))).not.toContain('whsec_');
    await service.open('webhook-rotated');
    await deliver();
    const [message] = receiver.messages;
    for (const one of [secret, rotated.body.secret as string]) {
      const verified = new Webhook(one).verify(
        message?.body ?? '',
        message?.headers as Record<string, string>,
      );
      expect(verified).toMatchObject({ type: 'cn.duecourse.case.received' });
    }
    const stored = await service.database.owner.query(
      'select secret, previous_secret from webhooks where id = $1',
      [id],
    );
    expect(JSON.stringify(stored)).not.toContain(secret.slice(6));
  });

  it.each([
    ['plain http', 'http://receiver.example.com/hook'],
    ['a private network', 'https://10.1.2.3/hook'],
    ['a private network, written as a number', 'https://167838211/hook'],
    ['link-local metadata', 'https://169.254.169.254/latest'],
    ['this machine by IPv6', 'https://[::1]/hook'],
    ['a private network by mapped IPv6', 'https://[::ffff:10.0.0.1]/hook'],
    ['a user name', 'https://me:secret@receiver.example.com/hook'],
    ['another scheme', 'ftp://receiver.example.com/hook'],
    ['no address', 'receiver'],
  ])('refuses to subscribe %s', async (_why, refused) => {
    const answer = await service.post('/v1/webhooks', 'xi').send({ url: refused });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', unmet: [{ at: '/url' }] } });
  });

  it('sends only the types that are wanted', async () => {
    const { id } = await subscribed({ types: ['case.accepted', 'act.*'] });
    const caseId = await service.open('webhook-types');
    await act(caseId, 'accept');
    await service
      .post(`/v1/cases/${caseId}/acts/accept`, 'wang')
      .set('idempotency-key', 'webhook-types-again')
      .send({})
      .expect(409);
    await deliver();
    expect(receiver.events).toEqual(['cn.duecourse.case.accepted 1', 'cn.duecourse.act.refused 2']);
    expect(await read(id)).toMatchObject({ types: ['case.accepted', 'act.*'] });
  });

  it('keeps what happens during a pause for afterwards, and sends nothing after the end', async () => {
    const { id } = await subscribed();
    await send(`${id}/pauses`).expect(200);
    await service.open('webhook-paused');
    await deliver();
    expect(receiver.events).toEqual([]);
    await send(`${id}/resumptions`).expect(200);
    await deliver();
    expect(receiver.events).toEqual(['cn.duecourse.case.received 0']);
    await request(service.app.getHttpServer())
      .delete(`/v1/webhooks/${id}`)
      .set('authorization', `Bearer ${tokenOf('xi')}`)
      .expect(200);
    await service.open('webhook-ended');
    await deliver();
    expect(receiver.events).toHaveLength(1);
    const answer = await send(`${id}/resumptions`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'webhook-ended' } });
  });

  it('parks a case after the last try; nothing overtakes until it is replayed, or skipped on record', async () => {
    const { id } = await subscribed();
    const [first, second] = [await service.open('webhook-parked-1'), await service.open('webhook-parked-2')];
    receiver.status = 503;
    await deliver(1);
    expect(receiver.events).toHaveLength(2);
    await act(first, 'accept');
    receiver.status = 204;
    receiver.forget();
    await deliver();
    expect(receiver.events).toEqual([]);
    const parked = await service.get(`/v1/webhooks/${id}/parked-events`, 'xi').expect(200);
    expect(parked.body.items.map(({ caseId }: { caseId: string }) => caseId).toSorted()).toEqual(
      [first, second].toSorted(),
    );
    expect(parked.body.items[0]).toMatchObject({ sequence: 0, attempts: 1, status: 503 });
    const position = (parked.body.items as { caseId: string; position: number }[]).find(
      ({ caseId }) => caseId === first,
    )?.position as number;

    const wrong = await send(`${id}/skips`, {
      caseId: first,
      position: position + 1,
      reason: '接收方不需要',
    });
    expect(wrong).toMatchObject({ status: 409, body: { code: 'event-not-parked' } });
    await send(`${id}/skips`, { caseId: first, position, reason: '接收方不需要' }).expect(200);
    await send(`${id}/replays`).expect(200);
    await deliver();
    expect(receiver.events.toSorted()).toEqual([
      'cn.duecourse.case.accepted 1',
      'cn.duecourse.case.received 0',
    ]);
    const streams = await service
      .get(`/v1/streams/${LIBRARY_STREAMS.webhooks}/records?limit=200`, 'shen')
      .expect(200);
    const types = (streams.body.items as { record: { type: string } }[]).map(({ record }) => record.type);
    expect(types.slice(-2)).toEqual(['webhook.skipped', 'webhook.replayed']);
  });

  it('delivers again what came after a position', async () => {
    const { id } = await subscribed();
    const caseId = await service.open('webhook-replayed');
    await act(caseId, 'accept');
    await deliver();
    const { body } = await service.get(`/v1/webhooks/${id}/deliveries`, 'xi').expect(200);
    receiver.forget();
    await send(`${id}/replays`, { after: body.items[1].position - 1 }).expect(200);
    await deliver();
    expect(receiver.events).toEqual(['cn.duecourse.case.received 0', 'cn.duecourse.case.accepted 1']);
    receiver.forget();
    await send(`${id}/replays`, { after: body.items[1].position, caseId }).expect(200);
    await deliver();
    expect(receiver.events).toEqual(['cn.duecourse.case.accepted 1']);
  });

  it('begins where it is told to begin', async () => {
    await subscribed({ after: 0, types: ['case.received'] });
    await deliver();
    expect(receiver.events.length).toBeGreaterThan(5);
  });

  it('knows nothing of others’ ids', async () => {
    for (const path of ['nonsense', '7c9e6679-7425-40de-944b-e07fc1f90ae7', '%00']) {
      expect((await service.get(`/v1/webhooks/${path}`, 'xi')).status).toBe(404);
    }
  });

  it('leaves a log that a check of the database finds in order', async () => {
    const stream = await service.get(`/v1/streams/${LIBRARY_STREAMS.webhooks}/records`, 'shen').expect(200);
    expect(stream.body.items[0]).toMatchObject({
      record: { type: 'webhook.opened', actor: { person: 'xi' }, seq: 0 },
    });
    expect(JSON.stringify(stream.body.items[0].record.data)).not.toContain('127.0.0.1');
  });
});
