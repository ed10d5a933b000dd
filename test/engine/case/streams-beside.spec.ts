import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { actorInPosts } from '../../../src/engine/case/command.js';
import { decide } from '../../../src/engine/case/decide.js';
import { runScenario, type Scenario } from '../../../src/engine/case/scenario/scenario.js';
import type { World } from '../../../src/engine/case/world.js';
import type { Instant } from '../../../src/engine/clock/time.js';
import type { StreamStanding } from '../../../src/engine/law/stream-definition.js';
import { postsAlone } from '../../../src/engine/powers/stand-in-check.js';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { officialCalendar } from '../../support/procedures.js';

const PATH = 'test/engine/case/fixtures/with-streams.yaml';
const TEXT = readFileSync(PATH, 'utf8');

function load(text: string) {
  return loadProcedure([{ path: PATH, text }], PATH, nodeHash, { prove: true });
}

function procedure() {
  const loaded = load(TEXT);
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return loaded.compiled;
}

const world = (streams: Readonly<Record<string, StreamStanding>> = {}): World => ({
  ...{ now: '2026-03-02T04:00:00.000Z' as Instant, zone: 'Asia/Shanghai' as World['zone'] },
  ...{ calendar: officialCalendar(), checkInput: () => [], checkPower: postsAlone },
  streams: Object.fromEntries(
    Object.entries(streams).map(([name, standing], seq) => [
      name,
      { stream: `s-${name}`, seq, leaf: 'a'.repeat(64), standing: { exists: true, ...standing } },
    ]),
  ),
});

describe('an act that looks at what goes on beside its case', () => {
  const compiled = procedure();
  const li = actorInPosts('li', ['drafter']);
  const command = (act: string) => ({ act, actor: li, input: {}, unit: 'office' });
  const opened = decide(compiled, null, command('open'), world());
  if (opened.refused) throw new Error('not opened');

  it('is refused while nothing has begun there', () => {
    const answer = decide(compiled, opened.state, command('review'), world());
    expect(answer).toMatchObject({ refused: true, unmet: [{ basis: ['规则 2'] }, { basis: ['规则 3'] }] });
  });

  it('says on its record what it saw, and nothing of what it did not look at', () => {
    const seen = {
      draft: { version: 2 },
      solicitation: { unhandled: 0, resultOn: '2026-03-01' },
      meeting: {},
    };
    const answer = decide(compiled, opened.state, command('review'), world(seen));
    if (answer.refused) throw new Error(JSON.stringify(answer.unmet));
    expect(Object.keys(answer.event.seen ?? {})).toEqual(['draft', 'solicitation']);
    expect(answer.event.seen?.['draft']).toEqual({
      ...{ stream: 's-draft', seq: 0, leaf: 'a'.repeat(64), standing: { exists: true, version: 2 } },
    });
    expect(answer.state.facts).toMatchObject({ reviewedVersion: 2 });
    expect(answer.state.milestones).toMatchObject({ answered: '2026-03-01' });
    const tabled = decide(compiled, answer.state, command('table'), world({ draft: { version: 3 } }));
    expect(tabled).toMatchObject({ refused: true, unmet: [{ basis: ['规则 4'] }] });
  });

  it('knows nothing of it where no act asks', () => {
    expect(opened.event.seen).toBeUndefined();
  });

  it('is worked in scenarios by what steps say of it, and only of what is declared', () => {
    const scenario: Scenario = {
      ...{ scenario: 'x', title: 'x', articles: ['规则 2'], people: { li: { posts: ['drafter'] } } },
      steps: [
        { on: '2026-03-02', by: 'li', act: 'open' },
        { on: '2026-03-03', streams: { draft: { version: 1 }, solicitation: { resultOn: '2026-03-03' } } },
        { on: '2026-03-04', by: 'li', act: 'review', expect: { facts: { reviewedVersion: 1 } } },
        { on: '2026-03-05', streams: { draft: { edition: 1 }, panel: {} } },
      ] as unknown as Scenario['steps'],
    };
    const { findings } = runScenario(compiled, scenario, {
      ...{ calendar: officialCalendar(), zone: 'Asia/Shanghai' as World['zone'], checkInput: () => [] },
    });
    expect(findings.map(({ step, message }) => `${step} ${message}`)).toEqual([
      '4 the stream "draft" (draft) has no field "edition"',
      '4 there is no stream "panel"',
    ]);
  });
});

describe('a definition with streams', () => {
  const problemsOf = (from: string, to: string) => {
    const loaded = load(TEXT.replace(from, to));
    return loaded.ok ? [] : loaded.problems.map(({ code }) => code);
  };

  it.each([
    ['streams.draft.version > 0', 'streams.draft.edition > 0', 'feel-unknown-name'],
    ['streams.draft.version > 0', 'streams.draft.version = "two"', 'never-equal'],
    ['streams.draft.version > 0', 'streams.meeting.result = "accepted"', 'not-a-value'],
    ['kind: draft', 'kind: paper', 'not-allowed-value'],
    ['by: drafter, basis: 规则 1', 'by: nobody, basis: 规则 1', 'unknown-post'],
    ['by: drafter, basis: 规则 1', 'by: drafter, basis: 规 1', 'unknown-law'],
    ['when: reviewedVersion > 0', 'when: streams.draft.version > 0', 'feel-unknown-name'],
  ])('refuses %s → %s', (from, to, code) => {
    expect(TEXT).toContain(from);
    expect(problemsOf(from, to)).toContain(code);
  });
});
