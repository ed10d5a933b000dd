import { describe, expect, it } from '@jest/globals';
import { problemsOf } from './small-decision.js';

const FAKE_WAY = `
add:
  acts:
    jump: { title: 跳过, event: x.jumped, by: clerk, basis: 镇规定 9 }
`;

/** What a local rule says, what it is refused for, and the provision above that the refusal names. */
const WEAKER: readonly (readonly [string, string, string, string])[] = [
  [
    'a shorter floor',
    'change: { clocks: { solicitation: { term: 20 calendar days, basis: 镇规定 9 } } }',
    'floor-shortened',
    '条例》第十五条第一款',
  ],
  [
    'a floor in fewer working days',
    'change: { clocks: { solicitation: { term: 10 working days, basis: 镇规定 9 } } }',
    'floor-shortened',
    '第十五条第一款',
  ],
  [
    'a floor that cannot be compared',
    'change: { clocks: { solicitation: { term: 25 working days, basis: 镇规定 9 } } }',
    'floor-shortened',
    '第十五条第一款',
  ],
  [
    'a floor of which the opening day counts',
    'change: { clocks: { solicitation: { conventions: { startDay: included }, basis: 镇规定 9 } } }',
    'convention-weakened',
    '第十五条第一款',
  ],
  [
    'a shorter alternative',
    'change: { clocks: { solicitation: { alternatives: [{ when: technical, term: 10 calendar days, basis: 镇规定 9 }], basis: 镇规定 9 } } }',
    'floor-shortened',
    '第十五条第一款',
  ],
  [
    'a shorter lead',
    'change: { clocks: { hearingLead: { term: 5 calendar days, basis: 镇规定 9 } } }',
    'lead-shortened',
    '第十六条第三款',
  ],
  [
    'a lead that is not of clear days',
    'change: { clocks: { hearingLead: { conventions: { backward: onOrBefore }, basis: 镇规定 9 } } }',
    'convention-weakened',
    '第十六条第三款',
  ],
  [
    'a longer ceiling',
    'change: { clocks: { disclosure: { term: 30 working days, basis: 镇规定 9 } } }',
    'ceiling-lengthened',
    '第三十二条',
  ],
  [
    'a ceiling in another unit',
    'change: { clocks: { disclosure: { term: 30 calendar days, basis: 镇规定 9 } } }',
    'ceiling-lengthened',
    '第三十二条',
  ],
  [
    'local holidays in a ceiling',
    'change: { clocks: { disclosure: { conventions: { workingDays: noticeAndLocal }, basis: 镇规定 9 } } }',
    'convention-weakened',
    '第三十二条',
  ],
  [
    'a longer promise',
    'change: { clocks: { disclosure: { promised: 15 working days, basis: 镇规定 9 } } }',
    'promise-weakened',
    '第三十二条',
  ],
  [
    'more extensions',
    'change: { clocks: { disclosure: { extend: { by: 10 working days, times: 2 }, basis: 镇规定 9 } } }',
    'extension-widened',
    '第三十二条第二款',
  ],
  [
    'longer extensions',
    'change: { clocks: { disclosure: { extend: { by: 15 working days, times: 1 }, basis: 镇规定 9 } } }',
    'extension-widened',
    '第三十二条第二款',
  ],
  [
    'more grounds for suspension',
    'change: { clocks: { disclosure: { grounds: [听证, 鉴定, 公示], basis: 镇规定 9 } } }',
    'suspension-widened',
    '第三十二条第三款',
  ],
  [
    'a shorter time for a party',
    'change: { clocks: { objection: { term: 3 working days, basis: 镇规定 9 } } }',
    'right-shortened',
    '第四十条',
  ],
  [
    'a requirement that is dropped',
    'change: { acts: { submit: { drops: [solicitation], basis: 镇规定 9 } } }',
    'requirement-removed',
    '第十五条第一款',
  ],
  [
    'a requirement of a stream that is dropped',
    'change: { streams: { panel: { drops: [technical], basis: 镇规定 9 } } }',
    'requirement-removed',
    '第十九条',
  ],
  [
    'fewer experts',
    'change: { streams: { panel: { composition: { atLeast: 2, basis: 镇规定 9 }, basis: 镇规定 9 } } }',
    'composition-weakened',
    '第十九条',
  ],
  [
    'an even number of experts',
    'change: { streams: { panel: { composition: { odd: false, basis: 镇规定 9 }, basis: 镇规定 9 } } }',
    'composition-weakened',
    '第十九条',
  ],
  [
    'more experts of the department in charge',
    'change: { streams: { panel: { composition: { sectorAtMost: 1/2, basis: 镇规定 9 }, basis: 镇规定 9 } } }',
    'composition-weakened',
    '第十九条',
  ],
  [
    'another post in power',
    'change: { acts: { approve: { by: [reviewer, clerk], basis: 镇规定 9 } } }',
    'power-widened',
    '第二十五条',
  ],
  [
    'a separation of posts that is gone',
    'change: { posts: { reviewer: { distinctFrom: [drafter], basis: 镇规定 9 } } }',
    'separation-removed',
    '第二十五条',
  ],
  [
    'a duty made optional',
    'change: { facts: { technical: { mandatory: false, basis: 镇规定 9, say: 可以不组织 } } }',
    'duty-made-optional',
    '第十九条',
  ],
  [
    'an exception made the rule',
    'change: { facts: { exploratory: { mandatory: true, basis: 镇规定 9, say: 一律视为探索 } } }',
    'duty-made-optional',
    '第二十五条',
  ],
  [
    'a property that is dropped',
    'change: { properties: { decidedAfterReview: { drop: true, basis: 镇规定 9 } } }',
    'property-removed',
    '第二十五条',
  ],
  [
    'a property that is lifted',
    'change: { properties: { decidedAfterReview: { unless: exploratory or technical, basis: 镇规定 9 } } }',
    'property-removed',
    '第二十五条',
  ],
  [
    'a step that is skipped',
    'change: { states: { review: { skip: { target: deciding, when: technical }, basis: 镇规定 9 } } }',
    'step-made-optional',
    '第二十五条',
  ],
  [
    'a way around',
    `change: { states: { drafting: { on: { jump: deciding }, basis: 镇规定 9 } } }${FAKE_WAY}`,
    'way-around',
    '第十二条',
  ],
  [
    'a new step that leads past the next',
    `insert:\n  extra:\n    before: review\n    state: { title: 加一步, basis: 镇规定 9, tasks: [{ post: clerk, acts: [jump] }], on: { jump: deciding } }${FAKE_WAY}`,
    'way-around',
    '第二十五条',
  ],
  [
    'acts of the law in a new step',
    'insert:\n  extra:\n    before: review\n    state: { title: 加一步, basis: 镇规定 9, tasks: [{ post: reviewer, acts: [approve] }], on: { approve: review } }',
    'way-around',
    '第二十五条',
  ],
  [
    'a new act with an effect of the law',
    'change: { states: { drafting: { on: { fake: stay }, tasks: [{ post: clerk, acts: [fake] }], basis: 镇规定 9 } } }\nadd: { acts: { fake: { title: 代替, event: x.y, by: clerk, basis: 镇规定 9, sets: { lawful: true } } } }',
    'foreign-effect',
    '第二十五条',
  ],
  [
    'a new act that stops a clock of the law',
    'change: { states: { publishing: { on: { hold: stay }, tasks: [{ post: clerk, acts: [hold] }], basis: 镇规定 9 } } }\nadd: { acts: { hold: { title: 暂停, event: x.y, by: clerk, basis: 镇规定 9, suspends: { clock: disclosure, ground: \'"听证"\' } } } }',
    'foreign-effect',
    '第三十二条',
  ],
  [
    'another way to open a case',
    'add: { acts: { also: { title: 另立, event: x.y, by: clerk, basis: 镇规定 9, opens: true } } }',
    'foreign-effect',
    '',
  ],
];

describe('an overlay that is weaker than the level above', () => {
  it.each(WEAKER)('is refused for %s', (_, body, code, above) => {
    const problem = problemsOf(body).find((one) => one.code === code);
    expect(problem?.message).toContain(above);
    expect(problem?.message).toMatch(/《某镇小决策规定》第九条/);
    expect(problem?.file).toBe('overlay-1.yaml');
    expect(problem?.line).toBeGreaterThan(7);
  });

  it('is told both values and the reason, in Chinese and in English', () => {
    const [problem] = problemsOf(
      'change: { clocks: { solicitation: { term: 10 working days, basis: 镇规定 9 } } }',
    );
    expect(problem?.message).toBe(
      '「征求意见期限」低于上位规定：《小决策条例》第十五条第一款规定不少于30日；' +
        '《某镇小决策规定》第九条规定不少于10个工作日。期限更短，不予采用 / ' +
        '"time for comments" is weaker than the level above: 条例 15.1 demands at least 30 calendar days, ' +
        '镇规定 9 gives at least 10 working days; it is shorter',
    );
  });
});

/** What is not there to be changed: where it is told, and what was probably meant. */
const MISTAKES: readonly (readonly [string, string, string, string])[] = [
  [
    'a clock',
    'change: { clocks: { solicitatoin: { term: 40 calendar days, basis: 镇规定 9 } } }',
    'unknown-change',
    'solicitation',
  ],
  ['an act', 'change: { acts: { sumbit: { by: drafter, basis: 镇规定 9 } } }', 'unknown-change', 'submit'],
  [
    'a state',
    'change: { states: { draftign: { clocks: [x], basis: 镇规定 9 } } }',
    'unknown-change',
    'drafting',
  ],
  [
    'a place',
    'insert: { extra: { before: reveiw, state: { title: 加, basis: 镇规定 9 } } }',
    'unknown-change',
    'review',
  ],
  [
    'a requirement',
    'change: { acts: { submit: { drops: [lawful], basis: 镇规定 9 } } }',
    'unknown-change',
    '',
  ],
  [
    'a name that is taken',
    'add: { facts: { lawful: { type: boolean, title: 合法, basis: 镇规定 9 } } }',
    'name-conflict',
    '',
  ],
  ['a law that is another', 'law: { 条例: { title: 别的条例 } }', 'duplicate-key', ''],
  [
    'a value that is none',
    'change: { facts: { level: { values: [tall], basis: 镇规定 9, say: 限 } } }',
    'wrong-change',
    '',
  ],
  [
    'a misspelt key',
    'change: { clocks: { solicitation: { trem: 40 calendar days, basis: 镇规定 9 } } }',
    'unknown-key',
    'term',
  ],
  [
    'a change without its basis',
    'change: { clocks: { solicitation: { term: 40 calendar days } } }',
    'missing-key',
    '',
  ],
];

describe('an overlay that changes what is not there', () => {
  it.each(MISTAKES)('is told of %s', (_, body, code, suggestion) => {
    const problem = problemsOf(body).find((one) => one.code === code);
    expect(problem).toMatchObject({ file: 'overlay-1.yaml', code });
    expect(problem?.suggestion ?? '').toBe(suggestion);
  });
});
