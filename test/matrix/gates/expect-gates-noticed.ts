import { describe, expect, it } from '@jest/globals';
import { withoutGuards, withoutHandlers, withoutLapses, withoutRequirements } from './gate-mutants.js';
import { PROCEDURES, refusals, shipped, survivors } from './gate-survivors.js';

/** Of every procedure so many mutants are proved as publication proves them, without a shortcut. */
const SAMPLE = 5;

/** Whatever gate falls, and whatever the law makes of a lapse, publication must notice, with a path in words. */
export function expectGatesNoticed(name: (typeof PROCEDURES)[number]): void {
  describe(name, () => {
    const definition = shipped(name);

    it('does not lose a requirement unnoticed', () => {
      const mutants = withoutRequirements(definition);
      expect(mutants.length).toBeGreaterThan(70);
      expect(survivors(mutants, definition)).toEqual([]);
    }, 60_000);

    it('does not lose what follows a lapse, nor a part of it', () => {
      const mutants = [...withoutLapses(definition), ...withoutHandlers(definition)];
      expect(mutants.length).toBeGreaterThan(5);
      expect(survivors(mutants, definition)).toEqual([]);
    }, 60_000);

    it('does not lose a guard unnoticed', () => {
      const mutants = withoutGuards(definition);
      expect(mutants.length).toBeGreaterThan(5);
      expect(survivors(mutants, definition)).toEqual([]);
    }, 60_000);

    it('is refused without a requirement by the proof itself', () => {
      const mutants = withoutRequirements(definition);
      const step = Math.floor(mutants.length / SAMPLE);
      const sample = mutants.filter((_, index) => index % step === 0).slice(0, SAMPLE);
      const published = sample.filter((mutant) => refusals(mutant.definition).length === 0);
      expect(published.map((mutant) => mutant.name)).toEqual([]);
    }, 120_000);
  });
}
