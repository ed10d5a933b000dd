import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from '@jest/globals';
import { DiskUploads } from '../../../src/outside/uploads/disk-uploads.js';
import { TooManyBytes } from '../../../src/usecases/materials/material-ports.js';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A sender who goes away after some bytes. */
async function* brokenOff(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
  throw Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
}

const digestsOf = (bytes: Buffer) => ({
  sha256: createHash('sha256').update(bytes).digest('hex'),
  sm3: createHash('sm3').update(bytes).digest('hex'),
});

describe('uploads on disk', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-uploads-'));
  const uploads = new DiskUploads(folder);
  const never = (): Promise<void> => Promise.resolve();
  afterAll(() => rmSync(folder, { recursive: true }));

  it('give the digests of what was sent, however it was cut and wherever it broke off', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 5_000 }),
        fc.integer({ min: 1, max: 1_000 }),
        fc.array(fc.integer({ min: 0, max: 5_000 }), { maxLength: 4 }),
        async (content, size, breaks) => {
          const bytes = Buffer.from(content);
          const id = randomUUID();
          let at = 0;
          for (const next of [
            ...breaks.filter((one) => one < bytes.length).sort((a, b) => a - b),
            bytes.length,
          ]) {
            at = await uploads.append(id, at, bytes.length, inPieces(bytes.subarray(at, next), size), never);
          }
          expect(at).toBe(bytes.length);
          expect(await uploads.digest(id, bytes.length)).toEqual(digestsOf(bytes));
          await uploads.remove(id);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('count what is on disk every sixteen megabytes, and once more at the end', async () => {
    const id = randomUUID();
    const bytes = randomBytes(40 * 1024 * 1024);
    const counts: number[] = [];
    await uploads.append(id, 0, bytes.length, inPieces(bytes, 65_536), async (received) => {
      expect(statSync(join(folder, id)).size).toBeGreaterThanOrEqual(received);
      counts.push(received);
    });
    expect(counts).toEqual([16, 32, 40].map((megabytes) => megabytes * 1024 * 1024));
    expect(await uploads.digest(id, bytes.length)).toEqual(digestsOf(bytes));
  });

  it('keep what came before the sender went away, and forget what was not counted', async () => {
    const id = randomUUID();
    const bytes = randomBytes(1_000);
    expect(await uploads.append(id, 0, 1_000, brokenOff(bytes.subarray(0, 600)), never)).toBe(600);
    // Somebody counts less than there is: another process died before it could say so.
    expect(await uploads.append(id, 400, 1_000, inPieces(bytes.subarray(400), 7), never)).toBe(1_000);
    expect(readFileSync(join(folder, id)).equals(bytes)).toBe(true);
    // In a process that followed the first writing, the digests begin anew where the file was cut off.
    expect(await new DiskUploads(folder).digest(id, 1_000)).toEqual(digestsOf(bytes));
  });

  it('take nothing beyond what was announced', async () => {
    const id = randomUUID();
    const sending = uploads.append(id, 0, 10, inPieces(Buffer.alloc(11), 4), never);
    await expect(sending).rejects.toThrow(TooManyBytes);
    expect(statSync(join(folder, id)).size).toBeLessThanOrEqual(10);
  });

  it('end when another one wants to write, also while the sender says nothing', async () => {
    const id = randomUUID();
    let said: () => void = () => undefined;
    const waiting = new Promise<void>((resolve) => (said = resolve));
    const silent = async function* (): AsyncGenerator<Uint8Array> {
      yield Buffer.from('half');
      said();
      await new Promise(() => undefined);
    };
    const first = uploads.append(id, 0, 8, silent(), never);
    await waiting;
    await uploads.stop(id);
    expect(await first).toBe(4);
    expect(await uploads.append(id, 4, 8, inPieces(Buffer.from('half'), 4), never)).toBe(8);
    await uploads.stop(id);
  });

  it('end when the claim to them is lost, and belong to the service alone', async () => {
    const id = randomUUID();
    const lost = uploads.append(id, 0, 4, inPieces(Buffer.from('half'), 4), () =>
      Promise.reject(new Error('lost')),
    );
    await expect(lost).rejects.toThrow('lost');
    expect(statSync(join(folder, id)).mode & 0o777).toBe(0o600);
    expect(() => uploads.file('../../etc/passwd', 1)).toThrow();
    await uploads.remove(id);
    await uploads.remove(id);
    await expect(uploads.digest(id, 4)).rejects.toThrow();
  });
});
