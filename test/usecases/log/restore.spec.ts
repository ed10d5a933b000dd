import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { TrustedFile } from '../../../src/outside/log-keys/trusted-file.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { LedgerBehind } from '../../../src/usecases/log/ledger-behind.js';
import { publishHeads } from '../../../src/usecases/log/publish-heads.js';
import { sealLog } from '../../../src/usecases/log/seal-log.js';
import { type SequencerBench } from '../../store/log/sequencer-bench.js';
import { RestorableLog } from './restorable-log.js';

describe('a database that was put back', () => {
  let log: RestorableLog;
  let bench: SequencerBench;
  beforeEach(async () => {
    log = await RestorableLog.open();
    ({ bench } = log);
  });
  afterEach(() => bench.drop());

  it('is noticed, is not signed, and is not written to', async () => {
    const seal = sealLog(bench.ports);
    const stream = randomUUID();
    await bench.append(stream, 50);
    await seal();
    await log.backup();
    await bench.append(stream, 20);
    await seal();
    const trusted = await bench.trusted.read();
    await log.restore();
    expect(await log.standing()).toEqual({ kind: 'behind', size: 50, trusted: 70, from: 50 });
    // Records that were waiting when the copy was made must not get indexes that are known to mean others.
    await bench.append(stream, 30);
    expect(await seal()).toEqual({
      outcome: 'refused',
      standing: { kind: 'behind', size: 50, trusted: 70, from: 50 },
    });
    expect(await bench.trusted.read()).toEqual(trusted);
    expect(await log.state.size()).toBe(50);
    log.gate.found(await log.standing());
    const { ledger } = log.recordPorts();
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
    await log.backup();
    await bench.append(stream, 20);
    await seal();
    await log.restore();
    // Somebody seals what came instead with a file of his own.
    await bench.append(stream, 25);
    const other = new TrustedFile(join(bench.folder, 'other.json'));
    writeFileSync(join(bench.folder, 'other.json'), JSON.stringify(await lastHeads()));
    await sealLog({ ...bench.ports, trusted: other })();
    expect(await log.standing()).toMatchObject({ kind: 'different', size: 75, trusted: 70, from: 50 });
    await bench.append(stream);
    expect(await seal()).toMatchObject({ outcome: 'refused', standing: { kind: 'different' } });
  });

  async function lastHeads() {
    const heads = await log.state.publishedAtMost(Number.MAX_SAFE_INTEGER);
    return { size: heads?.size, ...heads?.notes };
  }

  it('goes on after a ceremony that is on record, says what was lost, and is said by the heads', async () => {
    const seal = sealLog(bench.ports);
    const stream = randomUUID();
    await bench.append(stream, 50);
    await seal();
    expect(await log.recover()).toEqual({ outcome: 'notBroken' });
    await log.backup();
    await bench.append(stream, 20);
    await seal();
    const lost = await bench.trusted.read();
    await log.restore();
    const answer = await log.recover();
    expect(answer).toMatchObject({ outcome: 'recovered', was: { kind: 'behind', from: 50 } });
    expect(await log.standing()).toEqual({ kind: 'sound', size: 50 });
    expect(readdirSync(bench.folder).some((name) => name.startsWith('checkpoint.json.70.'))).toBe(true);
    expect(await seal()).toMatchObject({ outcome: 'sealed', size: 51 });
    const [record] = await log.recordPorts().ledger.records(LIBRARY_STREAMS.log, 0, 1);
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
    const publish = publishHeads({ ...log.recordPorts(), reads: bench.reads, hashes: LOG_HASHES });
    expect(await publish('daily')).toBeDefined();
    expect(await publish('daily')).toBeUndefined();
    const [, heads] = await log.recordPorts().ledger.records(LIBRARY_STREAMS.log, 0, 9);
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
      expect(await log.standing()).toEqual({ kind: 'untrusted', size: 3 });
    }
    await bench.append(randomUUID());
    expect(await seal()).toMatchObject({ outcome: 'refused' });
    writeFileSync(file, text);
    expect(await seal()).toMatchObject({ outcome: 'sealed' });
    rmSync(file);
    expect(await log.recover()).toMatchObject({ outcome: 'recovered', was: { kind: 'untrusted' } });
    expect(await seal()).toMatchObject({ outcome: 'sealed' });
    writeFileSync(file, '{');
    expect(await log.recover()).toMatchObject({ outcome: 'recovered', was: { kind: 'untrusted' } });
    expect(readdirSync(bench.folder).some((name) => name.startsWith('checkpoint.json.spoilt.'))).toBe(true);
    expect(await seal()).toMatchObject({ outcome: 'sealed' });
  });
});
