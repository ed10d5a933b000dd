import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { workOf, zeroBits } from '../../src/outside/human-check/proof-of-work.js';
import { MEMBERS, startTestService, type TestService } from './support/test-service.js';

const NOTICE = { title: '公告', opensOn: '2026-09-28', closesOn: '2026-10-28', modes: ['public'] };

describe('the human check before a comment', () => {
  let service: TestService;
  let comments: string;

  const comment = (key: string, humanCheck?: string) =>
    service
      .post(comments)
      .set('idempotency-key', key)
      .send({ text: '建议设站', consentToPublish: true, ...(humanCheck !== undefined && { humanCheck }) });

  async function worked(key: string): Promise<string> {
    const { body } = await service.get('/v1/public/human-check').expect(200);
    const { kind, challenge, bits } = body as { kind: string; challenge: string; bits: number };
    expect(kind).toBe('proofOfWork');
    let counter = 0;
    while (zeroBits(workOf(challenge, key, String(counter))) < bits) counter += 1;
    return `${challenge}:${counter}`;
  }

  beforeAll(async () => {
    const { ren, xi } = MEMBERS;
    const town = {
      ...{ members: { ren, xi }, names: {}, changes: [] },
      procedures: ['test/http/fixtures/solicitation.yaml'],
    };
    service = await startTestService({ town, consultations: { workBits: 9 } });
    const post = (path: string, body: object) =>
      service.post(path, 'ren').set('idempotency-key', randomUUID()).send(body).expect(201);
    const opened = { procedure: 'solicitation-case', subject: '公交', applicant: { name: '局' }, input: {} };
    const { caseId } = (await post('/v1/cases', opened)).body as { caseId: string };
    await post(`/v1/cases/${caseId}/acts/announce`, { input: {} });
    const begun = await post(`/v1/cases/${caseId}/consultations/solicitation`, NOTICE);
    comments = `/v1/public/consultations/${(begun.body as { stream: string }).stream}/comments`;
  });
  afterAll(() => service.close());

  it('takes a comment with its work done, and gives the same receipt when it is sent again', async () => {
    const answer = await worked('one');
    const first = await comment('one', answer).expect(201);
    expect((await comment('one', answer).expect(201)).body).toEqual(first.body);
  });

  it('takes none without it, and says what to do', async () => {
    for (const answer of [undefined, 'x', 'v1.1.1.1.1:1']) {
      const { body } = await comment('two', answer).expect(422);
      expect(body).toMatchObject({ unmet: [{ code: 'requirement-unmet', at: '/humanCheck' }] });
    }
  });

  it('lets one piece of work pass one comment only', async () => {
    const answer = await worked('three');
    const others = await Promise.all(['a', 'b', 'c', 'd'].map((key) => comment(`three-${key}`, answer)));
    expect(others.some(({ status }) => status === 422)).toBe(true);
    await comment('three', answer).expect(201);
  });
});
