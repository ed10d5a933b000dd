import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCheckpoint } from '../../../src/engine/audit/log/checkpoint.js';
import { parseLogProof } from '../../../src/engine/audit/log/log-proof.js';
import { provesInclusion } from '../../../src/engine/audit/log/verify-proof.js';
import { openSequencer } from '../../../src/compose/log.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { startTestService, type TestService } from '../support/test-service.js';

describe('a case held against its rules over HTTP', () => {
  let service: TestService;
  let id: string;
  let ended: string;
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
    ended = await service.open('conformance-ended');
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
    // Organisation and policies are found by the digests that the records name.
    for (const act of ['accept', 'grant', 'deliver']) {
      const row = table.items.find(({ rule }: { rule: string }) => rule === `acts.${act}.power`);
      expect(row).toMatchObject({
        kind: 'power',
        conclusion: 'complies',
        events: [{ leaf: expect.anything() }],
      });
    }
    expect(table.counts.deviates).toBe(0);
    const { body } = await service.get(`/v1/cases/${ended}/conformance/certificate`, 'du').expect(200);
    expect(body).toMatchObject({
      ...{ case: ended, procedure: 'test-permit', table: table.table, counts: table.counts },
      ...{ first: { sequence: 0 }, last: { sequence: 3 }, endedOn: '2026-09-28' },
    });
    expect(body.notShown.length).toBeGreaterThan(3);
    expect(body.text).toContain('办结合规证明');
    expect(body.result).toMatch(/^\p{Script=Han}+$/u);
    expect(body.text).toContain(`结果：${body.result}；`);
    expect(body.text).toContain(body.table.sha256);
    expect(body.text).not.toContain('刘申请');
    // Nothing is sealed yet, and it says so.
    expect(body).not.toHaveProperty('proof');
    expect(body.notShown.at(-1)).toContain('末条记录是否已经进入日志');
  });

  it('proves to a stranger that the last record of a certified case is in the log', async () => {
    const sequencer = await openSequencer(service.database.url, service.settings);
    try {
      expect(await sequencer.run()).toMatchObject({ outcome: 'sealed' });
    } finally {
      await sequencer.close();
    }
    const { body } = await service.get(`/v1/cases/${ended}/conformance/certificate`, 'du').expect(200);
    const proof = parseLogProof(body.proof as string);
    const head = proof && parseCheckpoint(proof.checkpoint.text);
    if (!proof || !head) throw new Error('no proof');
    expect((body.proof as string).endsWith(body.checkpoint as string)).toBe(true);
    expect(proof.index).toBe(BigInt(body.logIndex as number));
    const proves = (leaf: string): boolean =>
      provesInclusion(
        { index: proof.index, size: head.size, leaf: Buffer.from(leaf, 'hex'), root: head.root },
        proof.hashes,
        LOG_HASHES.sha256,
      );
    expect(proves(body.last.leaf.sha256 as string)).toBe(true);
    expect(proves(body.first.leaf.sha256 as string)).toBe(false);
    expect(body.text).toContain('附包含证明');
    expect(body.notShown.join()).not.toContain('末条记录是否已经进入日志');
  });
});
