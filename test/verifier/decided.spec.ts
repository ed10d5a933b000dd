import { afterAll, describe, expect, it } from '@jest/globals';
import { Judge } from '../support/evidence/attacks/judge.js';
import { authority, log } from '../support/evidence/attacks/target.js';
import { decided } from '../support/evidence/agree/decided.js';

describe('what the page of the format had to decide', () => {
  const judge = new Judge(log.policy, [authority.root]);
  afterAll(() => judge.close());

  it.each(decided)('$how: $classes', ({ how, bytes, policy, classes }) => {
    const { violations } = judge.report({
      ...{ kind: 'container', how, given: bytes, rebuild: false },
      ...(policy !== undefined && { policy }),
    });
    expect(violations.map(({ code }) => code)).not.toContain('not-readable');
    expect([...new Set(violations.map((one) => one.class))].sort().join()).toBe(classes);
  });
});
