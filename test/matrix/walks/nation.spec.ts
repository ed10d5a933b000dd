import { describe, it } from '@jest/globals';
import { decisionGround } from './grounds.js';
import { expectEveryGateHeld } from './summary.js';

describe('random walks through major decisions', () => {
  it.each([undefined, 'golmud', 'guanghan'] as const)(
    'never pass a gate of the law (%s)',
    (place) => {
      expectEveryGateHeld(decisionGround(place), 2026);
    },
    120_000,
  );
});
