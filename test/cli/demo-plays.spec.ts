import { describe, expect, it } from '@jest/globals';
import { CONTESTED, SMOOTH, type Play } from '../../src/cli/demo-plays.js';
import { recordLines, refusalLines, type TimelineRecord } from '../../src/cli/demo-timeline.js';
import { runScenario, type Scenario, type ScenarioResult } from '../../src/engine/case/scenario/scenario.js';
import type { CivilDate, Zone } from '../../src/engine/clock/time.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { readOrganisation } from '../../src/outside/seed/read-organisation.js';
import { licence, officialCalendar } from '../support/procedures.js';

const { accounts } = readOrganisation('config/city.yaml');
const people = Object.fromEntries(accounts.map(({ person, posts }) => [person, { posts }]));
const procedure = licence();

/** The play as a worked case: what the service is asked over HTTP, asked of the engine. */
function perform(play: Play): ScenarioResult {
  const steps = play.steps.map(({ note: _note, on, ...step }, index) => ({
    ...step,
    on: on as CivilDate,
    ...(index === 0 && { parties: { applicant: [play.applicant.person] } }),
  }));
  const scenario: Scenario = { scenario: 'demo', title: play.title, articles: [], people, steps };
  const zone = 'Asia/Shanghai' as Zone;
  return runScenario(procedure, scenario, {
    calendar: officialCalendar(),
    zone,
    checkInput: ajvInputCheck(),
  });
}

const refusedActs = ({ outcomes }: ScenarioResult): unknown[] =>
  outcomes
    .filter(({ refusal }) => refusal)
    .map(({ step, refusal }) => [step.act, refusal?.unmet.map(({ code }) => code)]);

describe('the plays of the demonstration', () => {
  it('one goes through without a refusal, within the promised term', () => {
    const result = perform(SMOOTH);
    expect(refusedActs(result)).toEqual([]);
    const { state } = result.outcomes.at(-1) ?? {};
    expect(state?.clocks['decision']).toMatchObject({ state: 'stopped', promisedDueOn: '2026-01-23' });
    expect(state?.milestones).toMatchObject({
      accepted: '2026-01-09',
      decided: '2026-01-14',
      published: '2026-01-20',
    });
  });

  it('the other one meets deemed acceptance, inspection, extension and hearing, and exactly the refusals it speaks of', () => {
    const result = perform(CONTESTED);
    expect(refusedActs(result)).toEqual([
      ['notifyCorrections', ['requirement-unmet', 'requirement-unmet']],
      ['concludeReview', ['requirement-unmet', 'requirement-unmet']],
      ['hearing.arrange', ['lead-too-short']],
      ['grant', ['requirement-unmet']],
    ]);
    const lapses = result.outcomes.flatMap((outcome) => outcome.lapses.map(({ lapse }) => lapse?.clock));
    expect(lapses).toEqual(expect.arrayContaining(['oneTimeNotice', 'decision']));
    const { state } = result.outcomes.at(-1) ?? {};
    expect(state?.milestones).toMatchObject({ accepted: '2026-03-02', 'hearing.held': '2026-04-10' });
    expect(state?.clocks['decision']?.extensions).toHaveLength(1);
    expect(state?.clocks['decision']?.excluded.map(({ ground }) => ground)).toEqual(['检验', '听证']);
  });
});

describe('the timeline', () => {
  const titles = {
    acts: { accept: { title: { zh: '受理' }, event: 'case.accepted' } },
    clocks: { decision: { title: { zh: '决定期限' } }, notice: { title: '一次性告知期限' } },
    documents: { acceptanceNotice: { title: '受理通知书' } },
  };
  const nameOf = (person: string): string => ({ 'o-101': '张敏' })[person] ?? '?';
  const record = { seq: 1, occurredAt: '', recordedAt: '' };

  it('shows an act with who, why, its documents and its clocks', () => {
    const accepted: TimelineRecord = {
      ...record,
      type: 'case.accepted',
      actor: { person: 'o-101', post: 'window' },
      basis: [{ law: '行政许可法', article: '32.1(5)' }],
      data: {
        ...{ cause: 'act', act: 'accept', on: '2026-01-09', documents: ['acceptanceNotice'] },
        clocks: [{ id: 'decision', action: 'start', dueOn: '2026-02-06', promisedDueOn: '2026-01-23' }],
      },
    };
    expect(recordLines(accepted, titles, nameOf)).toEqual([
      '2026-01-09  ✓ 受理 case.accepted  张敏（window）',
      '            依据 《行政许可法》32.1(5)',
      '            文书 受理通知书',
      '            ⏱ 决定期限 开始 starts → 2026-02-06（承诺 promised 2026-01-23）',
    ]);
  });

  it('shows a lapse as an act of the law, with the day from which it takes effect', () => {
    const lapse = { clock: 'notice', dueOn: '2026-03-09', effectiveOn: '2026-03-02' };
    const lapsed: TimelineRecord = {
      ...record,
      type: 'clock.lapsed',
      data: { cause: 'lapse', on: '2026-03-10', lapse },
    };
    expect(recordLines(lapsed, titles, nameOf)).toEqual([
      '2026-03-10  ⏱ 一次性告知期限届满 clock.lapsed  依法 by law',
      '            法律效果自 2026-03-02 起 effective',
    ]);
  });

  it('shows every reason of a refusal with its article', () => {
    expect(refusalLines([{ say: '已经晚了', basis: ['许可法 32.1(4)'] }], '2026-04-09')).toEqual([
      '            ✗ 已经晚了  许可法 32.1(4)',
      '            最早 2026-04-09 可以办理 earliest possible',
    ]);
  });
});
