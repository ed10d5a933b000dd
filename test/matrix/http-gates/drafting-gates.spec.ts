import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { DecisionTown } from './decision-town.js';
import { GATES } from './gates.js';
import { EVERY_ROUTE, expectHeld } from './hold.js';

const BEFORE_REVIEW = ['sendForReview', 'closeSolicitation', 'adoptAssessment'];

describe('a gate before the legality review, over HTTP', () => {
  let town: DecisionTown;
  beforeAll(async () => {
    town = await DecisionTown.open();
  });
  afterAll(() => town.close());

  it.each(
    GATES.filter(({ forbidden }) => BEFORE_REVIEW.includes(forbidden)).map(
      (gate) => [gate.gate, gate] as const,
    ),
  )(
    '%s',
    async (_, gate) => {
      await expectHeld(town, gate);
    },
    EVERY_ROUTE,
  );
});
