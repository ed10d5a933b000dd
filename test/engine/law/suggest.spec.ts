import { describe, expect, it } from '@jest/globals';
import { suggest } from '../../../src/engine/law/suggest.js';

describe('suggest', () => {
  it.each([
    ['recieved', ['received', 'decided'], 'received'],
    ['Granted', ['granted', 'refused'], 'granted'],
    ['status', ['hearing.status', 'route'], 'hearing.status'],
    ['xyz', ['accept', 'refuse'], undefined],
    ['a', ['b'], 'b'],
    ['decision', [], undefined],
  ])('%s among %j', (wrong, candidates, expected) => {
    expect(suggest(wrong, candidates)).toBe(expected);
  });
});
