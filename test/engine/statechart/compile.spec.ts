import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { initialTransition, transition } from 'xstate';
import { Defect } from '../../../src/engine/defect.js';
import type { FactValue } from '../../../src/engine/law/definition.js';
import { compileProcedure, initialScope, machineOf } from '../../../src/engine/statechart/compile.js';
import type { ChartEffect, Step } from '../../../src/engine/statechart/compiled-procedure.js';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { netEffects } from '../../../src/engine/statechart/net-effects.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { TOY, toyFiles } from '../law/toy-procedure.js';

const toy = loadToy();
const EVENTS = [
  ...Object.keys(toy.definition.acts),
  'deemed.accepted',
  'lapsed.hearing.asking',
  'lapsed.decision',
  'never.heard',
];

type Facts = Readonly<Record<string, FactValue>>;

const facts = fc.record({
  complete: fc.boolean(),
  granted: fc.boolean(),
  route: fc.constantFrom('undecided', 'plain', 'heard'),
  'hearing.status': fc.constantFrom('none', 'waived', 'held'),
});
const walk = fc.array(fc.record({ event: fc.constantFrom(...EVENTS), facts }), { maxLength: 60 });

describe('stepping a procedure', () => {
  it('opens in the initial state with its tasks', () => {
    expect(start()).toEqual({
      value: 'filing',
      effects: [{ type: 'task.open', key: 'filing:window', post: 'window', acts: ['receive'] }],
      basis: [],
    });
  });

  it('stops and starts clocks, closes and opens tasks, and names the provision of the transition', () => {
    const step = after('receive', 'deemed.accepted');
    expect(step.value).toEqual({ deciding: { decision: 'open', review: 'choosing' } });
    expect(step.basis).toEqual(['许可法 32.1(4)']);
    expect(step.effects).toEqual([
      { type: 'task.close', key: 'received:window' },
      { type: 'clock.stop', clock: 'oneTimeNotice' },
      { type: 'clock.start', clock: 'decision' },
      {
        type: 'task.open',
        key: 'deciding.decision.open:head',
        post: 'head',
        acts: ['grant', 'refuse', 'extendDecision'],
        clock: 'decision',
      },
      {
        type: 'task.open',
        key: 'deciding.review.choosing:reviewer',
        post: 'reviewer',
        acts: ['chooseRoute', 'suspendDecision', 'resumeDecision'],
      },
    ]);
  });

  it('keeps the state and changes nothing on "stay"', () => {
    const before = after('receive', 'accept');
    const step = toy.step(before.value, scope({}), 'extendDecision');
    expect(step).toEqual({ value: before.value, effects: [], basis: [] });
  });

  it('lets guards decide by the facts they are given', () => {
    const { value } = after('receive', 'accept');
    const heard = toy.step(value, scope({ route: 'heard' }), 'chooseRoute');
    const plain = toy.step(value, scope({ route: 'plain' }), 'chooseRoute');
    expect(heard?.value).toMatchObject({ deciding: { review: { hearing: 'offering' } } });
    expect(plain?.value).toMatchObject({ deciding: { review: 'decided' } });
    expect(toy.step(value, scope({ granted: false }), 'grant')).toBeUndefined();
  });

  it('joins parallel duties and ends with an outcome', () => {
    const step = after(
      'receive',
      'accept',
      ['chooseRoute', { route: 'plain' }],
      ['grant', { granted: true }],
    );
    expect(step.value).toBe('delivering');
    expect(step.basis).toEqual(['许可法 38.1', '许可法 44']);
    expect(toy.step(step.value, scope({ granted: true }), 'deliver')).toMatchObject({ outcome: 'granted' });
    expect(toy.step(step.value, scope({ granted: false }), 'deliver')).toMatchObject({ outcome: 'refused' });
  });

  it('answers an event that nobody listens to with undefined, also after the end', () => {
    expect(toy.step('filing', scope({}), 'accept')).toBeUndefined();
    expect(toy.step('filing', scope({}), 'never.heard')).toBeUndefined();
    expect(toy.step('grantedEnd', scope({}), 'deliver')).toBeUndefined();
  });

  it('tells what is active and what is listened to', () => {
    const value = { deciding: { review: { hearing: 'asking' }, decision: 'open' } };
    expect(toy.activePaths(value)).toEqual([
      'deciding',
      'deciding.decision',
      'deciding.decision.open',
      'deciding.review',
      'deciding.review.hearing',
      'deciding.review.hearing.asking',
    ]);
    expect([...toy.listens(value)].sort()).toEqual([
      'extendDecision',
      'grant',
      'hearing.ask',
      'lapsed.hearing.asking',
      'refuse',
      'resumeDecision',
      'suspendDecision',
    ]);
  });

  it.each([
    ['an unknown state', 'nowhere'],
    ['an unknown inner state', { deciding: { decision: 'ajar', review: 'choosing' } }],
    ['a missing region', { deciding: { decision: 'open' } }],
    ['a missing child', 'deciding'],
    ['a child of a leaf', { filing: 'deep' }],
    ['two states at once', { filing: {}, received: {} }],
    ['nothing', {}],
    ['a name of Object', 'constructor'],
  ])('%s in a stored state value is a defect', (_, value) => {
    expect(() => toy.step(value as Step['value'], scope({}), 'receive')).toThrow(Defect);
    expect(() => toy.listens(value as Step['value'])).toThrow(Defect);
  });

  it('refuses a chart that XState refuses, and an action outside the vocabulary', () => {
    const broken = {
      ...toy.definition,
      states: { initial: 'a', a: { title: 'A', basis: 'x 1', on: { go: 'b' } } },
    };
    expect(() => compileProcedure(broken, toy.digest)).toThrow(Defect);
    expect(() => netEffects([{ type: 'xstate.raise', params: {} }])).toThrow('unknown action');
  });
});

describe('any walk of events', () => {
  it('steps exactly as XState itself does, action by action', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const machine = machineOf(toy.definition);
        let [snapshot] = initialTransition(machine, scope({}));
        let { value } = start();
        for (const { event, facts: known } of steps) {
          const restored = machine.resolveState({ value: snapshot.value, context: { scope: scope(known) } });
          const [next, actions] = transition(machine, restored, { type: event });
          const mine = toy.step(value, scope(known), event);
          expect(mine?.value ?? value).toEqual(next.value);
          expect(mine?.effects ?? []).toEqual(netEffects(actions).effects);
          expect(mine !== undefined).toBe(netEffects(actions).taken.some((transition) => transition.event));
          value = mine?.value ?? value;
          snapshot = next;
        }
      }),
      { numRuns: 60 },
    );
  });

  it('never fails, and keeps clocks and tasks in balance with the active states', () => {
    fc.assert(
      fc.property(walk, (steps) => {
        const running = new Ledger();
        let step: Step = start();
        running.apply(step.effects);
        for (const { event, facts: known } of steps) {
          const next = toy.step(step.value, scope(known), event);
          if (!next) continue;
          step = next;
          running.apply(next.effects);
          expect(running.clocks()).toEqual(expectedClocks(step.value));
        }
        if (step.outcome !== undefined) expect(running.all()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});

/** What effects have begun and not ended. A start of something running, or a stop of something not, fails. */
class Ledger {
  private readonly open = new Set<string>();

  apply(effects: readonly ChartEffect[]): void {
    for (const effect of effects) {
      const begins = effect.type === 'clock.start' || effect.type === 'task.open';
      const name =
        'clock' in effect && !('key' in effect)
          ? `clock ${effect.clock}`
          : `task ${'key' in effect ? effect.key : ''}`;
      expect(this.open.has(name)).toBe(!begins);
      if (begins) this.open.add(name);
      else this.open.delete(name);
    }
  }

  all(): string[] {
    return [...this.open].sort();
  }

  clocks(): string[] {
    return this.all().filter((name) => name.startsWith('clock '));
  }
}

function expectedClocks(value: Step['value']): string[] {
  const active = new Set(toy.activePaths(value));
  const running = [
    ['received', 'oneTimeNotice'],
    ['deciding', 'decision'],
    ['deciding.review.hearing.asking', 'hearing.asking'],
    ['delivering', 'delivery'],
  ] as const;
  return running.flatMap(([path, clock]) => (active.has(path) ? [`clock ${clock}`] : [])).sort();
}

function loadToy() {
  const loaded = loadProcedure(toyFiles(), TOY, nodeHash, { prove: false });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.compiled;
}

function scope(known: Facts): Record<string, unknown> {
  return initialScope(toy.definition, { ...toy.initialFacts, ...known });
}

function start(): Step {
  return toy.initial(scope({}));
}

function after(...events: readonly (string | readonly [string, Facts])[]): Step {
  return events.reduce<Step>((step, event) => {
    const [name, known] = typeof event === 'string' ? [event, {}] : event;
    const next = toy.step(step.value, scope(known), name);
    if (!next) throw new Error(`${name} is not handled in ${JSON.stringify(step.value)}`);
    return next;
  }, start());
}
