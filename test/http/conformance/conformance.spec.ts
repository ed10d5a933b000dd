import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/test-service.js';

describe('a case held against its rules over HTTP', () => {
  let service: TestService;
  let id: string;
  beforeAll(async () => {
    service = await startTestService();
    id = await service.open('conformance');
  });
  afterAll(() => service.close());

  it('tells a supervisor every rule with its article, its conclusion and the records that show it', async () => {
    const { body } = await service.get(`/v1/cases/${id}/conformance`, 'du').expect(200);
    expect(body.asOf).toBe('2026-09-28');
    expect(body.table.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(body.counts.deviates).toBe(0);
    const kept = body.items.find(({ rule }: { rule: string }) => rule === 'clocks.notice.kept');
    expect(kept).toMatchObject({
      ...{ kind: 'clockKept', conclusion: 'undetermined', until: '2026-10-10', expected: '2026-10-10' },
      events: [{ sequence: 0, leaf: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/) } }],
    });
    expect(kept.articles).not.toEqual([]);
    const english = await service
      .get(`/v1/cases/${id}/conformance`, 'du')
      .set('accept-language', 'en')
      .expect(200);
    expect(english.body.table).toEqual(body.table);
    expect(english.body.items[0].title).not.toBe(body.items[0].title);
  });

  it('has no certificate while the case is open', async () => {
    await service.get(`/v1/cases/${id}/conformance/certificate`, 'du').expect(404);
  });

  it('is there for supervisors and auditors within their reach, and for nobody else', async () => {
    for (const person of ['hu', 'ji'] as const) {
      await service.get(`/v1/cases/${id}/conformance`, person).expect(404);
    }
    for (const person of ['liu', 'wang'] as const) {
      await service.get(`/v1/cases/${id}/conformance`, person).expect(403);
    }
    await service.get('/v1/cases/00000000-0000-4000-8000-000000000000/conformance', 'du').expect(404);
    await service.get('/v1/cases/none/conformance', 'du').expect(404);
  });

  it('certifies an ended case: digest of the table, first and last record, and what it does not show', async () => {
    const ended = await service.open('conformance-ended');
    const acts = [
      ['wang', 'accept'],
      ['he', 'grant'],
      ['wang', 'deliver'],
    ] as const;
    for (const [person, act] of acts) {
      await service
        .post(`/v1/cases/${ended}/acts/${act}`, person)
        .set('idempotency-key', `conformance-${act}`)
        .send({})
        .expect(201);
    }
    const state = await service.get(`/v1/cases/${ended}`, 'wang').expect(200);
    expect(state.body.state.status).toBe('ended');
    const { body: table } = await service.get(`/v1/cases/${ended}/conformance`, 'du').expect(200);
    const { body } = await service.get(`/v1/cases/${ended}/conformance/certificate`, 'du').expect(200);
    expect(body).toMatchObject({
      ...{ case: ended, procedure: 'test-permit', table: table.table, counts: table.counts },
      ...{ first: { sequence: 0 }, last: { sequence: 3 }, endedOn: '2026-09-28' },
    });
    expect(body.notShown.length).toBeGreaterThan(3);
    expect(body.text).toContain('办结合规证明');
    expect(body.text).toContain(body.table.sha256);
    expect(body.text).not.toContain('刘申请');
  });
});
