import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { clamd } from '../../../src/outside/scanner/clamd.js';
import { openScanner } from '../../../src/outside/scanner/open-scanner.js';
import { EICAR, startFakeClamd, type Behaviour } from './fake-clamd.js';

async function* pieces(...parts: readonly (Buffer | string)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part as string);
}

describe('the scanner', () => {
  it('sends the whole content in pieces, over TCP', async () => {
    const daemon = await startFakeClamd(0);
    const scanner = openScanner(`tcp://127.0.0.1:${daemon.port}`);
    const long = randomBytes(300_000);
    expect(await scanner.scan(pieces('申请书', long))).toEqual({ found: 'clean' });
    expect(daemon.received[0]?.equals(Buffer.concat([Buffer.from('申请书'), long]))).toBe(true);
    const infected = await scanner.scan(pieces('x', EICAR));
    expect(infected).toEqual({ found: 'infected', what: 'Win.Test.EICAR_HDB-1' });
    await daemon.close();
  });

  it('speaks over a socket of this machine', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'duecourse-clamd-'));
    const daemon = await startFakeClamd(join(folder, 'clamd.ctl'));
    expect(await openScanner(`unix://${folder}/clamd.ctl`).scan(pieces('a'))).toEqual({ found: 'clean' });
    await daemon.close();
    rmSync(folder, { recursive: true });
  });

  it.each<readonly [string, Behaviour]>([
    ['refuses what is too large for it', () => 'INSTREAM size limit exceeded. ERROR'],
    ['hangs up', () => 'hangUp'],
    ['says nothing any more', () => 'hang'],
    ['makes no sense', () => 'x'.repeat(10_000)],
  ])('does not know when the daemon %s', async (_what, behaviour) => {
    const daemon = await startFakeClamd(0, behaviour);
    const scanner = clamd({ host: '127.0.0.1', port: daemon.port }, 200);
    expect(await scanner.scan(pieces('a'))).toMatchObject({ found: 'unknown', why: expect.any(String) });
    await daemon.close();
  });

  it('does not know when there is no daemon, or the content cannot be read', async () => {
    const gone = await startFakeClamd(0);
    await gone.close();
    expect(await clamd({ host: '127.0.0.1', port: gone.port }).scan(pieces('a'))).toMatchObject({
      found: 'unknown',
    });
    const daemon = await startFakeClamd(0);
    // oxlint-disable-next-line require-yield -- that it yields nothing is the point
    const broken = async function* (): AsyncGenerator<Uint8Array> {
      throw new Error('the disk is broken');
    };
    const scanner = clamd({ host: '127.0.0.1', port: daemon.port });
    expect(await scanner.scan(broken())).toEqual({ found: 'unknown', why: 'the disk is broken' });
    await daemon.close();
  });

  it('finds everything clean where there is none', async () => {
    expect(await openScanner('none').scan(pieces(EICAR))).toEqual({ found: 'clean' });
  });
});
