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
} from '../../engine/replay/golden-mutants.js';

describe.each(NATIONAL)('every change of one rule in %s is noticed by a golden history', (name) => {
  const golden = goldenOf(name);
  const { procedure } = golden;
  const acts = Object.keys(procedure.definition.acts);

  it('a limit that is longer', () => {
    expect(limitsOf(procedure).filter((clock) => !noticesLimit(golden, clock))).toEqual([]);
  }, 240_000);

  it('a requirement that is gone', () => {
    expect(guardsOf(golden).filter(([act, at]) => !noticesGuard(golden, act, at))).toEqual([]);
  }, 480_000);

  it('an act that belongs to another post', () => {
    expect(acts.filter((act) => !noticesPost(golden, act))).toEqual([]);
  }, 240_000);

  it('a single day of the calendar over which a worked case counted', () => {
    expect(daysToChange(golden).filter((day) => !noticesDay(golden, day))).toEqual([]);
  }, 240_000);
});
