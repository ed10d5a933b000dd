import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Test } from 'supertest';
import { formatNoteKey } from '../../../src/engine/audit/log/note-key.js';
import { personalDataIn } from '../../../src/engine/audit/personal-data.js';
import { systemNow } from '../../../src/outside/clock/system-now.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { openLogKeys, signedByKeysIn } from '../../../src/outside/log-keys/log-keys.js';
import { TrustedFile } from '../../../src/outside/log-keys/trusted-file.js';
import { createDataSource } from '../../../src/store/data-source.js';
import { fsck } from '../../../src/store/fsck/fsck.js';
import { PostgresLogStore } from '../../../src/store/log/log-store.js';
import { ledgerLaw } from '../../../src/usecases/law/ledger-law.js';
import { publishHeads } from '../../../src/usecases/log/publish-heads.js';
import { sealLog } from '../../../src/usecases/log/seal-log.js';
import { verifyFile } from '../../../src/verifier/verify-file.js';
import { PERMIT, type Person, startTestService, type TestService } from '../support/test-service.js';
import { bytesOf } from './bytes-of.js';

const NAME = '刘申请';
const SUBJECT = '玉兰巷开办餐馆';
const PHONE = '13812345678';
const HEALTH = '高血压三级';
const PURPOSE = '年度专项审计使用';
const SUIT = '向法院提交，（2026）测01行初7号';

describe('bundles of evidence over HTTP', () => {
  let service: TestService;
  let folder: string;
  let id: string;
  let policy: string;
  let seal: () => Promise<void>;
  let closeSealer: () => Promise<void>;
  let keys = 0;

  const ask = (person: Person, body: object, key = `evidence-${keys++}`): Test =>
    service.post(`/v1/cases/${id}/evidence`, person).set('idempotency-key', key).send(body);
  const fetched = async (person: Person, profile: string): Promise<Buffer> => {
    const purpose = profile === 'court' ? SUIT : PURPOSE;
    const made = await ask(person, { profile, purpose }).expect(201);
    const answer = await bytesOf(service.get(made.body.location as string, person)).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String((answer.body as Buffer).length),
    });
    return answer.body as Buffer;
  };
  const verified = (bundle: Buffer, trusted?: string) => {
    const path = join(folder, 'bundle.zip');
    writeFileSync(path, bundle);
    return verifyFile({ path, ...(trusted !== undefined && { policy: trusted }) });
  };
  const lastRecord = async () =>
    (await service.get(`/v1/cases/${id}/records?limit=200`, 'liu').expect(200)).body.items.at(-1);

  beforeAll(async () => {
    service = await startTestService();
    folder = mkdtempSync(join(tmpdir(), 'evidence-'));
    const answer = await service
      .post('/v1/cases', 'wang')
      .set('idempotency-key', 'filing')
      .send({ ...PERMIT, subject: SUBJECT, input: { joint: false, phone: PHONE, health: HEALTH } })
      .expect(201);
    id = (answer.body as { caseId: string }).caseId;
    const sealer = await createDataSource({
      ...{ url: service.database.url, poolSize: 3, asApplication: false, asSealer: true },
    }).initialize();
    closeSealer = () => sealer.destroy();
    const log = service.composition.ports.installation.log;
    const signers = openLogKeys(join(folder, 'keys'), log);
    const vouched = [signers.sha256, signers.sm3].map(({ key }) => `log ${formatNoteKey(key)}\n`);
    policy = `${vouched.join('')}quorum none\n`;
    const sealing = sealLog({
      ...{ log, hashes: LOG_HASHES, signers, now: systemNow },
      trusted: new TrustedFile(join(folder, 'checkpoint.json')),
      signedByLog: signedByKeysIn(join(folder, 'keys')),
      store: new PostgresLogStore(sealer, LOG_HASHES),
    });
    seal = async () => void (await sealing());
  });
  afterAll(async () => {
    await closeSealer();
    await service.close();
    rmSync(folder, { recursive: true });
  });

  it('has to wait while the log does not hold the case, and leaves no record then', async () => {
    const before = await lastRecord();
    const answer = await ask('du', { profile: 'auditor', purpose: PURPOSE });
    expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } });
    expect(answer.headers['retry-after']).toBe('3');
    expect(await lastRecord()).toEqual(before);
  });

  it('gives a supervisor what a stranger can prove, and records it first', async () => {
    await seal();
    const made = await ask('du', { profile: 'auditor', purpose: PURPOSE }).expect(201);
    const record = await lastRecord();
    expect(record).toMatchObject({
      record: {
        ...{ type: 'evidence.exported', actor: { person: 'du', post: 'supervisor' } },
        data: { cause: 'access', evidence: { profile: 'auditor', manifest: { sha256: expect.any(String) } } },
      },
      parts: { purpose: PURPOSE },
    });
    const location = `/v1/cases/${id}/evidence/${record.sequence as number}`;
    expect(made.body).toMatchObject({ location, act: { type: 'evidence.exported' } });
    // It is his alone, and can be fetched again: a download may break off.
    await service.get(location, 'liu').expect(404);
    const bundle = (await bytesOf(service.get(location, 'du')).expect(200)).body as Buffer;
    expect((await bytesOf(service.get(location, 'du')).expect(200)).body).toEqual(bundle);
    const report = verified(bundle, policy);
    expect(report.violations).toEqual([]);
    expect(report).toMatchObject({ verdict: 'proven', exitCode: 0 });
    expect(verified(bundle)).toMatchObject({ exitCode: 3 });
    const text = bundle.toString();
    expect(text).toContain(PHONE);
    expect(text).not.toContain(HEALTH);
  });

  it('discloses by profile: what is withheld is nowhere in the bundle, and all are proven', async () => {
    await publishHeads({
      ...service.composition.ports,
      ...{ reads: service.composition.store.log, hashes: LOG_HASHES },
    })('now');
    await seal();
    const shown = async (person: Person, profile: string): Promise<readonly string[]> => {
      const bundle = await fetched(person, profile);
      const report = verified(bundle, policy);
      expect(report.violations).toEqual([]);
      expect(report.exitCode).toBe(0);
      const text = bundle.toString();
      return [NAME, SUBJECT, PHONE, HEALTH, PURPOSE].filter((word) => text.includes(word));
    };
    expect(await shown('du', 'auditor')).toEqual([NAME, SUBJECT, PHONE, PURPOSE]);
    expect(await shown('du', 'court')).toEqual([NAME, SUBJECT, PHONE, HEALTH, PURPOSE]);
    expect(await shown('liu', 'applicant')).toEqual([NAME, SUBJECT, PHONE, HEALTH]);
  });

  it('has nothing personal in its records, whoever they are for', async () => {
    const text = (await fetched('du', 'court')).toString();
    const from = text.indexOf('evidence/data/records.jsonl');
    const records = text.slice(from, text.indexOf('evidence/data/parts.jsonl', from));
    expect(records).toContain('case.received');
    expect(personalDataIn(records, [NAME, SUBJECT, HEALTH, PURPOSE])).toBeUndefined();
  });

  it.each([
    ['liu', 'auditor'],
    ['liu', 'court'],
    ['du', 'applicant'],
  ] as const)('refuses %s the profile %s, on record', async (person, profile) => {
    const answer = await ask(person, { profile, purpose: PURPOSE });
    expect(answer).toMatchObject({ status: 403, body: { code: 'power-missing' } });
    expect(await lastRecord()).toMatchObject({
      record: { id: answer.body.recordId, data: { cause: 'refusal' } },
    });
  });

  it('is refused to whoever handles the case, and is unknown to whoever may not know of it', async () => {
    expect(await ask('wang', { profile: 'auditor', purpose: PURPOSE })).toMatchObject({ status: 403 });
    expect(await ask('hu', { profile: 'applicant', purpose: PURPOSE })).toMatchObject({ status: 404 });
  });

  it('gives the public nothing of a case of which nothing was made public', async () => {
    const answer = await ask('du', { profile: 'public', purpose: PURPOSE });
    expect(answer).toMatchObject({ status: 422, body: { code: 'requirement-unmet' } });
  });

  it('answers bad requests, and a repeated one with the same record', async () => {
    expect(await ask('du', { profile: 'nobody', purpose: PURPOSE })).toMatchObject({ status: 400 });
    for (const purpose of ['', '四个字用', '四 个 字 用 ', '用'.repeat(501)])
      expect(await ask('du', { profile: 'auditor', purpose })).toMatchObject({
        ...{ status: 400, body: { code: 'invalid-request', unmet: [{ at: '/purpose' }] } },
      });
    const first = await ask('du', { profile: 'auditor', purpose: PURPOSE }, 'same');
    // What is sealed since would make another bundle: none is put together for a request that has its answer.
    const shelf = join(service.settings.data.directory, 'evidence');
    const kept = readdirSync(shelf);
    await seal();
    const again = await ask('du', { profile: 'auditor', purpose: PURPOSE }, 'same');
    expect(again.body).toEqual(first.body);
    expect(readdirSync(shelf)).toEqual(kept);
    expect(await ask('du', { profile: 'court', purpose: SUIT }, 'same')).toMatchObject({
      body: { code: 'idempotency-key-reused' },
    });
    expect(await ask('du', { profile: 'court', purpose: PURPOSE })).toMatchObject({
      status: 422,
      body: { code: 'requirement-unmet', unmet: [{ at: '/purpose' }] },
    });
    await bytesOf(service.get(first.body.location as string, 'du')).expect(200);
  });

  it('withholds what is restricted from everybody, by every profile, and is proven all the same', async () => {
    const post = (path: string, person: Person, body: object) =>
      service.post(path, person).set('idempotency-key', `restricted-${keys++}`).send(body).expect(201);
    const parts = [{ seq: 0, name: 'input.phone' }];
    const wish = { stream: id, parts, measure: 'restrict', ground: 'unlawful', reason: PURPOSE };
    const { id: request } = (await post('/v1/redactions', 'an', wish)).body as { id: string };
    for (const person of ['shen', 'he'] as const)
      await post(`/v1/redactions/${request}/approvals`, person, { reason: PURPOSE });
    await seal();
    for (const [person, profile] of [
      ['du', 'auditor'],
      ['du', 'court'],
      ['liu', 'applicant'],
    ] as const) {
      const bundle = await fetched(person, profile);
      expect(bundle.toString()).not.toContain(PHONE);
      expect(verified(bundle, policy)).toMatchObject({ violations: [], exitCode: 0 });
    }
  });

  it('leaves a ledger that is in order, and no draft behind', async () => {
    const { ports, store } = service.composition;
    const { findings } = await fsck(store.dataSource, ledgerLaw(ports));
    expect(findings).toEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['bundle.zip', 'checkpoint.json', 'keys']);
  });
});
