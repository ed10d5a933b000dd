import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../src/cli/usage.js';
import { witness, type WitnessDeeds } from '../../src/cli/witness.js';
import { FakeTerminal } from './fake-terminal.js';

const asked: unknown[] = [];
const deeds = (statuses: readonly number[] = []): WitnessDeeds => ({
  createKey: (name, file) => {
    asked.push([name, file]);
    return `${name}+key`;
  },
  serve: (words, address) => {
    asked.push([words, address]);
    return Promise.resolve({ url: 'http://127.0.0.1:8090/', ended: Promise.resolve() });
  },
  answerFiles: (words, folders) => {
    asked.push([words, folders]);
    return Promise.resolve(statuses.map((status, n) => ({ file: `${n}.answer`, status })));
  },
});
const PLACES = ['--key', 'w.pem', '--state', 'state', '--log-key', 'log+1', '--log-key', 'log+2'];
const GIVEN = { key: 'w.pem', state: 'state', logKeys: ['log+1', 'log+2'] };

describe('duecourse witness', () => {
  it('makes a key and prints the public one alone on standard output', async () => {
    const terminal = new FakeTerminal();
    expect(await witness(deeds())(['key', 'archive.example/w1', '--key', 'w.pem'], terminal)).toBe(0);
    expect(terminal.lines).toEqual(['archive.example/w1+key']);
    expect(asked.pop()).toEqual(['archive.example/w1', 'w.pem']);
  });

  it('serves on this machine unless told otherwise, until it is asked to end', async () => {
    const terminal = new FakeTerminal();
    expect(await witness(deeds())(['serve', ...PLACES], terminal)).toBe(0);
    expect(asked.pop()).toEqual([GIVEN, { host: '127.0.0.1', port: 8_090 }]);
    expect(terminal.text).toContain('http://127.0.0.1:8090/');
  });

  it('answers files, and ends with 1 when it refused one', async () => {
    const terminal = new FakeTerminal();
    expect(await witness(deeds([200, 422]))(['answer', 'in', '--to', 'out', ...PLACES], terminal)).toBe(1);
    expect(asked.pop()).toEqual([GIVEN, { requests: 'in', answers: 'out' }]);
    expect(terminal.lines).toEqual(['✓ 200 0.answer', '✗ 422 1.answer']);
    expect(await witness(deeds([200]))(['answer', 'in', ...PLACES], terminal)).toBe(0);
  });

  it.each([
    [[]],
    [['key', '--key', 'x']],
    [['key', 'a name', '--key', 'x']],
    [['key', 'name']],
    [['serve', '--key', 'x', '--state', 'y']],
    [['serve', 'more', ...PLACES]],
    [['serve', '--port', '99999', ...PLACES]],
    [['answer', ...PLACES]],
    [['dance', 'x', ...PLACES]],
  ])('refuses %j', async (words) => {
    await expect((async () => witness(deeds())(words, new FakeTerminal()))()).rejects.toThrow(UsageError);
  });
});
