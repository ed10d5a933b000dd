import { describe, expect, it } from '@jest/globals';
import { laid } from './overlay/small-decision.js';

/** Problems of the small decision with another composition of its panel. */
function problemsWith(composition: string, kind = 'panel'): readonly string[] {
  const loaded = laid([], false, (national) =>
    national
      .replace(/composition: \{.*\}/, `composition: { ${composition} basis: 条例 19 }`)
      .replace('kind: panel', `kind: ${kind}`),
  );
  return loaded.ok ? [] : loaded.problems.map(({ code }) => code);
}

describe('who must sit on a panel', () => {
  it('is said of panels alone, asks for something, and for no more than all', () => {
    expect(problemsWith('atLeast: 3,')).toEqual([]);
    expect(problemsWith('sectorAtMost: 1/3,')).toEqual([]);
    expect(problemsWith('atLeast: 3,', 'consultation')).toContain('not-a-panel');
    expect(problemsWith('sectorAtMost: 4/3,')).toEqual(['bad-part']);
    expect(problemsWith('sectorAtMost: half,')).toEqual(['bad-part']);
    expect(problemsWith('odd: false,')).toEqual(['empty-composition']);
  });
});
