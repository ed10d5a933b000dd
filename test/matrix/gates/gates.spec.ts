import { describe, expect, it } from '@jest/globals';
import type { Definition } from '../../../src/engine/law/definition.js';
import { prove } from '../../../src/engine/statechart/prove.js';
import { expectGatesNoticed } from './expect-gates-noticed.js';
import { shipped } from './gate-survivors.js';

expectGatesNoticed('major-decision');
expectGatesNoticed('normative-document');

describe('publishing', () => {
  it('tells the way in words, and what nobody asks for', () => {
    const original = shipped('normative-document');
    const sign = original.acts['sign'];
    const open = { ...original.acts, sign: { ...sign, requires: [] } } as Definition['acts'];
    const [finding, ...others] = prove({ ...original, acts: open }).findings;
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ code: 'property-violated', path: '/properties/gates.sign' });
    expect(finding?.message).toMatch(
      /提出制定 \(propose\) → .* → 签发 \(sign\) though neither .* makes sure of "streams.draft.version = reviewedVersion"/,
    );
  }, 30_000);
});
