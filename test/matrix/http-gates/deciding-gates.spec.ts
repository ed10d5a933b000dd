import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectProblem } from './attempts.js';
import { DecisionTown, holderOf } from './decision-town.js';
import { DecisionWay } from './decision-way.js';
import { GATES } from './gates.js';
import { EVERY_ROUTE, expectHeld } from './hold.js';

const BEFORE_REVIEW = ['sendForReview', 'closeSolicitation', 'adoptAssessment'];

describe('a gate from the legality review on, over HTTP', () => {
  let town: DecisionTown;
  beforeAll(async () => {
    town = await DecisionTown.open();
  });
  afterAll(() => town.close());

  it.each(
    GATES.filter(({ forbidden }) => !BEFORE_REVIEW.includes(forbidden)).map(
      (gate) => [gate.gate, gate] as const,
    ),
  )(
    '%s',
    async (_, gate) => {
      await expectHeld(town, gate);
    },
    EVERY_ROUTE,
  );

  it('is not passed by the agenda: no meeting takes a case that the legal office has not found lawful', async () => {
    const way = await DecisionWay.begin(town);
    await way.before('issueOpinion');
    const day = new Date(Date.parse(await way.days(0)) + 5 * 86_400_000).toISOString().slice(0, 10);
    const body = { forum: 'executive', unit: 'office', day, time: '09:00', place: '一号会议室' };
    const { meeting } = await town.done(holderOf('secretary'), '/v1/meetings', body);
    const items = `/v1/meetings/${String(meeting)}/items`;
    const answer = await town.post(holderOf('secretary'), items, { caseId: way.id, name: 'meeting' });
    expectProblem(answer, '决策条例 25.2');
    expect((await town.post(holderOf('secretary'), `${items}/1/beginnings`)).status).toBeGreaterThanOrEqual(
      400,
    );
    const decided = await town.post(holderOf('secretary'), `${items}/1/decisions`, { result: 'passed' });
    expect([404, 409]).toContain(decided.status);
  });

  it('is not passed by a shorter solicitation that does not say why', async () => {
    const way = await DecisionWay.begin(town);
    await way.drafting({ openToPublic: true });
    const opensOn = (await way.days(0)).slice(0, 10);
    const closesOn = new Date(Date.parse(opensOn) + 9 * 86_400_000).toISOString().slice(0, 10);
    const notice = { title: '公告', explanation: '调整线路', opensOn, closesOn, modes: ['public'] };
    const path = `${way.path}/consultations/solicitation`;
    expectProblem(await town.post(holderOf('drafter'), path, notice), '决策条例 15.1');
  });

  it('opens when its requirement is met: the same way comes to its issue', async () => {
    const way = await DecisionWay.begin(town);
    await way.before('issue');
    await way.act('issue');
    expect((await town.state(way.id)).performed['issue']).toBe(1);
  });
});
