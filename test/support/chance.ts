import fc from 'fast-check';

/**
 * The seed of every random test, so that a change is judged by what it changes and not by luck. `DUECOURSE_TEST_SEED`
 * names another one; `random` takes a new one for each suite, to look for what nobody thought of. A counterexample found
 * that way becomes a test with its values.
 */
export const SEED = seedOf(process.env.DUECOURSE_TEST_SEED);

function seedOf(wish = '20261123'): number {
  const seed = wish === 'random' ? Date.now() % 1_000_000_000 : Number(wish);
  if (!Number.isSafeInteger(seed))
    throw new Error(`DUECOURSE_TEST_SEED is a whole number or "random", not ${wish}`);
  return seed;
}

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: SEED });
