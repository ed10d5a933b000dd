import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCheckpoint } from '../../../src/engine/audit/log/checkpoint.js';
import { parseNote, verifyNote } from '../../../src/engine/audit/log/signed-note.js';
import { consistencyProof, inclusionProof } from '../../../src/engine/audit/log/tree-proof.js';
import { consistencyRuns, inclusionRuns } from '../../../src/engine/audit/log/tree-shape.js';
import { provesConsistency, provesInclusion } from '../../../src/engine/audit/log/verify-proof.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { checkSignature } from '../../../src/outside/crypto/note-keys.js';
import { openLogKeys } from '../../../src/outside/log-keys/log-keys.js';
import { LOG_SUITES, type LogSuite } from '../../../src/usecases/log/log-ports.js';
import type { LogStore, LogWriter } from '../../../src/usecases/log/log-store.js';
import { sealLog, type SealingPorts } from '../../../src/usecases/log/seal-log.js';
import { LOG, sequencerBench, type SequencerBench } from './sequencer-bench.js';

class Killed extends Error {}

/** Ports that die at the n-th step, before it takes effect or right after. */
function dyingAt(ports: SealingPorts, fatal: number, after: boolean): SealingPorts {
  let steps = 0;
  const guarded = <T extends object>(target: T): T =>
    new Proxy(target, {
      get(object, name) {
        const member: unknown = Reflect.get(object, name);
        if (typeof member !== 'function' || name === 'exclusively') return member;
        return async (...words: unknown[]) => {
          const dies = ++steps === fatal;
          if (dies && !after) throw new Killed();
          const result: unknown = await Reflect.apply(member, object, words);
          if (dies) throw new Killed();
          return result;
        };
      },
    });
  const store: LogStore = {
    hasWork: () => ports.store.hasWork(),
    exclusively: (work) => ports.store.exclusively((log: LogWriter) => work(guarded(log))),
  };
  return { ...ports, store, trusted: guarded(ports.trusted) };
}

describe('the sequencer', () => {
  let bench: SequencerBench;
  let seal: ReturnType<typeof sealLog>;
  beforeAll(async () => {
    bench = await sequencerBench();
    seal = sealLog(bench.ports);
  });
  afterAll(() => bench.drop());

  const rows = <Row>(sql: string) => bench.database.owner.query<Row[]>(sql);

  /** The root that a suite's checkpoint of this size says, when the log's key has signed it. */
  async function signedRoot(suite: LogSuite, note: string): Promise<{ size: bigint; root: Uint8Array }> {
    const signed = parseNote(note);
    if (!signed) throw new Error('no note');
    expect(verifyNote(signed, [bench.signers[suite].key], checkSignature)).toMatchObject({
      signedBy: [{ key: bench.signers[suite].key }],
    });
    const checkpoint = parseCheckpoint(signed.text);
    if (!checkpoint) throw new Error('no checkpoint');
    expect(checkpoint.origin).toBe(suite === 'sha256' ? LOG : `${LOG}/sm3`);
    return checkpoint;
  }

  async function expectSound(): Promise<void> {
    const entries = await rows<{ index: string; stream: string; seq: number; sha256: string; sm3: string }>(
      'select index, stream, seq, sha256, sm3 from log_entries order by index',
    );
    expect(entries.map(({ index }) => Number(index))).toEqual(entries.map((_, at) => at));
    const records = await rows<{ stream: string; seq: number }>('select stream, seq from records');
    const keys = entries.map(({ stream, seq }) => `${stream}#${seq}`);
    expect(keys.toSorted()).toEqual(records.map(({ stream, seq }) => `${stream}#${seq}`).toSorted());
    const seen = new Map<string, number>();
    for (const { stream, seq } of entries) {
      expect(seq).toBe((seen.get(stream) ?? -1) + 1);
      seen.set(stream, seq);
    }
    for (const suite of LOG_SUITES) {
      const notes = await rows<{ note: string }>(
        `select note from log_checkpoints where suite = '${suite}' order by size`,
      );
      const heads = await Promise.all(notes.map(({ note }) => signedRoot(suite, note)));
      const last = heads.at(-1);
      expect(last?.size).toBe(BigInt(entries.length));
      const size = entries.length;
      for (const older of heads) {
        const runs = consistencyRuns(Number(older.size), size);
        const read = await bench.reads.nodes(suite, runs.flat());
        const proof = consistencyProof(Number(older.size), size, read, LOG_HASHES[suite]);
        expect(provesConsistency(older, last as typeof older, proof, LOG_HASHES[suite])).toBe(true);
      }
      for (const index of [0, size >> 1, size - 1]) {
        const read = await bench.reads.nodes(suite, inclusionRuns(index, size).flat());
        const proof = inclusionProof(index, size, read, LOG_HASHES[suite]);
        const claim = {
          ...{ index: BigInt(index), size: BigInt(size) },
          leaf: Buffer.from(entries[index]?.[suite] ?? '', 'hex'),
          root: (last as { root: Uint8Array }).root,
        };
        expect(provesInclusion(claim, proof, LOG_HASHES[suite])).toBe(true);
      }
    }
  }

  it('has nothing to do before the first record', async () => {
    expect(await seal()).toEqual({ outcome: 'idle' });
    expect(await bench.reads.latest()).toBeUndefined();
  });

  it('gives every record its index and signs both trees', async () => {
    const [a, b] = [randomUUID(), randomUUID()];
    await bench.append(a, 3);
    await bench.append(b, 300);
    await bench.append(a);
    expect(await seal()).toEqual({ outcome: 'sealed', size: 304, taken: 304 });
    expect(await seal()).toEqual({ outcome: 'idle' });
    await expectSound();
    expect(await bench.reads.entriesOf(a, 1, 9)).toMatchObject([
      { seq: 1 },
      { seq: 2 },
      { seq: 3, index: 303 },
    ]);
    expect((await bench.reads.latest())?.size).toBe(304);
    expect(await bench.trusted.read()).toEqual({
      size: 304,
      notes: (await bench.reads.latest())?.notes,
    });
    const heads = [];
    for await (const page of bench.reads.heads(303)) heads.push(...page);
    const last = { [a]: 3, [b]: 300 };
    expect(heads.map(({ stream, count }) => [stream, count])).toEqual(
      Object.entries(last).toSorted(([x], [y]) => (x < y ? -1 : 1)),
    );
    expect((await bench.reads.tile('sha256', 0, 0, 256))?.length).toBe(256 * 32);
    expect((await bench.reads.tile('sm3', 1, 0, 1))?.length).toBe(32);
    expect(await bench.reads.tile('sm3', 1, 0, 2)).toBeUndefined();
  });

  it('loses nothing, gives no index twice and signs no second history, wherever it is killed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            streams: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 3 }),
            fatal: fc.integer({ min: 1, max: 20 }),
            after: fc.boolean(),
          }),
          { minLength: 1, maxLength: 4 },
        ),
        async (runs) => {
          const streams = [randomUUID(), randomUUID()];
          for (const { streams: appends, fatal, after } of runs) {
            for (const [at, records] of appends.entries())
              await bench.append(streams[at % 2] as string, records);
            await sealLog(dyingAt(bench.ports, fatal, after))().catch((problem: unknown) => {
              if (!(problem instanceof Killed)) throw problem;
            });
          }
          await bench.append(streams[0] as string);
          await seal();
          await expectSound();
        },
      ),
      { numRuns: 15 },
    );
  });

  it('is one at a time, and who comes second does nothing', async () => {
    const stream = randomUUID();
    for (let round = 0; round < 5; round++) {
      await bench.append(stream, 20);
      const answers = await Promise.all([seal(), seal(), sealLog(bench.ports)()]);
      expect(answers.filter(({ outcome }) => outcome === 'sealed')).toHaveLength(1);
      for (const { outcome } of answers) expect(['sealed', 'idle', 'elsewhere']).toContain(outcome);
    }
    await expectSound();
  });

  it('takes records in while others are being written', async () => {
    const streams = Array.from({ length: 4 }, () => randomUUID());
    const writing = Promise.all(
      streams.map(async (stream) => {
        for (let n = 0; n < 25; n++) await bench.append(stream);
      }),
    );
    let done = false;
    void writing.then(() => (done = true));
    while (!done) await seal();
    await writing;
    await seal();
    await expectSound();
  });

  it('is the only one who may write the log, and cannot change what is sealed', async () => {
    const { database, sealer } = bench;
    await expect(
      database.dataSource.query('insert into log_stamps values (1, $$x$$, $$x$$, now())'),
    ).rejects.toThrow('permission denied');
    await expect(database.dataSource.query('delete from sequence_queue')).rejects.toThrow(
      'permission denied',
    );
    await expect(sealer.query('delete from log_entries')).rejects.toThrow('permission denied');
    for (const statement of [
      'delete from log_entries',
      'update log_checkpoints set note = $$$$',
      'truncate log_tiles',
      'update sequence_queue set seq = 1',
    ]) {
      await expect(database.owner.query(statement)).rejects.toThrow('what is recorded never changes');
    }
    const [last] = await rows<{ n: string }>('select max(index) as n from log_entries');
    const entry = (index: number, hash: string) =>
      sealer.query(
        `insert into log_entries select $1, stream, seq, ${hash}, sm3, now() from log_entries where index = 0`,
        [index],
      );
    await expect(entry(Number(last?.n) + 2, 'sha256')).rejects.toThrow(/follows no entry|duplicate key/);
    await expect(sealer.query(`update log_tiles set bytes = '' where level = 0`)).rejects.toThrow(
      'only grows',
    );
  });

  it('keeps its keys from others, and refuses one that others may read', async () => {
    const file = join(bench.folder, 'keys', 'sm2.pem');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(openLogKeys(join(bench.folder, 'keys'), LOG).sm3.key).toEqual(bench.signers.sm3.key);
    const { chmodSync } = await import('node:fs');
    chmodSync(file, 0o640);
    expect(() => openLogKeys(join(bench.folder, 'keys'), LOG)).toThrow('chmod 600');
    chmodSync(file, 0o600);
  });
});
