import { afterAll, describe, expect, it } from '@jest/globals';
import { RENEWALS } from '../../support/evidence/attacks/cut-bundle.js';
import { bitsOf, flipAll } from '../../support/evidence/attacks/flip-files.js';
import { Judge } from '../../support/evidence/attacks/judge.js';
import { authority, log } from '../../support/evidence/attacks/target.js';
import { renewedBundle } from '../../support/evidence/renewed-target.js';

const judge = new Judge(log.policy, [authority.root]);
afterAll(() => judge.close());

describe('renewals, a list of revoked certificates and a renewed stamp of which one bit is another, manifests rebuilt', () => {
  it('are not proven: every bit, found in its file and line', () => {
    const files = renewedBundle();
    const names = [...files.keys()].filter((name) => name === RENEWALS || /\/first\.(crl|tsr)$/.test(name));
    expect(names).toHaveLength(3);
    const { tally, loose } = flipAll(names, judge, files);
    tally.print();
    expect(tally.flaws).toEqual([]);
    expect(loose).toEqual([]);
    expect(tally.changes()).toBe(bitsOf(names, files));
  }, 600_000);
});
