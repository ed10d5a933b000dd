import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseLogProof } from '../../src/engine/audit/log/log-proof.js';
import { formatCheckpoint, parseCheckpoint } from '../../src/engine/audit/log/checkpoint.js';
import { formatNoteKey } from '../../src/engine/audit/log/note-key.js';
import { leafHash } from '../../src/engine/audit/log/tree-hash.js';
import { verifyNote } from '../../src/engine/audit/log/signed-note.js';
import { parsePolicy } from '../../src/engine/audit/log/trust-policy.js';
import { provesInclusion } from '../../src/engine/audit/log/verify-proof.js';
import { lookAtLedger, openSequencer, recoverLedger, type Sequencer } from '../../src/compose/log.js';
import { checkSignature, sha256Bytes } from '../../src/outside/crypto/note-keys.js';
import { LOG_HASHES } from '../../src/outside/crypto/log-hashes.js';
import { formatAddCheckpoint } from '../../src/engine/audit/witness/add-checkpoint.js';
import { logFiles } from '../../src/outside/log-keys/log-files.js';
import { openLogKeys } from '../../src/outside/log-keys/log-keys.js';
import { openWitness, serveWitness } from '../../src/outside/witness/open-witness.js';
import { createWitnessKey } from '../../src/outside/witness/witness-key.js';
import { addCheckpoint } from '../../src/usecases/log/witness-service.js';
import { LOG_SUITES } from '../../src/usecases/log/log-ports.js';
import { startTestService, type TestService } from './support/test-service.js';

describe('the log over HTTP', () => {
  let service: TestService;
  let sequencer: Sequencer | undefined;
  let id: string;
  beforeAll(async () => {
    service = await startTestService();
    id = await service.open('log');
  });
  afterAll(async () => {
    await sequencer?.close();
    await service.close();
  });

  it('has nothing to show before the first checkpoint, and says when to ask for a proof', async () => {
    await service.get('/v1/log/checkpoint').expect(404);
    await service.get('/v1/log/keys').expect(404);
    const early = await service.get(`/v1/records/${id}/0/proof`, 'wang').expect(404);
    expect(early.headers['retry-after']).toBe('2');
  });

  it('gives everybody checkpoint, keys and tiles, and a reader of a record its proof', async () => {
    sequencer = await openSequencer(service.database.url, service.settings);
    expect(await sequencer.run()).toMatchObject({ outcome: 'sealed' });
    const policy = parsePolicy((await service.get('/v1/log/keys').expect(200)).text, sha256Bytes);
    if (!policy.ok) throw new Error(policy.problem);
    const { body } = await service.get(`/v1/streams/${id}/records/0`, 'wang').expect(200);
    for (const suite of LOG_SUITES) {
      const prefix = suite === 'sha256' ? '/v1/log' : '/v1/log/sm3';
      const checkpoint = await service.get(`${prefix}/checkpoint`).expect(200);
      expect(checkpoint.headers['content-type']).toBe('text/plain; charset=utf-8');
      const answer = await service.get(`/v1/records/${id}/0/proof?suite=${suite}`, 'wang').expect(200);
      const proof = parseLogProof(answer.text);
      if (!proof) throw new Error('no proof');
      expect(answer.text.endsWith(checkpoint.text)).toBe(true);
      const verdict = verifyNote(proof.checkpoint, policy.policy.logs, checkSignature);
      expect(verdict).toMatchObject({
        signedBy: [{ key: { algorithm: suite === 'sha256' ? 'ed25519' : 'sm2' } }],
      });
      const head = parseCheckpoint(proof.checkpoint.text);
      if (!head) throw new Error('no checkpoint');
      const leaf = leafHash(LOG_HASHES[suite], Buffer.from((body as { text: string }).text));
      const claim = { index: proof.index, size: head.size, leaf, root: head.root };
      expect(provesInclusion(claim, proof.hashes, LOG_HASHES[suite])).toBe(true);
      const width = Number(head.size % 256n);
      const tile = `${prefix}/tile/0/${String(head.size / 256n).padStart(3, '0')}.p/${width}`;
      const bytes = await service.get(tile).buffer(true).expect(200);
      expect(bytes.headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'cache-control': 'public, max-age=31536000, immutable',
      });
      expect((bytes.body as Buffer).length).toBe(width * 32);
    }
  });

  it('has one address for each tile and no other', async () => {
    for (const path of [
      '0/000.p/255',
      '0/00',
      '0/x000/000',
      '0/000.p/256',
      '0/000.p/0',
      '7/000',
      'entries/000',
      '',
    ]) {
      await service.get(`/v1/log/tile/${path}`).expect(404);
    }
    await service.get(`/v1/records/${id}/0/proof?suite=md5`, 'wang').expect(400);
    await service.get(`/v1/records/${id}/999/proof`, 'wang').expect(404);
    await service.get(`/v1/records/${id}/0/proof`, 'hu').expect(404);
    await service.get(`/v1/records/${id}/0/proof`).expect(401);
  });

  it('writes nothing while the database is behind, names what is missing, and goes on reading', async () => {
    const { gate } = service.composition.store;
    gate.found({ kind: 'behind', size: 5, trusted: 9, from: 5 });
    const answer = await service
      .post(`/v1/cases/${id}/acts/accept`, 'wang')
      .set('idempotency-key', 'shut')
      .send({ input: {} });
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ code: 'ledger-behind' });
    expect(JSON.stringify(answer.body)).toContain('5 至 8');
    await service.get(`/v1/cases/${id}`, 'wang').expect(200);
    expect((await service.get('/health/ready').expect(200)).body).toMatchObject({ ledger: 'behind' });
    gate.found({ kind: 'sound', size: 9 });
    expect((await service.get('/health/ready').expect(200)).body).toMatchObject({ ledger: 'sound' });
  });

  it('holds the database against its witnesses before it signs, and is taken up anew on record', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'log-witness-'));
    const signer = openLogKeys(logFiles(service.settings).keys, service.settings.installation.log).sha256;
    const key = createWitnessKey('archive.example/w1', join(folder, 'key'));
    const places = { key: join(folder, 'key'), state: join(folder, 'state') };
    const ports = openWitness({ ...places, logKeys: [formatNoteKey(signer.key)] });
    // What it has seen was signed before the database was put back.
    const lost = { origin: signer.key.name, size: 9_999n, root: new Uint8Array(32).fill(7), extensions: [] };
    const text = formatCheckpoint(lost);
    const checkpoint = { text, signatures: [signer.sign(text)] };
    await addCheckpoint(ports)(formatAddCheckpoint({ oldSize: 0n, proof: [], checkpoint }));
    const server = await serveWitness(ports, { host: '127.0.0.1', port: 0 }, () => undefined);
    const witnesses = [{ name: 'archive', key, url: server.url }];
    const { settings } = service;
    const log = { ...settings.log, witnesses, networks: ['127.0.0.1'], level: 'silent' as const };
    const witnessed = { ...settings, log };
    await service.open('after');
    const wary = await openSequencer(service.database.url, witnessed);
    const behind = { kind: 'behind', trusted: 9_999, shownBy: 'witness' };
    expect(await wary.run()).toMatchObject({ outcome: 'refused', standing: behind });
    const { composition } = service;
    const look = lookAtLedger(composition.store, witnessed);
    expect(await look()).toMatchObject(behind);
    await service
      .post(`/v1/cases/${id}/acts/accept`, 'wang')
      .set('idempotency-key', 'behind')
      .send({ input: {} })
      .expect(503);
    const alarm = { ...witnessed, log: { ...log, witnessAhead: 'alarm' as const } };
    expect(await lookAtLedger(composition.store, alarm)()).toMatchObject({ kind: 'sound' });
    const words = { reason: '由备份恢复', operator: 'root' };
    expect(await recoverLedger(composition, witnessed)(words)).toMatchObject({ outcome: 'recovered' });
    expect(await look()).toMatchObject({ kind: 'sound' });
    expect(await wary.run()).toMatchObject({ outcome: 'sealed' });
    await wary.close();
    // The witness goes on showing what was given up on record: it shuts nothing any more.
    const again = await openSequencer(service.database.url, witnessed);
    expect((await again.run()).outcome).toBe('idle');
    expect(await look()).toMatchObject({ kind: 'sound' });
    await again.close();
    await server.stop();
    rmSync(folder, { recursive: true });
  });
});
