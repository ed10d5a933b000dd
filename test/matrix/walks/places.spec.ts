import { describe, it } from '@jest/globals';
import { decisionGround } from './grounds.js';
import { expectEveryGateHeld } from './summary.js';

describe('random walks through major decisions', () => {
  it.each(['heilongjiang', 'qinghai', 'quzhou', 'shanghai'] as const)(
    'never pass a gate of the law (%s)',
    (place) => {
      expectEveryGateHeld(decisionGround(place), 713);
    },
    120_000,
  );
});
