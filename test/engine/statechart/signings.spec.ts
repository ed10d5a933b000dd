import { describe, expect, it } from '@jest/globals';
import { explore, type Exploration } from '../../../src/engine/statechart/explore.js';
import { pathInWords, pathTo, shortestArrivals } from '../../../src/engine/statechart/shortest-paths.js';
import { ordinance } from '../case/signing/making-an-ordinance.js';

const { definition } = ordinance;

function resultsIn({ configurations, passages }: Exploration): readonly string[] {
  const results = passages.filter(({ event }) => /^(passed|failed)\./.test(event));
  return results
    .map(({ from, event }) => `${JSON.stringify(configurations[from ?? -1]?.value)} ${event}`)
    .toSorted();
}

describe('exploring rounds of signatures', () => {
  const exploration = explore(definition, [], 1000);

  it('each open round may pass and may fail, and none that is not open', () => {
    expect(resultsIn(exploration)).toEqual([
      '"approving" failed.approval',
      '"approving" passed.approval',
      '"countersigning" failed.countersign',
      '"countersigning" passed.countersign',
      '"meeting" failed.meeting',
      '"meeting" passed.meeting',
      '"registering" failed.registry',
      '"registering" passed.registry',
      '"reviewing" failed.review',
      '"reviewing" passed.review',
    ]);
  });

  it('a result comes with the facts that a signature leaves', () => {
    const { passages, configurations } = explore(definition, ['dissent'], 1000);
    const after = passages
      .filter(({ event }) => event === 'passed.countersign')
      .map(({ to }) => configurations[to]?.known['dissent']);
    expect(new Set(after)).toEqual(new Set([false, true]));
  });

  it('tells the way in words', () => {
    const arrivals = shortestArrivals(exploration);
    const last = exploration.configurations.find(({ ended }) => ended);
    if (!last) throw new Error('no end is reached');
    expect(pathInWords(definition, pathTo(last, arrivals))).toContain(
      '会议表决通过 (passed.meeting) → 印发 (print)',
    );
  });

  it('compiles the round into the task that it is', () => {
    const scope = { performed: {}, days: {}, performers: {}, parties: {}, dissent: false };
    expect(ordinance.step('drafting', scope, 'submit')?.effects).toContainEqual({
      ...{ type: 'task.open', key: 'countersigning:department', post: 'department', acts: ['countersign'] },
      ...{ clock: 'countersigning', signing: 'countersign' },
    });
  });
});
