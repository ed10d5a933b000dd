import { afterAll, describe, expect, it } from '@jest/globals';
import { textIn } from '../../support/evidence/edited-bundle.js';
import { HALVES } from '../../support/evidence/attacks/bits.js';
import { bitsOf, flipAll } from '../../support/evidence/attacks/flip-files.js';
import { Judge } from '../../support/evidence/attacks/judge.js';
import { authority, bundle, log } from '../../support/evidence/attacks/target.js';

const judge = new Judge(log.policy, [authority.root]);
afterAll(() => judge.close());

describe('every other file of which one bit is another, manifests rebuilt', () => {
  it('is not proven, but for what is for reading only: every bit, found in its file and line', () => {
    const names = HALVES[1] ?? [];
    const { tally, loose } = flipAll(names, judge);
    tally.print();
    expect(tally.flaws).toEqual([]);
    expect(tally.changes()).toBe(bitsOf(names));
    const readable = loose.filter(({ file }) => file.startsWith('data/report/'));
    const unread = loose.filter((one) => !readable.includes(one));
    for (const { file, from, to } of readable)
      process.stdout.write(`attacks: nothing authenticates bytes ${from} to ${to} of ${file}\n`);
    expect(readable).toEqual(
      names
        .filter((name) => name.startsWith('data/report/'))
        .map((file) => ({ file, from: 0, to: (bundle.get(file)?.length ?? 0) - 1 })),
    );
    // Whose cosignature it is: under another name or key id it is by somebody unknown, counts for nothing, and the report says so.
    for (const { file, from, to } of unread)
      process.stdout.write(`attacks: bytes ${from} to ${to} of ${file} can only take its cosignature away\n`);
    const cosigners = names.filter((name) => /^data\/anchors\/\d+\/sha256\.note$/.test(name));
    expect(new Set(unread.map(({ file }) => file))).toEqual(new Set(cosigners));
    for (const { file, from, to } of unread) {
      const taken = Buffer.from(textIn(bundle, file)).subarray(from, to + 1);
      expect('witness.example/audit-office '.includes(taken.toString()) || taken.length <= 6).toBe(true);
    }
  }, 480_000);
});
