import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { formatNoteKey, type NoteKey } from '../../../src/engine/audit/log/note-key.js';
import { parseNote, parseSignature, verifyNote } from '../../../src/engine/audit/log/signed-note.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { checkSignature } from '../../../src/outside/crypto/note-keys.js';
import { answerFiles } from '../../../src/outside/witness/answer-files.js';
import { openWitness, serveWitness } from '../../../src/outside/witness/open-witness.js';
import { createWitnessKey, openWitnessKey } from '../../../src/outside/witness/witness-key.js';
import { WitnessFolder } from '../../../src/outside/witness/witness-memory.js';
import { addCheckpoint, type WitnessPorts } from '../../../src/usecases/log/witness-service.js';
import { MemoryLog } from '../../support/memory-log.js';

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

describe('a witness', () => {
  it('has a key that only its owner may read, and that is never overwritten', () => {
    expect(statSync(at('key')).mode & 0o777).toBe(0o600);
    expect(() => createWitnessKey('another', at('key'))).toThrow('not overwritten');
    writeFileSync(at('open'), readFileSync(at('key')), { mode: 0o644 });
    expect(() => openWitnessKey(at('open'))).toThrow('chmod 600');
  });

  it('says the same over HTTP and by files', async () => {
    const fork = log.fork(['x', 'b', 'c', 'd']);
    const bodies = [
      log.request('sha256', 0),
      log.request('sha256', 1),
      fork.request('sha256', 3),
      'nonsense',
      new MemoryLog('unknown').append('a').request('sha256', 0),
      new MemoryLog(log.origin).append('a').request('sha256', 0),
    ];
    const server = await serveWitness(open('by-http'), { host: '127.0.0.1', port: 0 }, () => undefined);
    const answers: string[] = [];
    for (const body of bodies) {
      const response = await fetch(`${server.url}add-checkpoint`, { method: 'POST', body });
      if (response.status === 409) expect(response.headers.get('content-type')).toBe('text/x.tlog.size');
      answers.push(`${response.status}\n${await response.text()}`);
    }
    await server.stop();
    mkdirSync(at('medium'));
    bodies.forEach((body, n) => writeFileSync(at(`medium/${n}.request`), body));
    await answerFiles(at('medium'), at('medium'), addCheckpoint(open('by-file')));
    const files = bodies.map((_, n) => readFileSync(at(`medium/${n}.answer`), 'utf8'));
    expect(answers.map((text) => text.slice(0, 3))).toEqual(['200', '409', '422', '400', '404', '403']);
    expect(files.slice(1)).toEqual(answers.slice(1));
    for (const text of [answers[0], files[0]]) expect(cosigned(3, (text as string).slice(4))).toBe(true);
    expect(await answerFiles(at('medium'), at('medium'), addCheckpoint(open('by-file')))).toEqual([]);
  });

  it('shows its last checkpoint with both signatures', async () => {
    const ports = open();
    const server = await serveWitness(ports, { host: '127.0.0.1', port: 0 }, () => undefined);
    const url = `${server.url}${nodeHash.sha256(log.origin)}/checkpoint`;
    expect((await fetch(url)).status).toBe(404);
    await addCheckpoint(ports)(log.request('sha256', 0));
    const note = parseNote(await (await fetch(url)).text());
    await server.stop();
    const keys = [key, log.signers.sha256.key];
    expect(note && verifyNote(note, keys, checkSignature)).toMatchObject({ signedBy: [{}, { key }] });
  });

  it('refuses what is too long, what is no UTF-8, and other paths', async () => {
    const server = await serveWitness(open(), { host: '127.0.0.1', port: 0 }, () => undefined);
    const status = async (path: string, body?: string | Uint8Array): Promise<number> =>
      (
        await fetch(
          `${server.url}${path}`,
          body === undefined ? {} : { method: 'POST', body: Buffer.from(body) },
        )
      ).status;
    expect(await status('add-checkpoint', 'x'.repeat(70_000))).toBe(400);
    expect(await status('add-checkpoint', Uint8Array.of(0xff, 0xfe))).toBe(400);
    expect(await status('add-checkpoint')).toBe(405);
    expect(await status('other', 'x')).toBe(404);
    await server.stop();
  });

  it('killed between remembering and answering, it never cosigns a second history', async () => {
    const ports = open();
    const dying: WitnessPorts = {
      ...ports,
      memory: {
        read: () => ports.memory.read(),
        replace: async (expected, notes) => {
          await ports.memory.replace(expected, notes);
          throw new Error('killed');
        },
      },
    };
    await expect(addCheckpoint(dying)(log.request('sha256', 0))).rejects.toThrow('killed');
    const fork = log.fork(['x', 'b', 'c', 'd']);
    const again = addCheckpoint(open());
    expect(await again(fork.request('sha256', 0))).toMatchObject({ status: 409, text: '3\n' });
    expect(await again(fork.request('sha256', 3))).toMatchObject({ status: 422 });
    expect(await again(log.request('sha256', 3))).toMatchObject({ status: 200 });
  });

  it('killed before remembering, it has said nothing', async () => {
    const ports = open();
    const replace = (): Promise<boolean> => Promise.reject(new Error('killed'));
    const dying = { ...ports, memory: { read: () => ports.memory.read(), replace } };
    await expect(addCheckpoint(dying)(log.request('sha256', 0))).rejects.toThrow('killed');
    expect(await addCheckpoint(open())(log.request('sha256', 0))).toMatchObject({ status: 200 });
  });

  it('asked by two histories at once in several processes, it cosigns one', async () => {
    const fork = log.fork(['x', 'b', 'c']);
    for (let round = 0; round < 10; round++) {
      const state = `state-${round}`;
      const replies = await Promise.all(
        [log, fork, log, fork].map((one) => addCheckpoint(open(state))(one.request('sha256', 0))),
      );
      const statuses = replies.map(({ status }) => status);
      const [ours, theirs] = [
        [statuses[0], statuses[2]],
        [statuses[1], statuses[3]],
      ].map((all) => all.includes(200));
      expect([ours, theirs].filter(Boolean)).toHaveLength(1);
    }
  });

  it('begins with nothing, keeps a few versions, and does not go on from a broken one', async () => {
    const memory = new WitnessFolder(at('state'));
    expect(await memory.read()).toEqual({ version: 0, notes: {} });
    for (let n = 0; n < 30; n++)
      expect(await memory.replace(await memory.read(), { n: String(n) })).toBe(true);
    expect(readdirSync(at('state'))).toHaveLength(16);
    expect(await memory.replace({ version: 2, notes: {} }, {})).toBe(false);
    expect(await memory.read()).toEqual({ version: 30, notes: { n: '29' } });
    writeFileSync(at('state/000000000030.json'), '{"n":');
    await expect(memory.read()).rejects.toThrow('is not what a witness remembers');
  });
});
