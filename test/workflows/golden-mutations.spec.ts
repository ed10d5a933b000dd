import { describe, expect, it } from '@jest/globals';
import {
  daysToChange,
  goldenOf,
  guardsOf,
  limitsOf,
  NATIONAL,
  noticesDay,
  noticesGuard,
  noticesLimit,
  noticesPost,
  some,
} from '../engine/replay/golden-mutants.js';

// A sample; every limit, requirement and post stands in test/matrix/golden.
describe.each(NATIONAL)('the golden histories of %s', (name) => {
  const golden = goldenOf(name);
  const { procedure } = golden;

  it.each(some(limitsOf(procedure), 1))('notice another limit of %s', (clock) => {
    expect(noticesLimit(golden, clock)).toBe(true);
  });

  it.each(some(guardsOf(golden), 1))('notice that %s lacks its requirement %i', (act, at) => {
    expect(noticesGuard(golden, act, at)).toBe(true);
  });

  it.each(some(Object.keys(procedure.definition.acts), 1))(
    'notice that %s belongs to another post',
    (act) => {
      expect(noticesPost(golden, act)).toBe(true);
    },
  );

  it.each(some(daysToChange(golden), 1))('notice that %s is of the other kind in the calendar', (day) => {
    expect(noticesDay(golden, day)).toBe(true);
  });
});
