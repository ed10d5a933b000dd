import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatNote, parseNote } from '../../../src/engine/audit/log/signed-note.js';
import { openLogKeys, readLogPolicy } from '../../../src/outside/log-keys/log-keys.js';
import { WitnessedFolder } from '../../../src/outside/log-keys/witnessed-folder.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { LedgerBehind } from '../../../src/usecases/log/ledger-behind.js';
import type { LogSuite } from '../../../src/usecases/log/log-ports.js';
import type { SignedHeads } from '../../../src/usecases/log/log-store.js';
import { sealLog } from '../../../src/usecases/log/seal-log.js';
import { shownCheckpoint } from '../../../src/usecases/log/shown-checkpoint.js';
import { LOG, type SequencerBench } from '../../store/log/sequencer-bench.js';
import { RestorableLog } from './restorable-log.js';

describe('what a database is held against', () => {
  let log: RestorableLog;
  let bench: SequencerBench;
  beforeEach(async () => {
    log = await RestorableLog.open();
    ({ bench } = log);
  });
  afterEach(() => bench.drop());

  it('believes no trusted file that the log’s keys have not signed, whatever it says', async () => {
    const seal = sealLog(bench.ports);
    await bench.append(randomUUID(), 3);
    await seal();
    const file = join(bench.folder, 'checkpoint.json');
    const own = JSON.parse(readFileSync(file, 'utf8')) as { size: number; sha256: string; sm3: string };
    const foreign = openLogKeys(join(bench.folder, 'foreign'), LOG);
    const unsigned = (note: string): string => note.replace(/^— .*\n/m, '');
    const by = (suite: LogSuite): string => {
      const text = parseNote(own[suite])?.text ?? '';
      return formatNote({ text, signatures: [foreign[suite].sign(text)] });
    };
    for (const spoilt of [
      { ...own, sha256: unsigned(own.sha256) },
      { ...own, sm3: unsigned(own.sm3) },
      { ...own, sha256: by('sha256'), sm3: by('sm3') },
      { ...own, sm3: by('sm3') },
      { ...own, sha256: own.sm3 },
    ]) {
      writeFileSync(file, JSON.stringify(spoilt));
      expect(await log.standing()).toEqual({ kind: 'untrusted', size: 3 });
    }
    await log.recover();
    const [record] = await log.recordPorts().ledger.records(LIBRARY_STREAMS.log, 0, 9);
    // What nobody has signed is not put on record as lost.
    expect(record?.record.data).toEqual({ cause: 'restore', size: 3, from: 3 });
  });

  it('goes on by new keys from what the old ones signed, as long as the policy names them', async () => {
    const seal = sealLog(bench.ports);
    await bench.append(randomUUID(), 3);
    await seal();
    const keys = join(bench.folder, 'keys');
    const before = readLogPolicy(keys) ?? '';
    for (const name of ['ed25519.pem', 'sm2.pem']) rmSync(join(keys, name));
    const signers = openLogKeys(keys, LOG);
    const policy = readLogPolicy(keys) ?? '';
    const lines = (text: string) => text.split('\n').filter((line) => line.startsWith('log '));
    expect(lines(policy)).toEqual([...lines(policy).slice(0, 2), ...lines(before)]);
    expect(lines(before)).not.toContain(lines(policy)[0]);
    expect(await log.standing()).toEqual({ kind: 'sound', size: 3 });
    await bench.append(randomUUID());
    expect(await sealLog({ ...bench.ports, signers })()).toMatchObject({ outcome: 'sealed', size: 4 });
    // Their line is taken out: what they signed counts no more.
    const [first = '', second = ''] = lines(policy);
    writeFileSync(join(keys, 'policy.txt'), `${first}\n${second}\nquorum none\n`);
    expect(await log.standing()).toEqual({ kind: 'sound', size: 4 });
    writeFileSync(join(keys, 'policy.txt'), before);
    expect(await log.standing()).toEqual({ kind: 'untrusted', size: 4 });
    rmSync(join(keys, 'policy.txt'));
    expect(await log.standing()).toEqual({ kind: 'untrusted', size: 4 });
  });

  it('put back with its trusted file is known to a witness, shuts, and opens by catching up or on record', async () => {
    const witnessed = new WitnessedFolder(join(bench.folder, 'checkpoint.json.witnessed'));
    const held = { ...bench.ports, witnessed };
    const seal = sealLog(held);
    const file = join(bench.folder, 'checkpoint.json');
    const stream = randomUUID();
    await bench.append(stream, 50);
    await seal();
    await log.backup();
    const older = readFileSync(file, 'utf8');
    await bench.append(stream, 20);
    await seal();
    const newer = (await bench.trusted.read()) as SignedHeads;
    await log.restore();
    writeFileSync(file, older);
    expect(await log.standing(held)).toEqual({ kind: 'sound', size: 50 });
    // Another witness shows the same with its own line under it, and somebody shows what was never signed.
    const shown = shownCheckpoint(held, `${newer.notes.sha256}— other.example/w1 AAAAAAAA\n`);
    expect(shown).toMatchObject({ size: 70, note: newer.notes.sha256 });
    await witnessed.keep(shown?.note ?? '');
    await witnessed.keep('nonsense');
    const behind = { kind: 'behind', size: 50, trusted: 70, from: 50, shownBy: 'witness' } as const;
    expect(await log.standing(held)).toEqual(behind);
    await bench.append(stream);
    expect(await seal()).toEqual({ outcome: 'refused', standing: behind });
    expect(new LedgerBehind(behind).message).toContain('a witness has shown');
    // Without the setting it is only told of.
    expect(await log.standing()).toEqual({ kind: 'sound', size: 50 });
    expect(await log.recover(held)).toMatchObject({ outcome: 'recovered', was: behind });
    const [record] = await log.recordPorts().ledger.records(LIBRARY_STREAMS.log, 0, 9);
    const root = Buffer.from(shown?.root ?? []).toString('hex');
    expect(record?.record.data).toEqual({
      ...{ cause: 'restore', witnessed: [{ size: 70, root }], size: 50, from: 50 },
    });
    expect(await seal()).toMatchObject({ outcome: 'sealed' });
    // The witness goes on showing it: it was given up on record, once and for all.
    await witnessed.keep(shown?.note ?? '');
    expect(await log.standing(held)).toMatchObject({ kind: 'sound' });
    expect(await log.recover(held)).toEqual({ outcome: 'notBroken' });
  });

  it('opens by itself when the right database is put back under what a witness has shown', async () => {
    const witnessed = new WitnessedFolder(join(bench.folder, 'checkpoint.json.witnessed'));
    const held = { ...bench.ports, witnessed };
    const seal = sealLog(held);
    await bench.append(randomUUID(), 9);
    await seal();
    await log.backup();
    await witnessed.keep((await bench.trusted.read())?.notes.sha256 ?? '');
    const file = join(bench.folder, 'checkpoint.json');
    const text = readFileSync(file, 'utf8');
    // Of the log nothing is left but entries, and no file either: a witness alone knows of more.
    await log.unguarded(['delete from log_entries where index > 6', 'delete from log_checkpoints']);
    rmSync(file);
    const behind = { kind: 'behind', size: 7, trusted: 9, from: 7, shownBy: 'witness' };
    expect(await log.standing(held)).toEqual(behind);
    await log.restore();
    writeFileSync(file, text);
    expect(await log.standing(held)).toEqual({ kind: 'sound', size: 9 });
    await bench.append(randomUUID());
    expect(await seal()).toMatchObject({ outcome: 'sealed', size: 10 });
  });

  it('has no state to go on from when its log does not lead to what it has published', async () => {
    const seal = sealLog(bench.ports);
    await bench.append(randomUUID(), 9);
    await seal();
    await log.unguarded(['delete from log_entries where index > 6']);
    expect(await log.standing()).toEqual({ kind: 'behind', size: 7, trusted: 9, from: 7 });
    expect(await log.recover()).toEqual({ outcome: 'damaged' });
    expect(await log.recordPorts().ledger.records(LIBRARY_STREAMS.log, 0, 9)).toEqual([]);
  });
});
