import { execFileSync } from 'node:child_process';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { formatCheckpoint } from '../../src/engine/audit/log/checkpoint.js';
import { verifyNote } from '../../src/engine/audit/log/signed-note.js';
import { checkSignature, generateNoteKey, noteSigner } from '../../src/outside/crypto/note-keys.js';

const CHECKPOINT = formatCheckpoint({
  ...{ origin: 'audit.yunling.example/2026/sm3', size: 20_852_163n },
  ...{ root: new Uint8Array(32).fill(7), extensions: [] },
});

describe('SM2 signatures under notes', () => {
  const pem = generateNoteKey('sm2');
  const signer = noteSigner('audit.yunling.example/2026/sm3', 'sm2', pem);

  function withOpenssl<T>(run: (folder: string) => T): T {
    const folder = mkdtempSync(join(tmpdir(), 'sm2-'));
    try {
      writeFileSync(join(folder, 'private.pem'), pem);
      const publicKey = createPublicKey(createPrivateKey(pem)).export({ format: 'pem', type: 'spki' });
      writeFileSync(join(folder, 'public.pem'), publicKey);
      writeFileSync(join(folder, 'note'), CHECKPOINT);
      return run(folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  it('are verified by the command of OpenSSL with the standard identity', () => {
    const { signature } = signer.sign(CHECKPOINT);
    const answer = withOpenssl((folder) => {
      writeFileSync(join(folder, 'signature'), signature);
      const args = ['-verify', 'public.pem', '-sigopt', 'distid:1234567812345678', '-signature', 'signature'];
      return execFileSync('openssl', ['dgst', '-sm3', ...args, 'note'], { cwd: folder, encoding: 'utf8' });
    });
    expect(answer.trim()).toBe('Verified OK');
  });

  it('are what the command of OpenSSL makes', () => {
    const signature = withOpenssl((folder) => {
      const args = ['-sign', 'private.pem', '-sigopt', 'distid:1234567812345678', 'note'];
      return execFileSync('openssl', ['dgst', '-sm3', ...args], { cwd: folder });
    });
    const line = { name: signer.key.name, id: signer.key.id, signature };
    expect(verifyNote({ text: CHECKPOINT, signatures: [line] }, [signer.key], checkSignature)).toEqual({
      signedBy: [{ key: signer.key }],
    });
  });
});
