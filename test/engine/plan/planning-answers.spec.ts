import { describe, expect, it } from '@jest/globals';
import { decide } from '../../../src/engine/case/decide.js';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { actorInPosts } from '../../../src/engine/case/command.js';
import { standIn, standInHolders } from '../../../src/engine/plan/stand-ins.js';
import { startOfDay } from '../../../src/engine/clock/civil-date.js';
import { planDecision } from '../../../src/engine/plan/plan-decision.js';
import { procedureFrom } from '../../support/procedures.js';
import { all, none, solicited } from './major-decision-matters.js';
import { daysOf, planned, question } from './planning.js';

const national = procedureFrom('workflows/national/major-decision/procedure.yaml');

describe('the plan of a major decision', () => {
  it('says what the day depends on: the thirty days and the review', () => {
    const plan = planned(national, '2026-03-02', all);
    expect(plan.critical).toMatchObject([
      {
        kind: 'floor',
        name: 'solicitation',
        from: '2026-03-02',
        until: '2026-04-02',
        basis: ['决策条例 15.1'],
      },
      { kind: 'floor', name: 'legalityReview', from: '2026-04-02', until: '2026-04-15' },
    ]);
    expect(daysOf(plan)).toMatchObject({
      'hearing.deliverMaterials': '2026-03-02',
      'hearing.hold': '2026-03-10',
    });
    expect(plan.steps.find(({ name }) => name === 'panel')).toMatchObject({ critical: false, slack: 31 });
  });

  it('names the seven clear days before a hearing where they are what is waited for', () => {
    const plan = planned(national, '2026-03-02', {
      facts: { ...none, openToPublic: true, hearingNeeded: true },
    });
    expect(plan.critical.map(({ kind, name }) => [kind, name])).toEqual([
      ['lead', 'hearing.materialsLead'],
      ['floor', 'legalityReview'],
    ]);
  });

  it('rests on a calendar that is not announced yet where it reaches into such a year', () => {
    expect(planned(national, '2026-12-01', solicited)).toMatchObject({ provisional: true });
  });

  it('says how far it came where the limit is met', () => {
    const plan = planDecision(question(national, '2026-03-02', solicited), { effort: 5 });
    expect(plan).toMatchObject({ incomplete: true, notBefore: '2026-04-15', steps: [] });
  });

  it('is a plan that the engine takes step by step', () => {
    const asked = question(national, '2026-03-02', { facts: none });
    const plan = planDecision(asked);
    let state: CaseState | null = null;
    const streams: Record<string, object> = {};
    for (const step of plan.steps) {
      if (step.kind === 'stream') {
        streams[step.name] =
          step.name === 'draft'
            ? { exists: true, version: 1, draftVersion: 1 }
            : {
                ...{ exists: true, draftVersion: 1, forum: 'executive', tabled: true, heldOn: step.on },
                ...{ quorate: true, discussed: true, chiefLast: true, departs: false, result: 'passed' },
              };
        continue;
      }
      const post = step.post ?? '';
      const actor = state === null ? actorInPosts(`post:${post}:1`, [post]) : standIn(state, post, undefined);
      const seen = Object.fromEntries(
        Object.entries(streams).map(([stream, standing]) => [
          stream,
          { stream, seq: 0, leaf: '0'.repeat(64), standing },
        ]),
      );
      const world = {
        ...asked.world,
        ...{ now: startOfDay(step.on, asked.world.zone), holders: standInHolders(national.definition) },
        streams: seen,
      };
      const command = {
        act: step.name,
        actor,
        input: step.input ?? {},
        ...(state === null && { unit: 'u' }),
      };
      const answer = decide(national, state, command, world as never);
      if (answer.refused) throw new Error(`${step.name} on ${step.on}: ${JSON.stringify(answer.unmet)}`);
      state = answer.state;
    }
    expect(state?.facts['resolution']).toBe('passed');
  });
});
