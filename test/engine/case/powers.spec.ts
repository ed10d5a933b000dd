import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../../src/engine/case/case-state.js';
import { actorInPosts, type Actor } from '../../../src/engine/case/command.js';
import { decide } from '../../../src/engine/case/decide.js';
import type { Decision } from '../../../src/engine/case/decision.js';
import type { Refusal } from '../../../src/engine/case/refusal.js';
import type { CaseBars } from '../../../src/engine/case/world.js';
import { procedureFrom } from '../../support/procedures.js';
import { accepted, attempt, done, people, refusalOf, worldOn } from './licence-in-miniature.js';

const evaluation = procedureFrom('test/engine/case/fixtures/evaluation.yaml');

/** A deputy of somebody who holds posts, and holds none himself. */
function deputyOf(principal: Actor, person = 'p-deputy', acts?: readonly string[]): Actor {
  return {
    ...actorInPosts(person, []),
    kind: 'officer',
    capacities: principal.capacities.map((capacity) => ({
      ...capacity,
      deputy: { principal, substitution: 's-1', inScope: true, ...(acts && { acts }) },
    })),
  };
}

function evaluating(state: CaseState | null, act: string, actor: Actor, bars?: CaseBars): Decision | Refusal {
  const world = { ...worldOn('2026-03-02'), ...(bars && { bars }) };
  const opening = state === null && { unit: 'bureau', related: { evaluates: ['case-1'] } };
  return decide(evaluation, state, { act, actor, input: {}, ...opening }, world);
}

function stateAfter(answer: Decision | Refusal): CaseState {
  if (answer.refused) throw new Error(JSON.stringify(answer.unmet));
  return answer.state;
}

const none: CaseBars = { recused: [], sealed: false, related: {} };

describe('powers in a case', () => {
  it('record the policies that allowed an act, and for whom it was done', () => {
    const answer = attempt(
      accepted('2026-03-02'),
      '2026-03-03',
      'head',
      'grant',
      {},
      {
        actor: deputyOf(people.head),
      },
    );
    expect(answer).toMatchObject({
      refused: false,
      event: {
        post: 'head',
        power: { policies: ['act-as-deputy'], onBehalfOf: 'p-head', substitution: 's-1' },
      },
    });
    expect(stateAfter(answer).performers['head']).toEqual(['p-deputy', 'p-head']);
    expect(stateAfter(answer).doneBy['grant']).toEqual(['p-deputy', 'p-head']);
  });

  it('let a deputy do only the acts that his substitution names', () => {
    const actor = deputyOf(people.head, 'p-deputy', ['extend']);
    const state = accepted('2026-03-02');
    expect(attempt(state, '2026-03-03', 'head', 'grant', {}, { actor })).toMatchObject({
      code: 'power-missing',
    });
    expect(attempt(state, '2026-03-20', 'head', 'extend', { reason: '疑难' }, { actor })).toMatchObject({
      refused: false,
    });
  });

  it('keep the duties of a deputy apart on both persons', () => {
    const called = done(accepted('2026-03-02'), '2026-03-03', 'reviewer', 'callHearing', {
      heldOn: '2026-03-20',
    });
    const hold = (actor: Actor) => attempt(called, '2026-03-20', 'chair', 'holdHearing', {}, { actor });
    expect(hold(people.chair)).toMatchObject({ refused: false });
    expect(hold(deputyOf(people.chair))).toMatchObject({ refused: false });
    // The reviewer as the chair's deputy, and a stranger as deputy of a chair who has reviewed.
    expect(hold(deputyOf(people.chair, 'p-reviewer'))).toMatchObject({ code: 'separation-of-duties' });
    expect(hold(deputyOf(actorInPosts('p-reviewer', ['chair'])))).toMatchObject({
      code: 'separation-of-duties',
    });
  });

  it('refuse an officer in his own matter, also through a deputy, and name every reason at once', () => {
    const state = accepted('2026-03-02');
    const own = actorInPosts('p-applicant', ['head']);
    for (const actor of [own, deputyOf(own), deputyOf(people.head, 'p-applicant')]) {
      expect(attempt(state, '2026-03-03', 'head', 'grant', {}, { actor })).toMatchObject({
        code: 'own-matter',
      });
    }
    const suspended = { ...own, standing: 'suspended' as const };
    const refused = attempt(state, '2026-03-03', 'head', 'grant', {}, { actor: suspended });
    expect(
      refusalOf(refused)
        .unmet.map(({ code }) => code)
        .toSorted(),
    ).toEqual(['account-not-active', 'own-matter']);
  });

  it('say only that the power is missing when the post serves another unit', () => {
    const actor = { ...people.head, capacities: [{ post: 'head', serves: false }] };
    expect(attempt(accepted('2026-03-02'), '2026-03-03', 'head', 'grant', {}, { actor })).toMatchObject({
      code: 'power-missing',
      unmet: [{ code: 'power-missing', basis: ['许可法 38.1'] }],
    });
  });

  it.each([
    ['a recused person', { recused: ['p-head'] }, 'recused'],
    ['anybody in a sealed case', { sealed: true }, 'case-sealed'],
  ])('refuse %s', (_, bars, code) => {
    const world = { ...worldOn('2026-03-03'), bars: { ...none, ...bars } };
    const command = { act: 'grant', actor: people.head, input: {} };
    const answer = decide(
      procedureFrom('test/engine/case/fixtures/permit.yaml'),
      accepted('2026-03-02'),
      command,
      world,
    );
    expect(answer).toMatchObject({ refused: true, code });
  });

  it('keep who reviewed a case from evaluating it years later (713号令 36)', () => {
    const state = stateAfter(evaluating(null, 'open', actorInPosts('r', ['registrar'])));
    expect(state.related).toEqual({ evaluates: ['case-1'] });
    const related = { evaluates: { reviewer: ['p-reviewer'], head: ['p-head'] } };
    const bars = { ...none, related };
    expect(evaluating(state, 'propose', actorInPosts('p-reviewer', ['evaluator']), bars)).toMatchObject({
      code: 'separation-of-duties',
      unmet: [{ basis: ['713号令 36'] }],
    });
    expect(evaluating(state, 'propose', actorInPosts('p-head', ['evaluator']), bars)).toMatchObject({
      refused: false,
    });
  });

  it('keep who proposed from adopting, by name of the act', () => {
    const opened = stateAfter(evaluating(null, 'open', actorInPosts('r', ['registrar'])));
    const proposed = stateAfter(evaluating(opened, 'propose', actorInPosts('e1', ['evaluator'])));
    expect(evaluating(proposed, 'adopt', actorInPosts('e1', ['evaluator']))).toMatchObject({
      code: 'separation-of-duties',
      unmet: [{ say: { zh: '本人已在本案中作出“提出报告”，本行为须由他人作出' } }],
    });
    expect(evaluating(proposed, 'adopt', actorInPosts('e2', ['evaluator']))).toMatchObject({
      refused: false,
    });
  });
});
