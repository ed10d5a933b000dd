import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import type { Instant } from '../../../src/engine/clock/time.js';
import { systemNow } from '../../../src/outside/clock/system-now.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { nodeStampCrypto } from '../../../src/outside/stamps/node-stamp-crypto.js';
import { createDataSource } from '../../../src/store/data-source.js';
import { PostgresStampRenewals } from '../../../src/store/log/stamp-renewals.js';
import { PostgresStamps } from '../../../src/store/log/stamps.js';
import { renewStamps } from '../../../src/usecases/log/renew-stamps.js';
import { stampCheckpoints } from '../../../src/usecases/log/stamp-checkpoint.js';
import { verifyFile } from '../../../src/verifier/verify-file.js';
import { filesIn } from '../../support/evidence/open-container.js';
import { RENEWALS } from '../../support/evidence/attacks/cut-bundle.js';
import { rebuilt } from '../../support/evidence/sample-bundle.js';
import { TestAuthority } from '../../support/test-authority.js';
import { startTestService, type TestService } from '../support/test-service.js';
import { bytesOf } from './bytes-of.js';
import { vouchedLog, type VouchedLog } from './vouched-log.js';

const YEAR_MS = 365 * 86_400_000;

describe('the evidence of a case whose stamps were renewed, over HTTP', () => {
  let service: TestService;
  let log: VouchedLog;
  let sealer: DataSource;
  let folder: string;
  let now: number;
  let brief: TestAuthority;
  let long: TestAuthority;
  beforeAll(async () => {
    service = await startTestService();
    log = await vouchedLog(service.composition, service.database.url);
    sealer = await createDataSource({
      ...{ url: service.database.url, poolSize: 2, asApplication: false, asSealer: true },
    }).initialize();
    folder = mkdtempSync(join(tmpdir(), 'renewed-'));
    now = Date.parse(await service.composition.ports.now.now());
    brief = new TestAuthority('brief', () => later(0), later(YEAR_MS / 2));
    long = new TestAuthority('long', () => later(60_000));
  });
  afterAll(async () => {
    await sealer.destroy();
    await log.close();
    await service.close();
    rmSync(folder, { recursive: true });
  });

  const later = (ms: number): Instant => new Date(now + ms).toISOString() as Instant;
  const stampBy = (authority: TestAuthority) =>
    stampCheckpoints({
      ...{ log: service.composition.store.log, store: new PostgresStamps(sealer), authorities: [authority] },
      ...{ crypto: nodeStampCrypto([authority.root]), imprint: 'sha256', onlyTrusted: true, everyMs: 0 },
      ...{ random: (bytes) => randomBytes(bytes), now: systemNow },
    })();
  const seal = () => log.seal();
  const renew = () =>
    renewStamps({
      ...{ ...service.composition.ports, hashes: LOG_HASHES, beforeMs: YEAR_MS, weak: [] },
      stamps: new PostgresStampRenewals(service.composition.store.dataSource),
    })();
  const taken = async (caseId: string): Promise<Buffer> => {
    const made = await service
      .post(`/v1/cases/${caseId}/evidence`, 'du')
      .set('idempotency-key', 'taken')
      .send({ profile: 'auditor', purpose: '年度专项审计使用' })
      .expect(201);
    return (await bytesOf(service.get(made.body.location as string, 'du')).expect(200)).body as Buffer;
  };
  const verified = (bundle: Uint8Array) => {
    const path = join(folder, 'bundle.zip');
    writeFileSync(path, bundle);
    return verifyFile({
      path,
      policy: unwitnessed(log.policy),
      roots: [brief.root, long.root],
      at: later(15 * YEAR_MS),
    });
  };

  it('is proven fifteen years on, from the time of the first stamp, whose certificate ended long before', async () => {
    const id = await service.open('filing');
    await seal();
    await stampBy(brief);
    await service.open('another');
    await seal();
    await stampBy(long);
    expect(await renew()).toMatchObject({ outcome: 'renewed', stamps: 1 });
    await seal();
    await stampBy(long);
    const bundle = await taken(id);
    const report = verified(bundle);
    expect(report).toMatchObject({ verdict: 'proven', violations: [] });
    const existed = report.proven.find(({ code }) => code === 'existed');
    expect(existed?.en).toContain(`${later(0)} at the latest`);
    expect(existed?.en).toContain('renewed in time');
    const codes = report.notProven.map(({ code }) => code);
    expect(codes).not.toContain('stamps-expired');
    expect(codes).not.toContain('no-stamp');
  });

  it('proves less without its renewals, and says so', async () => {
    const files = new Map(filesIn(readFileSync(join(folder, 'bundle.zip'))));
    files.delete(RENEWALS);
    const report = verified(rebuilt(files));
    expect(report.verdict).toBe('proven');
    expect(report.notProven.map(({ code }) => code)).toContain('stamps-expired');
    expect(report.proven.find(({ code }) => code === 'existed')?.en).not.toContain(later(0));
  });
});

/** The policy without the witness: none was asked here. */
function unwitnessed(policy: string): string {
  const keys = policy.split('\n').filter((line) => line.startsWith('log '));
  return `${keys.join('\n')}\nquorum none\n`;
}
