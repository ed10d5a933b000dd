import { expect, it } from '@jest/globals';
import { changeOfMind, disagreement } from '../../powers/random-questions.js';

it('random questions get the same answer from policies and oracle', () => {
  const { found, allowed } = disagreement(1);
  expect(found).toBeUndefined();
  expect(allowed).toBeGreaterThan(500);
}, 120_000);

it('random questions are answered alike when asked again and from a copy', () => {
  expect(changeOfMind()).toBeUndefined();
});
