import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { noteCheck } from '../../../src/outside/log-keys/log-keys.js';
import type { Finding } from '../../../src/store/fsck/finding.js';
import { checkLog } from '../../../src/store/fsck/log-check.js';
import { sealLog } from '../../../src/usecases/log/seal-log.js';
import { LOG, sequencerBench, type SequencerBench } from './sequencer-bench.js';

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
  });
  afterAll(() => bench.drop());

  /** Findings after a change that is undone: as somebody would make it who has disabled the triggers. */
  async function findingsAfter(statement?: string): Promise<string[]> {
    const runner = bench.database.owner.createQueryRunner();
    const findings: Finding[] = [];
    await runner.startTransaction();
    try {
      await runner.query('set local session_replication_role = replica');
      if (statement !== undefined) await runner.query(statement);
      const signedByLog = noteCheck(join(bench.folder, 'keys'));
      const law = { hash: nodeHash, ...(signedByLog && { signedByLog }) };
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
      ['log-checkpoint-wrong'],
    ],
    [
      `update log_checkpoints set note = replace(note, E'\\n\\n— ', E'\\n\\n— x') where suite = 'sha256' and size = 320`,
      ['log-checkpoint-wrong'],
    ],
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
