import { describe, expect, it } from '@jest/globals';
import { explore, TooManyConfigurations } from '../../../src/engine/statechart/explore.js';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { prove } from '../../../src/engine/statechart/prove.js';
import { possibleValues, truthOf } from '../../../src/engine/statechart/truth.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { fixture, TOY, toyFiles } from '../law/toy-procedure.js';

describe('proving a procedure', () => {
  it('gives a certificate of what was proved and how much was looked at', () => {
    expect(load(fixture(TOY))).toMatchObject({
      ok: true,
      warnings: [],
      certificate: {
        properties: ['decidedAfterAcceptance'],
        facts: ['complete', 'granted', 'hearing.status', 'route'],
      },
    });
  });

  it('prints the shortest way around a property in words', () => {
    const text = fixture(TOY).replace('without: [accept, deemed.accepted]', 'without: [accept]');
    expect(messages(text, 'property-violated')).toEqual([
      '"未经受理（或视为受理）不得送达" does not hold. The shortest way around it: ' +
        '收件 (receive) → 一次性告知期限届满 (deemed.accepted) → 不予许可 (refuse) → 确定审查方式 (chooseRoute)',
    ]);
  });

  it('takes an exception on record for what it is: only where the fact says so', () => {
    const broken = fixture(TOY).replace('without: [accept, deemed.accepted]', 'without: [accept]');
    const lifted = broken.replace('    never: [delivering]', '    unless: granted\n    never: [delivering]');
    expect(load(lifted)).toMatchObject({ ok: false });
    const always = broken.replace(
      '    never: [delivering]',
      '    unless: complete or not(complete)\n    never: [delivering]',
    );
    expect(load(always)).toMatchObject({ ok: true });
  });

  it('proves through facts: what a requirement forbids cannot be the way around', () => {
    const property = fixture(TOY)
      .replace('never: [delivering]', 'never: [deciding.decision.made]')
      .replace('without: [accept, deemed.accepted]', 'without: [chooseRoute]');
    expect(codes(property)).toEqual(['property-violated']);
    const required = property.replace(
      '    records: { decided: on }',
      '    requires: [{ that: route != "undecided", basis: 许可法 46, say: 未定 }]\n    records: { decided: on }',
    );
    const loaded = load(required);
    expect(loaded).toMatchObject({ ok: true });
    if (!loaded.ok) return;
    const coarse = prove(loaded.compiled.definition, { few: 3, most: 1000 });
    expect(coarse.findings).toEqual([]);
    expect(coarse.certificate).toMatchObject({
      properties: ['decidedAfterAcceptance'],
      facts: ['complete', 'granted', 'route'],
    });
  });

  it('finds where a case gets stuck', () => {
    const text = fixture(TOY)
      .replace('grant: { target: made, when: granted,', 'grant: { target: stuck, when: granted,')
      .replace(
        '          made: {',
        '          stuck: { title: 卡住, basis: 许可法 42.1, tasks: [{ post: head, acts: [grant] }], on: { grant: { target: made, when: not(granted) } } }\n          made: {',
      );
    expect(messages(text, 'dead-end')).toEqual([expect.stringContaining('准予许可 (grant)')]);
  });

  it('finds automatic transitions that run in a circle', () => {
    const text = fixture(TOY).replace(
      '          decided: { title: 审查完毕, basis: 许可法 34.1, type: final }',
      '          decided: { title: 审查完毕, basis: 许可法 34.1, always: [{ target: round, basis: 许可法 46 }] }\n' +
        '          round: { title: 转圈, basis: 许可法 34.1, always: [{ target: decided, basis: 许可法 46 }] }',
    );
    expect(codes(text)).toContain('automatic-circle');
  });

  it('warns of a clock that may start before its day is known', () => {
    const text = fixture(TOY).replace('    records: { decided: on }\n', '');
    const loaded = load(text);
    expect(loaded.ok ? loaded.warnings : loaded.problems).toEqual([
      expect.objectContaining({
        code: 'clock-without-day',
        path: '/clocks/delivery/from',
        severity: 'warning',
        message: expect.stringContaining('不予许可 (refuse)'),
      }),
    ]);
  });
});

describe('exploring', () => {
  const loaded = load(fixture(TOY));
  const definition = loaded.ok ? loaded.compiled.definition : undefined;

  it('reaches more when it knows less, never less', () => {
    if (!definition) throw new Error('the toy procedure does not load');
    const blind = states(explore(definition, [], 1000));
    const seeing = states(explore(definition, ['complete', 'granted', 'hearing.status', 'route'], 1000));
    for (const state of seeing) expect(blind).toContain(state);
  });

  it('gives up beyond its limit instead of answering from half a look', () => {
    if (!definition) throw new Error('the toy procedure does not load');
    expect(() => explore(definition, [], 3)).toThrow(TooManyConfigurations);
  });
});

describe('three-valued truth', () => {
  it.each([
    ['a', { a: true }, true],
    ['a', {}, undefined],
    ['a and unknown.x > 3', { a: false }, false],
    ['a and unknown.x > 3', { a: true }, undefined],
    ['a or unknown.x > 3', { a: true }, true],
    ['(a or unknown.x > 3) and not(b)', { a: true, b: false }, true],
    ['r = "x" and unknown', { r: 'y' }, false],
  ])('%s with %j is %s', (source, known, expected) => {
    expect(truthOf(source, known)).toBe(expected);
  });

  it.each([
    ['"x"', {}, ['x']],
    ['if a then "x" else "y"', { a: true }, ['x']],
    ['if input.q then "x" else "y"', {}, ['x', 'y']],
    ['input.kind', {}, ['p', 'q']],
    ['r', { r: 'z' }, ['z']],
    ['input.other', {}, undefined],
  ])('%s with %j may give %j', (source, known, expected) => {
    expect(possibleValues(source, known, { 'input.kind': ['p', 'q'] })).toEqual(expected);
  });
});

function load(text: string) {
  return loadProcedure(toyFiles(text), TOY, nodeHash);
}

function codes(text: string): string[] {
  const loaded = load(text);
  return loaded.ok ? [] : loaded.problems.map(({ code }) => code);
}

function messages(text: string, code: string): string[] {
  const loaded = load(text);
  return loaded.ok
    ? []
    : loaded.problems.filter((problem) => problem.code === code).map(({ message }) => message);
}

function states({ configurations }: ReturnType<typeof explore>): string[] {
  return [...new Set(configurations.map(({ value }) => JSON.stringify(value)))];
}
