import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { replayStrict } from '../../../src/engine/replay/replay-strict.js';
import { replayUnder } from '../../../src/engine/replay/replay-under.js';
import { historiesOf } from './scenario-history.js';
import { libraryScenarios } from './scenario-library.js';
import { notTheSame } from './told-apart.js';

const own = {
  Date: globalThis.Date,
  random: Math.random,
  setTimeout: globalThis.setTimeout,
  setInterval: globalThis.setInterval,
  setImmediate: globalThis.setImmediate,
};

/** Reading the clock throws; what turns a given instant into another form does not. */
function timeless(): typeof Date {
  return new Proxy(own.Date, {
    construct(target, given: readonly unknown[]) {
      if (given.length === 0) throw new Error('a replay read the clock');
      return Reflect.construct(target, given) as Date;
    },
    apply: () => {
      throw new Error('a replay read the clock');
    },
    get(target, name, receiver) {
      if (name === 'now') throw new Error('a replay read the clock');
      return Reflect.get(target, name, receiver) as unknown;
    },
  });
}

function forbidden(): never {
  throw new Error('a replay asked for chance or waited');
}

const scenarios = libraryScenarios('workflows/national').filter((_one, index) => index % 25 === 0);
const histories = scenarios.flatMap((one) => [...historiesOf(one.scenario, one).values()]);

beforeEach(() => {
  globalThis.Date = timeless();
  Math.random = forbidden;
  Object.assign(globalThis, { setTimeout: forbidden, setInterval: forbidden, setImmediate: forbidden });
});

afterEach(() => {
  const { Date: clock, random, ...timers } = own;
  globalThis.Date = clock;
  Math.random = random;
  Object.assign(globalThis, timers);
});

it('a replay reads no clock, throws no dice and waits for nothing', () => {
  const found = histories.map((history) => {
    const { days, missing } = replayUnder(history, {});
    return [...notTheSame(replayStrict(history)), ...days, ...missing];
  });
  expect(found.length).toBeGreaterThan(5);
  expect(found.flat()).toEqual([]);
});
