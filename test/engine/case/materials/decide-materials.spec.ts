import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { CaseState } from '../../../../src/engine/case/case-state.js';
import { actorInPosts, type Actor } from '../../../../src/engine/case/command.js';
import { decide } from '../../../../src/engine/case/decide.js';
import type { Decision } from '../../../../src/engine/case/decision.js';
import { changesNothing, evolve } from '../../../../src/engine/case/evolve.js';
import {
  decideMaterials,
  type MaterialWish,
} from '../../../../src/engine/case/materials/decide-materials.js';
import type { MaterialVersion } from '../../../../src/engine/case/materials/material-state.js';
import type { Refusal } from '../../../../src/engine/case/refusal.js';
import { procedureFrom } from '../../../support/procedures.js';
import { received as receivedWithoutList, permit, worldOn } from '../licence-in-miniature.js';

const procedure = procedureFrom('test/engine/case/materials/permit.yaml');
const DAY = '2026-03-02';
const LIMITS = { count: 200, bytes: 2_000_000 };
const people = {
  applicant: actorInPosts('p-applicant', []),
  stranger: actorInPosts('p-stranger', []),
  window: actorInPosts('p-window', ['window']),
  other: actorInPosts('p-other', ['window']),
  head: actorInPosts('p-head', ['head']),
} as const;

const version = (n: number, more: Partial<MaterialVersion> = {}): Omit<MaterialVersion, 'on'> => ({
  sha256: String(n).padStart(64, '0'),
  sm3: String(n).padStart(64, 'f'),
  ...{ size: 1_000, mediaType: 'application/pdf', source: 'applicant' },
  ...more,
});

function opened(input: Record<string, unknown> = { joint: false }): CaseState {
  const parties = { applicant: ['p-applicant'] };
  const command = { act: 'receive', actor: people.window, input, parties, unit: 'bureau' };
  const answer = decide(procedure, null, command, worldOn(DAY));
  if (answer.refused) throw new Error(JSON.stringify(answer.unmet));
  return answer.state;
}

const tried = (state: CaseState, actor: Actor, wish: MaterialWish): Decision | Refusal =>
  decideMaterials(procedure, state, { ...wish, actor }, worldOn(DAY));

function done(state: CaseState, actor: Actor, wish: MaterialWish): CaseState {
  const answer = tried(state, actor, wish);
  if (answer.refused) throw new Error(JSON.stringify(answer.unmet));
  return answer.state;
}

const file = (n: number, id?: string, more: Partial<MaterialVersion> = {}): MaterialWish => ({
  ...{ do: 'file', version: version(n, more), limits: LIMITS },
  ...(id !== undefined && { id }),
});

const codesOf = (answer: Decision | Refusal): readonly string[] =>
  answer.refused ? answer.unmet.map(({ code }) => code) : [];

describe('the checklist of materials', () => {
  it('is what the facts ask for, and what was received besides, by its place', () => {
    const materials = [
      { name: '申请书', state: 'ok' },
      { name: '申请书', state: 'defective' },
      { name: '委托书', state: 'missing' },
    ];
    expect(opened({ joint: true, materials }).materials).toEqual({
      form: { item: 'form', standing: 'sound', versions: [] },
      identity: { item: 'identity', standing: 'missing', versions: [] },
      agreement: { item: 'agreement', standing: 'missing', versions: [] },
      'received-2': { standing: 'defective', versions: [] },
      'received-3': { standing: 'missing', versions: [] },
    });
  });

  it('is absent where nobody asks for materials: old streams fold to the same text', () => {
    expect(receivedWithoutList(DAY)).not.toHaveProperty('materials');
    expect(permit.definition.materials).toBeUndefined();
  });

  it('says nothing that is personal: names stay in the input', () => {
    const materials = [{ name: '刘洋的身份证', state: 'ok' }];
    expect(JSON.stringify(opened({ joint: false, materials }).materials)).not.toContain('刘洋');
  });

  it('takes versions in their order, and stands as the last one until it is judged', () => {
    let state = done(opened(), people.applicant, file(1, 'form'));
    state = done(state, people.window, { do: 'judge', id: 'form', standing: 'defective' });
    state = done(state, people.applicant, file(2, 'form'));
    expect(state.materials?.['form']).toMatchObject({
      standing: 'filed',
      versions: [{ sha256: version(1).sha256, on: DAY }, { sha256: version(2).sha256 }],
    });
  });

  it('gives what nobody asked for a row of its own, in the order in which it came', () => {
    let state = done(opened(), people.applicant, file(1));
    state = done(state, people.window, file(2));
    state = done(state, people.applicant, file(3, 'extra-1'));
    const extras = Object.entries(state.materials ?? {}).filter(([id]) => id.startsWith('extra'));
    expect(extras.map(([id, { versions }]) => [id, versions.length])).toEqual([
      ['extra-1', 2],
      ['extra-2', 1],
    ]);
  });

  it.each<readonly [string, keyof typeof people, MaterialWish, readonly string[]]>([
    ['a stranger files', 'stranger', file(1), ['power-missing']],
    ['an officer without a task files', 'head', file(1), ['power-missing']],
    [
      'the applicant judges',
      'applicant',
      { do: 'judge', id: 'identity', standing: 'sound', paper: 'copy' },
      ['power-missing'],
    ],
    ['the applicant waives', 'applicant', { do: 'waive', id: 'form', basis: '许可法 31' }, ['power-missing']],
    ['a row is filed that there is not', 'applicant', file(1, 'agreement'), ['material-unknown']],
    ['a row is filed by an inherited name', 'applicant', file(1, 'constructor'), ['material-unknown']],
    [
      'a form is filed that is not taken',
      'applicant',
      file(1, 'identity', { form: 'electronic' }),
      ['invalid-input'],
    ],
    [
      'the applicant files what is shared',
      'applicant',
      file(1, 'form', { source: 'shared' }),
      ['invalid-input'],
    ],
    ['nothing is judged', 'window', { do: 'judge', id: 'form', standing: 'sound' }, ['material-not-filed']],
    [
      'a waiver names no provision',
      'window',
      { do: 'waive', id: 'form', basis: '领导同意' },
      ['invalid-input'],
    ],
    [
      'a waiver names a law that the procedure does not know',
      'window',
      { do: 'waive', id: 'form', basis: '食品法 3' },
      ['invalid-input'],
    ],
    [
      'everything is wrong at once',
      'stranger',
      { ...file(1, 'nowhere', { size: 3_000_000 }) },
      ['power-missing', 'material-unknown', 'too-many-materials'],
    ],
  ])('refuses when %s, and names everything', (_what, who, wish, codes) => {
    expect(codesOf(tried(opened(), people[who], wish))).toEqual(codes);
  });

  it('refuses the same file again, too many of them, and anything once the case has ended', () => {
    const state = done(opened(), people.applicant, file(1, 'form'));
    expect(codesOf(tried(state, people.applicant, file(1, 'form')))).toEqual(['material-already-filed']);
    const few = { ...file(2), limits: { count: 1, bytes: 10_000 } } as MaterialWish;
    expect(codesOf(tried(state, people.applicant, few))).toEqual(['too-many-materials']);
    expect(codesOf(tried({ ...state, status: 'ended' }, people.applicant, file(2)))).toEqual(['case-ended']);
    const waived = tried(state, people.window, { do: 'waive', id: 'form', basis: '许可法 31' });
    expect(codesOf(waived)).toEqual(['material-already-filed']);
  });

  it('leaves the task that somebody has in hand to him alone', () => {
    const state = opened();
    const [key = ''] = Object.keys(state.tasks);
    const holder = { person: 'p-other', as: 'claimed', on: DAY } as const;
    const held = { ...state, tasks: { [key]: { ...state.tasks[key], holder } } } as CaseState;
    const judge: MaterialWish = { do: 'judge', id: 'identity', standing: 'sound', paper: 'copy' };
    expect(codesOf(tried(held, people.window, judge))).toEqual(['held-by-another']);
    expect(tried(held, people.other, judge).refused).toBe(false);
    expect(tried(held, people.applicant, file(1)).refused).toBe(false);
  });

  it('carries why it was lawful, and neither an act nor a post', () => {
    const answer = tried(opened(), people.window, file(1, 'form', { source: 'shared' }));
    expect(answer).toMatchObject({
      basis: ['许可法 29.1', '716号令 7'],
      event: { type: 'material.filed', cause: 'material', power: { policies: ['act-in-own-post'] } },
    });
    expect(answer).not.toHaveProperty('event.act');
    expect(answer).not.toHaveProperty('event.post');
    const waived = tried(opened(), people.window, { do: 'waive', id: 'form', basis: '许可法 31' });
    expect(waived).toMatchObject({ basis: ['许可法 31'] });
  });

  it('is all that changes, whatever is done: the case stands where it stood in law', () => {
    const ids = [undefined, 'form', 'identity', 'received-1', 'extra-1', 'agreement', 'nowhere'];
    const wishes = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(3));
    fc.assert(
      fc.property(fc.array(wishes, { maxLength: 30 }), (choices) => {
        let state = opened({ joint: false, materials: [{ name: '其他', state: 'missing' }] });
        for (const [who, which, what] of choices) {
          const actor = Object.values(people)[who % 5] as Actor;
          const answer = tried(state, actor, wishOf(what, ids[which % ids.length], who));
          if (answer.refused) continue;
          expect(evolve(state, answer.event, actor.person)).toEqual(answer.state);
          const { materials: _before, ...rest } = state;
          const { materials: _after, ...same } = answer.state;
          expect(same).toEqual(rest);
          for (const [id, row] of Object.entries(state.materials ?? {})) {
            const after = answer.state.materials?.[id]?.versions ?? [];
            expect(after.slice(0, row.versions.length)).toEqual(row.versions);
          }
          state = answer.state;
        }
      }),
    );
  });

  it('does not change when somebody opens a material', () => {
    const state = done(opened(), people.applicant, file(1, 'form'));
    const material = { did: 'opened', id: 'form', sha256: version(1).sha256 } as const;
    const event = { type: 'material.opened', cause: 'material', on: state.lastOn, material } as const;
    expect(changesNothing(event)).toBe(true);
    expect(evolve(state, event, 'p-window')).toBe(state);
  });
});

function wishOf(what: number, id: string | undefined, n: number): MaterialWish {
  if (what === 0 || id === undefined) return file(n, id);
  if (what === 1) return { do: 'judge', id, standing: n % 2 === 0 ? 'sound' : 'defective', paper: 'copy' };
  if (what === 2) return { do: 'judge', id, standing: 'sound' };
  return { do: 'waive', id, basis: '许可法 31' };
}
