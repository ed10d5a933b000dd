import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { NotAContainer, ZipContainer } from '../../../src/verifier/zip-container.js';
import { Tally } from '../../support/evidence/attacks/attack.js';
import { fileAt, WHOLE } from '../../support/evidence/attacks/container.js';
import { Judge } from '../../support/evidence/attacks/judge.js';
import { authority, log } from '../../support/evidence/attacks/target.js';

const folder = mkdtempSync(join(tmpdir(), 'bits-'));
const path = join(folder, 'bundle.zip');
const judge = new Judge(log.policy, [authority.root]);
afterAll(() => {
  judge.close();
  rmSync(folder, { recursive: true });
});

/** Whether the file on disk is a container of the format. */
function isContainer(): boolean {
  try {
    new ZipContainer(path).close();
    return true;
  } catch (problem) {
    if (problem instanceof NotAContainer) return false;
    throw problem;
  }
}

describe('a container of which one bit is another', () => {
  it('is unreadable, or the file with the bit is named: every bit of every byte', () => {
    writeFileSync(path, WHOLE);
    // Opening reads the structure alone, and that is the same whatever the contents are: for a bit of a content it is done once.
    const container = new ZipContainer(path);
    expect([...container.damaged()]).toEqual([]);
    const file = openSync(path, 'r+');
    const tally = new Tally();
    for (let at = 0; at < WHOLE.length; at++) {
      const name = fileAt(at);
      for (let bit = 0; bit < 8; bit++) {
        writeSync(file, Uint8Array.of((WHOLE[at] as number) ^ (1 << bit)), 0, 1, at);
        const found = name === undefined ? [] : [...container.damaged()];
        const isMet = name === undefined ? !isContainer() : found.join() === name;
        const exitCode = !isMet ? 0 : name === undefined ? 4 : 1;
        tally.add('bits', `byte ${at} bit ${bit}`, exitCode, isMet ? undefined : `found ${found.join()}`);
      }
      writeSync(file, WHOLE, at, 1, at);
    }
    closeSync(file);
    container.close();
    tally.print();
    expect(tally.flaws).toEqual([]);
    expect(tally.changes()).toBe(WHOLE.length * 8);
    expect(tally.changes()).toBeGreaterThan(100_000);
  }, 240_000);

  it('is refused by the whole program in the same way: a sample', () => {
    const tally = new Tally();
    for (let bit = 0; bit < WHOLE.length * 8; bit += 499) {
      const given = Buffer.from(WHOLE);
      given[bit >> 3] = (given[bit >> 3] as number) ^ (1 << (bit & 7));
      const file = fileAt(bit >> 3);
      const found = file === undefined ? ({ code: 'container-malformed' } as const) : { places: [{ file }] };
      judge.try({ kind: 'bits', how: `bit ${bit}`, given, rebuild: false, ...found }, tally);
    }
    expect(tally.flaws).toEqual([]);
  }, 60_000);
});
