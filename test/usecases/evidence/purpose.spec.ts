import { describe, expect, it } from '@jest/globals';
import { PURPOSE_LENGTH, unfitPurpose } from '../../../src/usecases/evidence/purpose.js';

const { least, most } = PURPOSE_LENGTH;

describe('the purpose of an export', () => {
  it.each([
    ['at least so many characters', '用'.repeat(least)],
    ['characters beyond the first plane, each counted once', '𠮷'.repeat(most)],
    ['as many as there may be', '用'.repeat(most)],
  ])('may be %s', (_, purpose) => {
    expect(unfitPurpose(purpose)).toBeUndefined();
  });

  it.each([
    ['nothing', '', `不少于 ${least} 字`],
    ['one too short', '用'.repeat(least - 1), `不少于 ${least} 字`],
    ['blanks that make up the length', ` 用${'　'.repeat(least)}途`, `不少于 ${least} 字`],
    ['one too long', '用'.repeat(most + 1), `不得超过 ${most} 字`],
  ])('may not be %s', (_, purpose, say) => {
    expect(unfitPurpose(purpose)?.zh).toContain(say);
  });
});
