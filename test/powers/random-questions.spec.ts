import { expect, it } from '@jest/globals';
import { changeOfMind, disagreement } from './random-questions.js';

// As many as prove it are in test/matrix/random.
const SAMPLE = 0.25;

it('a sample of random questions gets the same answer from policies and oracle', () => {
  const { found, allowed } = disagreement(SAMPLE);
  expect(found).toBeUndefined();
  expect(allowed).toBeGreaterThan(500 * SAMPLE);
}, 120_000);

it('random questions are answered alike when asked again and from a copy', () => {
  expect(changeOfMind()).toBeUndefined();
});
