import { randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startVouching } from '../../../src/compose/vouchers.js';
import { formatNoteKey } from '../../../src/engine/audit/log/note-key.js';
import { parseNote, verifyNote } from '../../../src/engine/audit/log/signed-note.js';
import { leafDigest } from '../../../src/engine/audit/digest.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { readFigures } from '../../../src/store/queries/figures.js';
import { DAY, fakeAppend, fakeState } from '../../support/fake-case.js';
import { stampText } from '../../../src/engine/audit/stamp/stamp-text.js';
import { verifyStamp } from '../../../src/engine/audit/stamp/verify-stamp.js';
import { systemNow } from '../../../src/outside/clock/system-now.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { checkSignature } from '../../../src/outside/crypto/note-keys.js';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import { nodeStampCrypto } from '../../../src/outside/stamps/node-stamp-crypto.js';
import { httpWitness } from '../../../src/outside/witness/http-witness.js';
import { openWitness, serveWitness } from '../../../src/outside/witness/open-witness.js';
import { createWitnessKey, openWitnessKey } from '../../../src/outside/witness/witness-key.js';
import { PostgresCosignatures } from '../../../src/store/log/cosignatures.js';
import { PostgresLogReads } from '../../../src/store/log/log-reads.js';
import { PostgresStamps } from '../../../src/store/log/stamps.js';
import { sealLog } from '../../../src/usecases/log/seal-log.js';
import { vouchForCheckpoints } from '../../../src/usecases/log/vouch-for-checkpoints.js';
import { TestAuthority } from '../../support/test-authority.js';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.js';
import { sequencerBench, type SequencerBench } from './sequencer-bench.js';

const STRENGTH = { endsAt: '2030-01-01T00:00:00.000Z' as Instant, algorithms: ['p256'] };

describe('what vouches for checkpoints, on PostgreSQL', () => {
  let bench: SequencerBench;
  let folder: string;
  beforeAll(async () => {
    bench = await sequencerBench();
    folder = mkdtempSync(join(tmpdir(), 'vouchers-'));
  });
  afterAll(async () => {
    await bench.drop();
    rmSync(folder, { recursive: true });
  });

  it('is asked for, verified, kept beside the checkpoint and read with it', async () => {
    const authority = new TestAuthority('tsa', () => new Date().toISOString());
    createWitnessKey('archive.example/w1', join(folder, 'key'));
    const { key } = openWitnessKey(join(folder, 'key'));
    const places = { key: join(folder, 'key'), state: join(folder, 'state') };
    const logKeys = [formatNoteKey(bench.signers.sha256.key)];
    const server = await serveWitness(
      openWitness({ ...places, logKeys }),
      { host: '127.0.0.1', port: 0 },
      () => undefined,
    );
    const said: string[] = [];
    const vouch = vouchForCheckpoints(
      {
        stamping: {
          ...{ log: bench.reads, store: new PostgresStamps(bench.sealer), authorities: [authority] },
          ...{
            crypto: nodeStampCrypto([authority.root]),
            imprint: 'sha256',
            onlyTrusted: true,
            everyMs: 3_600_000,
          },
          ...{ random: (bytes) => randomBytes(bytes), now: systemNow },
        },
        witnessing: {
          ...{
            log: bench.reads,
            store: new PostgresCosignatures(bench.sealer),
            hashes: LOG_HASHES,
            now: systemNow,
          },
          ...{ check: checkSignature, everyMs: 0 },
          own: { ...bench.ports, keep: () => Promise.resolve() },
          witnesses: [
            httpWitness('archive', key, new URL(server.url), { networks: ['127.0.0.1'], timeoutMs: 5_000 }),
          ],
        },
      },
      { info: (_, message) => said.push(message), error: (fields) => said.push(JSON.stringify(fields)) },
    );
    const seal = sealLog(bench.ports);
    await bench.append('stream-1', 3);
    await seal();
    await vouch();
    await bench.append('stream-2', 300);
    await seal();
    await vouch();
    await vouch();
    expect(said).toEqual(['checkpoint stamped', 'checkpoint cosigned', 'checkpoint cosigned']);
    const anchors = await bench.reads.anchors([0, 2, 3, 302], 303);
    expect(anchors.map(({ size, stamps }) => [size, stamps.length])).toEqual([
      [3, 1],
      [303, 0],
    ]);
    for (const { notes } of anchors) {
      const note = parseNote(notes.sha256) as NonNullable<ReturnType<typeof parseNote>>;
      const verdict = verifyNote(note, [key, bench.signers.sha256.key], checkSignature);
      expect('signedBy' in verdict && verdict.signedBy).toHaveLength(2);
    }
    const [first] = anchors;
    const text = stampText({
      sha256: parseNote(first?.notes.sha256 ?? '')?.text ?? '',
      sm3: parseNote(first?.notes.sm3 ?? '')?.text ?? '',
    });
    const token = first?.stamps[0]?.token as Uint8Array;
    expect(verifyStamp(token, text, nodeStampCrypto([authority.root]))).toMatchObject({
      ok: true,
      chain: 'trusted',
    });
    await server.stop();
  });

  it('keeps the first of two stamps of one authority, and finds decisions among the entries', async () => {
    const stamps = new PostgresStamps(bench.sealer);
    const last = await stamps.last('tsa');
    expect(last).toMatchObject({ size: 3 });
    const stampedAt = last?.stampedAt as Instant;
    await stamps.add(3, { authority: 'tsa', token: Uint8Array.of(1), stampedAt, ...STRENGTH });
    const [anchor] = await bench.reads.anchors([0], 3);
    expect(anchor?.stamps[0]?.token.length).toBeGreaterThan(100);
    expect(await stamps.last('other')).toBeUndefined();
    expect(await stamps.hasDecision(0, 303)).toBe(false);
    await bench.ledger.transact({ stream: 'stream-3', kind: 'case', create: true }, async (head) => {
      const append = fakeAppend(head, { state: fakeState({ lastOn: DAY }) });
      const records = append.records.map((record) => {
        const text = record.text.replace('"data":{', '"data":{"outcome":"granted",');
        return { ...record, text, leaf: leafDigest(text, nodeHash) };
      });
      return { append: { ...append, records }, result: null };
    });
    await sealLog(bench.ports)();
    expect(await stamps.hasDecision(0, 303)).toBe(false);
    expect(await stamps.hasDecision(303, 304)).toBe(true);
  });

  it('shows for how long the latest checkpoints have been without', async () => {
    const figures = () => readFigures(bench.database.dataSource, '2026-03-02T01:00:00.000Z' as Instant);
    const { logUnstampedSeconds, logUnwitnessedSeconds } = await figures();
    expect(logUnstampedSeconds).toBeGreaterThan(logUnwitnessedSeconds);
    expect(logUnwitnessedSeconds).toBeGreaterThan(0);
    expect(logUnstampedSeconds).toBeLessThan(60);
    const stamp = {
      authority: 'tsa',
      token: Uint8Array.of(1),
      stampedAt: '2026-03-02T01:00:00.000Z' as Instant,
      ...STRENGTH,
    };
    await new PostgresStamps(bench.sealer).add(304, stamp);
    expect(await figures()).toMatchObject({ logUnstampedSeconds: 0 });
  });

  it('goes on beside the sequencer as the settings say, and ends when it is told to', async () => {
    const authority = new TestAuthority('tsa-http', () => new Date().toISOString());
    const server = createServer((request, response) => {
      request.once('data', (chunk: Buffer) => {
        response.setHeader('content-type', 'application/timestamp-reply');
        void authority.stamp(chunk).then((answer) => response.end(answer));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    createWitnessKey('audit.example/w1', join(folder, 'audit-key'));
    const key = formatNoteKey(openWitnessKey(join(folder, 'audit-key')).key);
    writeFileSync(join(folder, 'roots.pem'), new X509Certificate(authority.root).toString());
    const settings = loadSettings({ DUECOURSE_DATA: folder });
    const log = {
      ...settings.log,
      stampAuthorities: [{ name: 'tsa-http', url: `http://127.0.0.1:${port}/` }],
      ...{ stampRoots: join(folder, 'roots.pem'), networks: ['127.0.0.1'] },
      witnesses: [{ name: 'audit', key, folder: join(folder, 'medium') }],
    };
    const said: string[] = [];
    await new Promise<void>((settle) => {
      const say = (fields: unknown, message: string): void => {
        said.push(message);
        if (said.length === 2) void vouching.stop().then(settle);
      };
      const vouching = startVouching(bench.sealer, { ...settings, log }, { info: say, error: say });
    });
    expect(said).toEqual(['checkpoint stamped', 'witness asked']);
    expect(await new PostgresStamps(bench.sealer).last('tsa-http')).toMatchObject({ size: 304 });
    expect(readdirSync(join(folder, 'medium', 'out'))).toEqual(['304.request']);
    server.close();
  });

  it('is written by the sealer alone', async () => {
    const application = new PostgresStamps(bench.database.dataSource);
    const stampedAt = '2026-03-02T01:00:00.000Z' as Instant;
    const stamp = { authority: 'x', token: Uint8Array.of(1), stampedAt, ...STRENGTH };
    await expect(application.add(1, stamp)).rejects.toThrow(/permission denied/);
    const cosignatures = new PostgresCosignatures(bench.database.dataSource);
    const line = { suite: 'sha256', size: 1, name: 'x', line: 'x\n', receivedAt: stamp.stampedAt } as const;
    await expect(cosignatures.add(line)).rejects.toThrow(/permission denied/);
  });
});

describe('the checkpoints that vouch for a case', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    // Of 2,000 checkpoints each tenth is cosigned, and each hundredth of the first 1,500 is stamped.
    await database.owner.transaction(async (manager) => {
      for (const statement of [
        `insert into log_checkpoints (suite, size, note, signed_at)
          select s, 1000 + 10 * n, '', now() from generate_series(1, 2000) n, unnest(array['sha256', 'sm3']) s`,
        `insert into log_cosignatures (suite, size, name, line, received_at)
          select 'sha256', 1000 + 100 * n, 'w', '', now() from generate_series(1, 200) n`,
        `insert into log_stamps (size, authority, token, stamped_at)
          select 1000 + 1000 * n, 'tsa', '\\x01', now() from generate_series(1, 15) n`,
      ])
        await manager.query(statement);
    });
  });
  afterAll(() => database.drop());

  it('are the first over its records and the last of all, however many there are', async () => {
    const reads = new PostgresLogReads(database.dataSource, LOG_HASHES);
    const sizes = async (indexes: readonly number[], size: number) =>
      (await reads.anchors(indexes, size)).map((anchor) => anchor.size);
    expect(await sizes([1_000, 1_999, 2_000, 5_555], 21_000)).toEqual([2_000, 3_000, 6_000, 16_000, 21_000]);
    // After the last stamp: what a witness has seen first.
    expect(await sizes([16_000, 16_050, 17_234], 20_950)).toEqual([16_000, 16_100, 17_300, 20_900]);
    expect(await sizes([20_900], 20_950)).toEqual([16_000, 20_900]);
    expect(await sizes([5], 1_050)).toEqual([]);
    expect((await reads.lastCosigned(20_950))?.size).toBe(20_900);
    expect(await reads.lastCosigned(1_050)).toBeUndefined();
    const ofAnOldCase = Array.from({ length: 5_000 }, (_, n) => 1_000 + 3 * n);
    expect((await reads.anchors(ofAnOldCase, 21_000)).length).toBe(16);
  });
});
