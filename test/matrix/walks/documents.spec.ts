import { describe, it } from '@jest/globals';
import { documentGround } from './grounds.js';
import { expectEveryGateHeld } from './summary.js';

describe('random walks through normative documents', () => {
  it.each([undefined, 'qinghai'] as const)(
    'never pass a gate of the notices (%s)',
    (place) => {
      expectEveryGateHeld(documentGround(place), 37, { configurations: 40 });
    },
    120_000,
  );
});
