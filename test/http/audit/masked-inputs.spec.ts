import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MEMBERS, startTestService, type TestService } from '../support/test-service.js';

/** The permit, where it is accepted by two who are named. */
const ACCEPT_BY_TWO = `    records: accepted
    input:
      persons: { type: array, items: { type: string, minLength: 1 }, title: 人员, personal: true }
    requires:
      - that: count(distinct values(input.persons)) >= 2
        basis: 许可法 55.2
        say: { zh: 应当指派两名以上工作人员, en: two or more officers }
  extend:`;

describe('rules that look at what auditors see masked', () => {
  let folder: string;
  let service: TestService;
  let id: string;

  const get = async (path: string) =>
    (await service.get(`/v1/cases/${id}/${path}`, 'du').expect(200)).body as {
      readonly items: readonly Readonly<Record<string, unknown>>[];
    };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-masked-'));
    const file = join(folder, 'permit.yaml');
    const permit = readFileSync('test/engine/case/fixtures/permit.yaml', 'utf8');
    writeFileSync(file, permit.replace('    records: accepted\n  extend:', ACCEPT_BY_TWO));
    service = await startTestService({
      town: { members: MEMBERS, names: {}, procedures: [file], changes: [] },
    });
    id = await service.open('masked');
    await service
      .post(`/v1/cases/${id}/acts/accept`, 'wang')
      .set('idempotency-key', 'accept-masked')
      .send({ input: { persons: ['王一检', '王二检'] } })
      .expect(201);
  });
  afterAll(async () => {
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('are answered by what was given, as the table of conformance has it, and repeat none of it', async () => {
    const { items } = await get('conformance');
    expect(items.find(({ rule }) => rule === 'acts.accept.requires.0')).toMatchObject({
      conclusion: 'complies',
    });
    const answers = await get('audit/answers?questions=18,19');
    expect(answers.items.map(({ conclusion }) => conclusion)).not.toContain('deviates');
    expect(JSON.stringify(answers)).not.toMatch(/王.检/u);
  });
});
