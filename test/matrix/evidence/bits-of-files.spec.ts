import { afterAll, describe, expect, it } from '@jest/globals';
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
    expect(unread).toEqual([]);
  }, 900_000);
});
