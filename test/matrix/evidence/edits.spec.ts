import { afterAll, describe, expect, it } from '@jest/globals';
import { allEdits } from '../../support/evidence/attacks/all-edits.js';
import { type AttackClass, Tally } from '../../support/evidence/attacks/attack.js';
import { Judge } from '../../support/evidence/attacks/judge.js';
import { authority, log } from '../../support/evidence/attacks/target.js';

const judge = new Judge(log.policy, [authority.root]);
afterAll(() => judge.close());

const KINDS: readonly AttackClass[] = [
  ...(['drop', 'swap', 'add', 'truncate', 'rechain', 'rewrite', 'fork', 'restore'] as const),
  ...(['files', 'redaction', 'backdate', 'keys', 'container', 'stamps'] as const),
];

describe('a bundle that somebody edited', () => {
  it('is not proven, and the place is the right one; what only discloses less is said to', () => {
    const tally = new Tally();
    for (const attack of allEdits()) judge.try(attack, tally);
    tally.print();
    expect(tally.flaws).toEqual([]);
    for (const kind of KINDS) expect([kind, tally.changes(kind)]).toEqual([kind, expect.any(Number)]);
    expect(KINDS.filter((kind) => tally.changes(kind) < 20)).toEqual([]);
  }, 240_000);
});
