import { describe, expect, it } from '@jest/globals';
import type { Definition } from '../../../src/engine/law/definition.js';
import { partClass } from '../../../src/usecases/reading/part-class.js';

/** A procedure with one document that says what was asked of the applicant. */
const asking = (personal: boolean | 'sensitive'): Definition =>
  ({
    acts: { file: { input: { health: { title: '健康状况', type: 'string', personal } } } },
    documents: {
      note: { title: '告知书', fields: { 健康: { from: 'inputs.file.health' } }, template: '{{健康}}' },
    },
  }) as unknown as Definition;

describe('the class of a part of a record', () => {
  it.each([
    ['input.health', 'sensitive', 'sensitive'],
    ['document', 'sensitive', 'sensitive'],
    ['answers', 'sensitive', 'sensitive'],
    ['document', true, 'personal'],
    ['answers', true, 'personal'],
    ['reason', 'sensitive', 'internal'],
  ] as const)('of %s, where an input is declared %s, is %s', (part, personal, dataClass) => {
    expect(partClass(asking(personal), 'file', part)).toBe(dataClass);
  });
});
