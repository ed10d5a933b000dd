import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DigestPair } from '../../../src/engine/audit/record.js';
import { openBlobs } from '../../../src/outside/blobs/open-blobs.js';
import { BrokenBlob, type Blobs, type ByteRange } from '../../../src/usecases/materials/material-ports.js';
import { startFakeS3, type FakeS3 } from './fake-s3.js';

const MEGABYTE = 1024 * 1024;
const SECRET = 'the-secret-of-the-tests';

const digestOf = (bytes: Buffer): DigestPair => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sm3: createHash('sm3').update(bytes).digest('hex'),
});

async function read(blobs: Blobs, sha256: string, range?: ByteRange): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of blobs.read(sha256, range)) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('contents', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-blobs-'));
  const file = join(folder, 'upload');
  let s3: FakeS3;

  /** Puts a file of these bytes. */
  async function put(blobs: Blobs, bytes: Buffer): Promise<DigestPair> {
    writeFileSync(file, bytes);
    const digest = digestOf(bytes);
    await blobs.put(digest, { path: file, size: bytes.length });
    rmSync(file);
    return digest;
  }

  beforeAll(async () => {
    process.env['AWS_ACCESS_KEY_ID'] = 'tests';
    process.env['AWS_SECRET_ACCESS_KEY'] = SECRET;
    s3 = await startFakeS3(SECRET);
  });
  afterAll(async () => {
    await s3.close();
    rmSync(folder, { recursive: true });
  });

  const stores: readonly (readonly [
    string,
    () => Promise<Blobs>,
    (sha256: string, bytes: Buffer) => void,
  ])[] = [
    [
      'on disk',
      () =>
        openBlobs({ store: 'disk', folder: join(folder, 'kept'), bucket: null, region: 'x', endpoint: null }),
      (sha256, bytes) => writeFileSync(join(folder, 'kept', sha256.slice(0, 2), sha256), bytes),
    ],
    [
      'in a bucket',
      () =>
        openBlobs({ store: 's3', folder: '', bucket: 'materials', region: 'cn-north-1', endpoint: s3.url }),
      (sha256, bytes) => void s3.objects.set(`/materials/${sha256.slice(0, 2)}/${sha256}`, bytes),
    ],
  ];

  describe.each(stores)('%s', (_where, open, spoil) => {
    let blobs: Blobs;
    beforeEach(async () => {
      blobs = await open();
    });

    it('come back whole and in part, and stay when they are put again', async () => {
      const bytes = randomBytes(3 * MEGABYTE);
      const { sha256 } = await put(blobs, bytes);
      await put(blobs, bytes);
      expect(await blobs.size(sha256)).toBe(bytes.length);
      expect((await read(blobs, sha256)).equals(bytes)).toBe(true);
      const part = await read(blobs, sha256, { from: 100, to: 199 });
      expect(part.equals(bytes.subarray(100, 200))).toBe(true);
    });

    it('are not there when nobody put them, or they were taken away', async () => {
      const { sha256 } = digestOf(Buffer.from('never'));
      expect(await blobs.size(sha256)).toBeUndefined();
      await expect(read(blobs, sha256)).rejects.toThrow(BrokenBlob);
      await expect(read(blobs, sha256, { from: 0, to: 1 })).rejects.toThrow(BrokenBlob);
      const put2 = await put(blobs, Buffer.from('taken away'));
      await blobs.remove(put2.sha256);
      await blobs.remove(put2.sha256);
      expect(await blobs.size(put2.sha256)).toBeUndefined();
    });

    it('that are no longer what they were are never given out whole, nor any part of them', async () => {
      const bytes = randomBytes(700_000);
      const { sha256 } = await put(blobs, bytes);
      const altered = Buffer.from(bytes);
      altered[350_000] = (altered[350_000] as number) ^ 1;
      spoil(sha256, altered);
      const given: Uint8Array[] = [];
      const reading = (async () => {
        for await (const piece of blobs.read(sha256)) given.push(piece);
      })();
      await expect(reading).rejects.toThrow(BrokenBlob);
      expect(Buffer.concat(given).length).toBeLessThan(bytes.length);
      await expect(read(blobs, sha256, { from: 0, to: 9 })).rejects.toThrow(BrokenBlob);
    });
  });

  it('on disk are in files of their own that nobody else may read, and nothing half-done is left', async () => {
    const blobs = await (stores[0] as (typeof stores)[number])[1]();
    const { sha256 } = await put(blobs, Buffer.from('只有本服务可读'));
    const path = join(folder, 'kept', sha256.slice(0, 2), sha256);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'kept', sha256.slice(0, 2))).mode & 0o077).toBe(0);
    expect(readdirSync(join(folder, 'kept')).filter((name) => name.startsWith('.'))).toEqual([]);
    await expect(read(blobs, '../../etc/passwd')).rejects.toThrow(BrokenBlob);
  });

  describe('in a bucket', () => {
    let blobs: Blobs;
    beforeEach(async () => {
      blobs = await (stores[1] as (typeof stores)[number])[1]();
    });
    afterEach(() => expect(s3.unfinished.size).toBe(0));

    it('are sent in parts when they are large, each signed', async () => {
      const bytes = randomBytes(20 * MEGABYTE);
      const before = s3.requests.length;
      const { sha256 } = await put(blobs, bytes);
      const sent = s3.requests.slice(before).filter((one) => /PUT .*partNumber=/.test(one));
      expect(sent).toHaveLength(3);
      expect(s3.objects.get(`/materials/${sha256.slice(0, 2)}/${sha256}`)?.equals(bytes)).toBe(true);
    });

    it('are sent again where a part fails once, and given up there where it fails for good', async () => {
      s3.fail(/PUT .*partNumber=2/, 503, 1);
      const bytes = randomBytes(17 * MEGABYTE);
      const { sha256 } = await put(blobs, bytes);
      expect(await blobs.size(sha256)).toBe(bytes.length);
      s3.fail(/PUT .*partNumber=2/, 400, 10);
      const other = randomBytes(17 * MEGABYTE);
      await expect(put(blobs, other)).rejects.toThrow();
      s3.fail(/never/, 400, 0);
      expect(await blobs.size(digestOf(other).sha256)).toBeUndefined();
    });

    it('are refused to whoever has another secret', async () => {
      process.env['AWS_SECRET_ACCESS_KEY'] = 'another secret';
      const stranger = await (stores[1] as (typeof stores)[number])[1]();
      await expect(put(stranger, Buffer.from('x'))).rejects.toThrow();
      process.env['AWS_SECRET_ACCESS_KEY'] = SECRET;
    });
  });
});
