import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { formatSignature, parseNote } from '../../../src/engine/audit/log/signed-note.js';
import { readStampAnswer, stampRequest } from '../../../src/engine/audit/stamp/request.js';
import { stampText } from '../../../src/engine/audit/stamp/stamp-text.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { checkSignature, generateNoteKey, noteSigner } from '../../../src/outside/crypto/note-keys.js';
import { nodeStampCrypto } from '../../../src/outside/stamps/node-stamp-crypto.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { noteCheck } from '../../../src/outside/log-keys/log-keys.js';
import type { Finding } from '../../../src/store/fsck/finding.js';
import { checkLog } from '../../../src/store/fsck/log-check.js';
import { sealLog } from '../../../src/usecases/log/seal-log.js';
import { TestAuthority } from '../../support/test-authority.js';
import { LOG, sequencerBench, type SequencerBench } from './sequencer-bench.js';

const WITNESS = noteSigner(
  'archive.example/w1',
  'ed25519-cosignature',
  generateNoteKey('ed25519-cosignature'),
);

describe('the check of the log', () => {
  let bench: SequencerBench;
  const stream = randomUUID();
  beforeAll(async () => {
    bench = await sequencerBench();
    for (const records of [200, 120, 1]) {
      await bench.append(stream, records);
      await sealLog(bench.ports)();
    }
    await bench.append(stream, 2);
    await vouchFor(320);
  });
  afterAll(() => bench.drop());

  /** Has a checkpoint stamped and cosigned. */
  async function vouchFor(size: number): Promise<void> {
    const authority = new TestAuthority('tsa', () => '2026-03-02T01:00:00.000Z');
    const [found] = (await rows(
      `select a.note as sha256, b.note as sm3 from log_checkpoints a join log_checkpoints b using (size)
        where a.suite = 'sha256' and b.suite = 'sm3' and size = ${size}`,
    )) as { sha256: string; sm3: string }[];
    const textOf = (note = ''): string => parseNote(note)?.text ?? '';
    const text = stampText({ sha256: textOf(found?.sha256), sm3: textOf(found?.sm3) });
    const imprint = { digest: 'sha256' as const, value: LOG_HASHES.sha256(Buffer.from(text)) };
    const request = { imprint, nonce: Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8) };
    const answer = readStampAnswer(await authority.stamp(stampRequest(request)), request);
    if (!answer.ok) throw new Error(answer.problem);
    const cosign = (note?: string): string => formatSignature(WITNESS.sign(textOf(note), 1_772_413_200n));
    await bench.database.owner.query(
      `insert into log_stamps (size, authority, token, stamped_at) values ($1, 'tsa', $2, $3)`,
      [size, Buffer.from(answer.token), '2026-03-02T01:00:00.000Z'],
    );
    await bench.database.owner.query(
      `insert into log_cosignatures (suite, size, name, line, received_at) values ('sha256', $1, $2, $3, now())`,
      [size, WITNESS.key.name, cosign(found?.sha256)],
    );
  }
  const rows = (sql: string): Promise<unknown> => bench.database.owner.query(sql);

  /** Findings after a change that is undone: as somebody would make it who has disabled the triggers. */
  async function findingsAfter(statement?: string): Promise<string[]> {
    const runner = bench.database.owner.createQueryRunner();
    const findings: Finding[] = [];
    await runner.startTransaction();
    try {
      await runner.query('set local session_replication_role = replica');
      if (statement !== undefined) await runner.query(statement);
      const signedByLog = noteCheck(join(bench.folder, 'keys'));
      const vouchers = { witnesses: [WITNESS.key], check: checkSignature, stamps: nodeStampCrypto([]) };
      const law = { hash: nodeHash, vouchers, ...(signedByLog && { signedByLog }) };
      await checkLog(runner, LOG, law, (finding) => void findings.push(finding));
    } finally {
      await runner.rollbackTransaction();
      await runner.release();
    }
    return [...new Set(findings.map(({ code }) => code))].toSorted();
  }

  it('finds nothing in a log that is in order', async () => {
    expect(await findingsAfter()).toEqual([]);
  });

  it.each([
    ['delete from sequence_queue where seq = 321', ['log-entry-missing']],
    [
      `insert into sequence_queue (stream, seq, queued_at) select id, 322, now() from streams`,
      ['log-entry-wrong'],
    ],
    ['delete from log_entries where index = 300', ['log-entry-missing', 'log-entry-wrong']],
    [
      `update log_entries set sha256 = repeat('0', 64) where index = 17`,
      ['log-checkpoint-wrong', 'log-entry-wrong', 'log-tile-wrong'],
    ],
    [`update log_tiles set bytes = '\\x00' where suite = 'sm3' and level = 1`, ['log-tile-wrong']],
    [`delete from log_tiles where suite = 'sha256' and level = 0 and tile = 0`, ['log-tile-wrong']],
    [`insert into log_tiles values ('sm3', 3, 0, '\\x00')`, ['log-tile-wrong']],
    [
      `update log_checkpoints c set note = o.note from log_checkpoints o
        where c.suite = 'sm3' and o.suite = 'sm3' and c.size = 320 and o.size = 200`,
      ['log-checkpoint-wrong', 'log-voucher-wrong'],
    ],
    [
      `update log_checkpoints set note = replace(note, E'\\n\\n— ', E'\\n\\n— x') where suite = 'sha256' and size = 320`,
      ['log-checkpoint-wrong'],
    ],
    [`update log_stamps set stamped_at = stamped_at + interval '1 second'`, ['log-voucher-wrong']],
    [
      `update log_stamps set token = overlay(token placing '\\x00' from length(token) - 8)`,
      ['log-voucher-wrong'],
    ],
    [`update log_stamps set size = 200`, ['log-voucher-wrong']],
    [`update log_cosignatures set size = 200`, ['log-voucher-wrong']],
    [`update log_cosignatures set size = 201`, ['log-voucher-wrong']],
    [`update log_cosignatures set name = 'archive.example/w2'`, ['log-voucher-wrong']],
    [`update log_cosignatures set line = trim(trailing E'\\n' from line)`, ['log-voucher-wrong']],
    [`insert into log_checkpoints values ('sha256', 999, '', now())`, ['log-checkpoint-wrong']],
    [
      `update log_entries set seq = 999 where seq = 199; update log_entries set seq = 199 where seq = 201;
        update log_entries set seq = 201 where seq = 999`,
      ['log-entry-wrong'],
    ],
  ])('notices: %s', async (statement, codes) => {
    expect(await findingsAfter(statement)).toEqual(codes);
  });
});
