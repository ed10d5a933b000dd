import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { SystemIds } from '../../../src/outside/crypto/ids.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { TrustedFile } from '../../../src/outside/log-keys/trusted-file.js';
import { PostgresLedger } from '../../../src/store/ledger.js';
import { PostgresLogState } from '../../../src/store/log/log-state.js';
import { onPool } from '../../../src/store/log/tile-reads.js';
import type { Installation } from '../../../src/usecases/ports.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/library-streams.js';
import { LedgerBehind } from '../../../src/usecases/log/ledger-behind.js';
import { ledgerStanding } from '../../../src/usecases/log/log-standing.js';
import { publishHeads } from '../../../src/usecases/log/publish-heads.js';
import { recoverLog } from '../../../src/usecases/log/recover-log.js';
import { sealLog } from '../../../src/usecases/log/seal-log.js';
import { WriteGate } from '../../../src/usecases/log/write-gate.js';
import { NOW } from '../../support/fake-case.js';
import { LOG, sequencerBench, type SequencerBench } from '../../store/log/sequencer-bench.js';

const INSTALLATION: Installation = {
  ...{ log: LOG, mode: 'real', zone: 'Asia/Shanghai' as Installation['zone'], engine: 'test' },
};
const TABLES = [
  ...['streams', 'records', 'record_parts', 'cases', 'case_parties', 'sequence_queue'],
  ...['log_entries', 'log_tiles', 'log_checkpoints'],
];

describe('a database that was put back', () => {
  let bench: SequencerBench;
  let gate: WriteGate;
  let state: PostgresLogState;
  beforeEach(async () => {
    bench = await sequencerBench();
    gate = new WriteGate();
    state = new PostgresLogState(onPool(bench.database.dataSource), LOG_HASHES);
  });
  afterEach(() => bench.drop());

  const standing = () => ledgerStanding(bench.ports, state);
  const ports = () => ({
    ledger: new PostgresLedger(bench.database.dataSource, undefined, gate),
    now: { now: () => Promise.resolve(NOW) },
    ids: new SystemIds(),
    hash: nodeHash,
    installation: INSTALLATION,
  });
  const recover = () =>
    recoverLog({ ...ports(), standing: bench.ports, state, signers: bench.signers, gate })({
      reason: '机房断电后由备份恢复',
      operator: 'root',
    });

  /** Copies all rows aside. */
  async function backup(): Promise<void> {
    await bench.database.owner.query('create schema backup');
    for (const table of TABLES)
      await bench.database.owner.query(`create table backup.${table} as select * from public.${table}`);
  }

  /** Puts them back, as a restore does: past every trigger. */
  async function restore(): Promise<void> {
    const { owner } = bench.database;
    await owner.transaction(async (manager) => {
      await manager.query(`set local session_replication_role = replica`);
      for (const table of TABLES) {
        await manager.query(`delete from public.${table}`);
        const always = table === 'sequence_queue' ? 'overriding system value' : '';
        await manager.query(`insert into public.${table} ${always} select * from backup.${table}`);
      }
    });
  }

  it('is noticed, is not signed, and is not written to', async () => {
    const seal = sealLog(bench.ports);
    const stream = randomUUID();
    await bench.append(stream, 50);
    await seal();
    await backup();
    await bench.append(stream, 20);
    await seal();
    const trusted = await bench.trusted.read();
    await restore();
    expect(await standing()).toEqual({ kind: 'behind', size: 50, trusted: 70, from: 50 });
    // Records that were waiting when the copy was made must not get indexes that are known to mean others.
    await bench.append(stream, 30);
    expect(await seal()).toEqual({
      outcome: 'refused',
      standing: { kind: 'behind', size: 50, trusted: 70, from: 50 },
    });
    expect(await bench.trusted.read()).toEqual(trusted);
    expect(await state.size()).toBe(50);
    gate.found(await standing());
    const { ledger } = ports();
    await expect(
      ledger.transact({ stream, kind: 'case' }, () => Promise.resolve({ result: 1 })),
    ).rejects.toThrow(LedgerBehind);
    await expect(
      ledger.transact({ stream, kind: 'case' }, () => Promise.resolve({ result: 1 })),
    ).rejects.toThrow('entries 50 to 69 are missing');
    expect(await ledger.head(stream)).toMatchObject({ seq: 80 });
  });

  it('is noticed too when it has grown to as many entries, but others', async () => {
    const seal = sealLog(bench.ports);
    const stream = randomUUID();
    for (const records of [10, 20, 20]) {
      await bench.append(stream, records);
      await seal();
    }
    await backup();
    await bench.append(stream, 20);
    await seal();
    await restore();
    // Somebody seals what came instead with a file of his own.
    await bench.append(stream, 25);
    const other = new TrustedFile(join(bench.folder, 'other.json'));
    writeFileSync(join(bench.folder, 'other.json'), JSON.stringify(await lastHeads()));
    await sealLog({ ...bench.ports, trusted: other })();
    expect(await standing()).toMatchObject({ kind: 'different', size: 75, trusted: 70, from: 50 });
    await bench.append(stream);
    expect(await seal()).toMatchObject({ outcome: 'refused', standing: { kind: 'different' } });
  });

  async function lastHeads() {
    const heads = await state.publishedAtMost(Number.MAX_SAFE_INTEGER);
    return { size: heads?.size, ...heads?.notes };
  }

  it('goes on after a ceremony that is on record, says what was lost, and is said by the heads', async () => {
    const seal = sealLog(bench.ports);
    const stream = randomUUID();
    await bench.append(stream, 50);
    await seal();
    expect(await recover()).toEqual({ outcome: 'notBroken' });
    await backup();
    await bench.append(stream, 20);
    await seal();
    const lost = await bench.trusted.read();
    await restore();
    const answer = await recover();
    expect(answer).toMatchObject({ outcome: 'recovered', was: { kind: 'behind', from: 50 } });
    expect(await standing()).toEqual({ kind: 'sound', size: 50 });
    expect(readdirSync(bench.folder).some((name) => name.startsWith('checkpoint.json.70.'))).toBe(true);
    expect(await seal()).toMatchObject({ outcome: 'sealed', size: 51 });
    const [record] = await ports().ledger.records(LIBRARY_STREAMS.log, 0, 1);
    expect(record?.record).toMatchObject({
      type: 'log.recovered',
      data: { cause: 'restore', lost: { size: 70 }, size: 50, from: 50 },
    });
    const { roots } = (record?.record.data['lost'] as { roots: { sha256: string } } | undefined) ?? {
      roots: { sha256: '' },
    };
    expect(roots.sha256).toHaveLength(64);
    expect(lost?.notes.sha256).toContain(Buffer.from(roots.sha256, 'hex').toString('base64'));
    expect(record?.text).not.toContain('机房');
    await bench.append(stream, 5);
    await seal();
    const publish = publishHeads({ ...ports(), reads: bench.reads, hashes: LOG_HASHES });
    expect(await publish('daily')).toBeDefined();
    expect(await publish('daily')).toBeUndefined();
    const [, heads] = await ports().ledger.records(LIBRARY_STREAMS.log, 0, 9);
    expect(heads?.record).toMatchObject({
      type: 'heads.published',
      data: { cause: 'heads', on: '2026-09-28', heads: { size: 56, streams: 2 } },
    });
    expect(await publish('now')).toMatchObject({ seq: 2 });
  });

  it('is not trusted when the file is gone or spoilt, and then needs the ceremony too', async () => {
    const seal = sealLog(bench.ports);
    await bench.append(randomUUID(), 3);
    await seal();
    const file = join(bench.folder, 'checkpoint.json');
    const text = readFileSync(file, 'utf8');
    for (const spoil of [
      () => rmSync(file),
      () => writeFileSync(file, '{'),
      () => writeFileSync(file, text.replace('log.example/test', 'log.example/other')),
    ]) {
      spoil();
      expect(await standing()).toEqual({ kind: 'untrusted', size: 3 });
    }
    await bench.append(randomUUID());
    expect(await seal()).toMatchObject({ outcome: 'refused' });
    writeFileSync(file, text);
    expect(await seal()).toMatchObject({ outcome: 'sealed' });
    rmSync(file);
    expect(await recover()).toMatchObject({ outcome: 'recovered', was: { kind: 'untrusted' } });
    expect(await seal()).toMatchObject({ outcome: 'sealed' });
  });
});
