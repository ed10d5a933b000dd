import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatNoteKey, type NoteKey } from '../../../src/engine/audit/log/note-key.js';
import { parseNote, parseSignature, verifyNote } from '../../../src/engine/audit/log/signed-note.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import { checkSignature, sha256Bytes, sm3Bytes } from '../../../src/outside/crypto/note-keys.js';
import { answerFiles } from '../../../src/outside/witness/answer-files.js';
import { folderWitness } from '../../../src/outside/witness/folder-witness.js';
import { httpWitness } from '../../../src/outside/witness/http-witness.js';
import { openWitness, serveWitness } from '../../../src/outside/witness/open-witness.js';
import { createWitnessKey, openWitnessKey } from '../../../src/outside/witness/witness-key.js';
import {
  askWitnesses,
  compareWithWitnesses,
  type Witness,
  type WitnessingPorts,
} from '../../../src/usecases/log/witness-checkpoint.js';
import { addCheckpoint, type WitnessPorts } from '../../../src/usecases/log/witness-service.js';
import type { Cosignature } from '../../../src/usecases/log/witness-store.js';
import { MemoryLog } from '../../support/memory-log.js';

const reach = { networks: ['127.0.0.0/8'], timeoutMs: 2_000 };
let folder: string;
let log: MemoryLog;
let key: NoteKey;
const at = (name: string): string => join(folder, name);
const open = (state = 'state'): WitnessPorts =>
  openWitness({
    ...{ key: at('key'), state: at(state) },
    logKeys: [log.signers.sha256.key, log.signers.sm3.key].map(formatNoteKey),
  });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'witness-'));
  log = new MemoryLog('audit.example/2026').append('a', 'b', 'c');
  createWitnessKey('archive.example/w1', at('key'));
  ({ key } = openWitnessKey(at('key')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function cosigned(size: number, line: string): boolean {
  const note = parseNote(log.note('sha256', size));
  const signature = parseSignature(line.trimEnd());
  if (!note || !signature) return false;
  const verdict = verifyNote({ text: note.text, signatures: [signature] }, [key], checkSignature);
  return 'signedBy' in verdict && verdict.signedBy.length === 1;
}

describe('asking witnesses', () => {
  /** Rounds over a log in memory. */
  function bench(witnesses: readonly Witness[]) {
    const kept: Cosignature[] = [];
    const shown = new Set<string>();
    const state = { log, at: Date.parse('2026-03-02T01:00:00.000Z') };
    const now = (): Instant => new Date(state.at).toISOString() as Instant;
    const ports: WitnessingPorts = {
      log: {
        latest: () => Promise.resolve(state.log.published(now())),
        nodes: (suite) => Promise.resolve(state.log.reader(suite)),
      },
      store: {
        lastSize: () =>
          Promise.resolve(kept.length === 0 ? undefined : Math.max(...kept.map(({ size }) => size))),
        add: (cosignature) => Promise.resolve(void kept.push(cosignature)),
        note: (suite, size) =>
          Promise.resolve(size <= state.log.entries.length ? state.log.note(suite, size) : undefined),
      },
      ...{
        witnesses,
        hashes: { sha256: sha256Bytes, sm3: sm3Bytes },
        check: checkSignature,
        everyMs: 60_000,
      },
      now: { now: () => Promise.resolve(now()) },
      own: {
        log: log.origin,
        signedByLog: (suite, text) => {
          const note = parseNote(text);
          const verdict = note && verifyNote(note, [log.signers[suite].key], checkSignature);
          return verdict !== undefined && 'signedBy' in verdict && verdict.signedBy.length === 1;
        },
        keep: (note) => Promise.resolve(void shown.add(note)),
      },
    };
    return { kept, shown, state, round: askWitnesses(ports), compare: compareWithWitnesses(ports) };
  }

  it('over HTTP: a cosignature for each checkpoint, at most one in a minute, also when one side has forgotten', async () => {
    const server = await serveWitness(open(), { host: '127.0.0.1', port: 0 }, () => undefined);
    const { kept, state, round } = bench([httpWitness('archive', key, new URL(server.url), reach)]);
    expect(await round()).toEqual([{ witness: 'archive', outcome: 'cosigned', size: 3 }]);
    log.append('d');
    expect(await round()).toEqual([]);
    state.at += 60_000;
    expect(await round()).toEqual([{ witness: 'archive', outcome: 'cosigned', size: 4 }]);
    expect(kept.every(({ size, line }) => cosigned(size, line))).toBe(true);
    // We have forgotten what the witness has seen.
    kept.length = 0;
    log.append('e');
    state.at += 60_000;
    expect(await round()).toEqual([{ witness: 'archive', outcome: 'cosigned', size: 5 }]);
    // The witness has forgotten.
    rmSync(at('state'), { recursive: true });
    log.append('f');
    state.at += 60_000;
    expect(await round()).toEqual([{ witness: 'archive', outcome: 'cosigned', size: 6 }]);
    await server.stop();
    log.append('g');
    state.at += 60_000;
    expect(await round()).toMatchObject([{ outcome: 'failed' }]);
  });

  it('tells when the witness has seen more than there is, or another history', async () => {
    const server = await serveWitness(open(), { host: '127.0.0.1', port: 0 }, () => undefined);
    await addCheckpoint(open())(log.request('sha256', 0));
    const { kept, shown, state, round, compare } = bench([
      httpWitness('archive', key, new URL(server.url), reach),
    ]);
    const ahead = [{ witness: 'archive', outcome: 'ahead', size: 3, proven: true }];
    expect(await compare()).toEqual([]);
    state.log = log.fork(log.entries.slice(0, 2));
    expect(await round()).toEqual(ahead);
    state.log = log.fork(['x', 'b', 'c', 'd']);
    state.at += 60_000;
    expect(await round()).toEqual(ahead);
    expect(await compare()).toEqual(ahead);
    // As many entries, but others.
    state.log = log.fork(['x', 'b', 'c']);
    await addCheckpoint(open())(log.request('sha256', 3));
    expect(await addCheckpoint(open())(state.log.request('sha256', 3))).toMatchObject({ status: 422 });
    kept.push({ suite: 'sha256', size: 3, name: key.name, line: '', receivedAt: '' as Instant });
    state.log = log.fork(['x', 'b', 'c', 'd']);
    state.at += 60_000;
    expect(await round()).toEqual(ahead);
    kept.pop();
    // The log's own signature alone is kept: one checkpoint has one text, whoever shows it.
    expect([...shown]).toEqual([log.note('sha256', 3)]);
    expect(kept).toEqual([]);
    await server.stop();
    expect(await compare()).toMatchObject([{ outcome: 'failed' }]);
  });

  it('believes no size that a witness only says, and no checkpoint that another key has signed', async () => {
    const forged = new MemoryLog(log.origin).append('a', 'b', 'c', 'd').note('sha256', 4);
    for (const last of [undefined, forged, 'nonsense', log.note('sm3', 3)]) {
      const liar: Witness = {
        ...{ name: 'liar', key, collect: () => Promise.resolve([]), last: () => Promise.resolve(last) },
        ask: (size) => Promise.resolve([{ size, status: 409, text: '9000\n' }]),
      };
      const { shown, round, compare } = bench([liar]);
      expect(await compare()).toEqual([]);
      expect(await round()).toEqual([{ witness: 'liar', outcome: 'ahead', size: 9_000, proven: false }]);
      expect(shown.size).toBe(0);
    }
  });

  it('is shown by files what the witness has seen', async () => {
    const { shown, state, round } = bench([folderWitness('archive', key, at('medium'))]);
    await addCheckpoint(open())(log.request('sha256', 0));
    state.log = log.fork(log.entries.slice(0, 2));
    expect(await round()).toEqual([{ witness: 'archive', outcome: 'asked', size: 2 }]);
    await answerFiles(at('medium/out'), at('medium/in'), addCheckpoint(open()));
    expect(readdirSync(at('medium/in')).toSorted()).toEqual(['2.answer', '2.shown']);
    expect(await round()).toEqual([{ witness: 'archive', outcome: 'ahead', size: 3, proven: true }]);
    expect([...shown]).toEqual([log.note('sha256', 3)]);
    expect(readdirSync(at('medium/in'))).toEqual([]);
  });

  it('keeps nothing that is no cosignature by this witness', async () => {
    createWitnessKey('archive.example/w1', at('other'));
    const imposter = openWitness({
      ...{ key: at('other'), state: at('o') },
      logKeys: [formatNoteKey(log.signers.sha256.key)],
    });
    const server = await serveWitness(imposter, { host: '127.0.0.1', port: 0 }, () => undefined);
    const { kept, round } = bench([httpWitness('archive', key, new URL(server.url), reach)]);
    expect(await round()).toMatchObject([
      { outcome: 'failed', reason: expect.stringContaining('no cosignature') },
    ]);
    expect(kept).toEqual([]);
    await server.stop();
  });

  it('by files: the request is carried out, and the answer taken in whenever it comes', async () => {
    const { kept, state, round } = bench([folderWitness('archive', key, at('medium'))]);
    const carry = async (): Promise<void> => {
      await answerFiles(at('medium/out'), at('medium/in'), addCheckpoint(open()));
    };
    expect(await round()).toEqual([{ witness: 'archive', outcome: 'asked', size: 3 }]);
    await carry();
    log.append('d');
    state.at += 60_000;
    expect(await round()).toEqual([
      { witness: 'archive', outcome: 'cosigned', size: 3 },
      { witness: 'archive', outcome: 'asked', size: 4 },
    ]);
    expect(readdirSync(at('medium/out'))).toEqual(['4.request']);
    // The witness has forgotten: it says so, and the next request has the right proof.
    rmSync(at('state'), { recursive: true });
    await carry();
    state.at += 60_000;
    expect(await round()).toEqual([{ witness: 'archive', outcome: 'asked', size: 4 }]);
    await carry();
    expect(await round()).toEqual([{ witness: 'archive', outcome: 'cosigned', size: 4 }]);
    expect(kept.map(({ size }) => size)).toEqual([3, 4]);
    writeFileSync(at('medium/in/9.answer'), 'nonsense');
    expect(await round()).toMatchObject([{ outcome: 'failed', reason: 'the witness refuses with status 0' }]);
    expect(await round()).toEqual([]);
  });
});
