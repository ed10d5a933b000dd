import { describe, expect, it } from '@jest/globals';
import { checkChanges } from '../../../src/engine/organisation/check-changes.js';
import { applyChanges } from '../../../src/engine/organisation/evolve-organisation.js';
import type {
  ConflictCode,
  OrganisationChange,
} from '../../../src/engine/organisation/organisation-change.js';
import { emptyOrganisation } from '../../../src/engine/organisation/organisation.js';
import {
  absent,
  administer,
  appoint,
  codes,
  day,
  FROM,
  putPerson,
  putPost,
  putUnit,
  substitute,
  TODAY,
  town,
} from './town.js';

const on = (text: string) => day(text);
type Rule = readonly [
  rule: string,
  changes: readonly OrganisationChange[],
  expected: readonly ConflictCode[],
];

const end = (id: string, last = '2026-03-02'): OrganisationChange => ({
  change: 'appointment.ended',
  id,
  on: day(last),
});

describe('units and posts', () => {
  const rules: readonly Rule[] = [
    ['a unit may be put below another', [putUnit('new', { parent: 'gov' })], []],
    ['not below one that is not there', [putUnit('new', { parent: 'nowhere' })], ['unknown-unit']],
    ['not below itself', [putUnit('new', { parent: 'new' })], ['unit-cycle']],
    ['a unit may move', [putUnit('water-section', { parent: 'trade' })], []],
    ['not below its own part', [putUnit('trade', { parent: 'trade-window' })], ['unit-cycle']],
    ['nor below a part of a part', [putUnit('gov', { parent: 'trade-window', organ: true })], ['unit-cycle']],
    [
      'not longer than its parent',
      [putUnit('a', { to: on('2026-12-31') }), putUnit('b', { parent: 'a' })],
      ['not-in-force'],
    ],
    [
      'as long as its parent',
      [putUnit('a', { to: on('2026-12-31') }), putUnit('b', { parent: 'a', to: on('2026-12-31') })],
      [],
    ],
    [
      'a period runs forward',
      [putUnit('a', { from: on('2026-05-01'), to: on('2026-04-30') })],
      ['period-reversed'],
    ],
    ['a period may be one day', [putUnit('a', { from: on('2026-05-01'), to: on('2026-05-01') })], []],
    ['served units must be there', [putUnit('a', { serves: ['trade', 'nowhere'] })], ['unknown-unit']],
    ['an id begins with a letter or digit', [putUnit('__proto__', {})], ['id-not-allowed']],
    [
      'an id may be a property of every object',
      [putUnit('constructor', {}), putPost('toString', 'constructor')],
      [],
    ],
    ['an id is not empty', [putUnit('', {})], ['id-not-allowed']],
    ['an id may be Chinese', [putUnit('市住建局', {})], []],
    [
      'a unit in use is not retired',
      [{ change: 'unit.retired', id: 'trade-window', on: TODAY }],
      ['unit-in-use'],
    ],
    [
      'a unit that is not there is not retired',
      [{ change: 'unit.retired', id: 'x', on: TODAY }],
      ['unknown-unit'],
    ],
    [
      'a unit whose posts and people are gone is retired',
      [
        putUnit('a', { parent: 'gov' }),
        putPost('p', 'a'),
        putPerson('x', 'a'),
        { change: 'post.retired', id: 'p', on: TODAY },
        { change: 'person.ended', id: 'x', on: TODAY },
        { change: 'unit.retired', id: 'a', on: TODAY },
      ],
      [],
    ],
    [
      'one day too early is in use',
      [
        putUnit('a', {}),
        putUnit('b', { parent: 'a', to: on('2026-06-30') }),
        { change: 'unit.retired', id: 'a', on: on('2026-06-30') },
      ],
      ['unit-in-use'],
    ],
    [
      'the day after the last use is not',
      [
        putUnit('a', {}),
        putUnit('b', { parent: 'a', to: on('2026-06-30') }),
        { change: 'unit.retired', id: 'a', on: on('2026-07-01') },
      ],
      [],
    ],
    [
      'a put cannot cut a unit in use short',
      [putUnit('water', { parent: 'gov', organ: true, to: on('2026-06-30') })],
      ['unit-in-use'],
    ],
    [
      'a unit is retired once',
      [
        putUnit('a', {}),
        { change: 'unit.retired', id: 'a', on: TODAY },
        { change: 'unit.retired', id: 'a', on: TODAY },
      ],
      ['already-ended'],
    ],
    [
      'what is retired is not changed',
      [putUnit('a', {}), { change: 'unit.retired', id: 'a', on: TODAY }, putUnit('a', { title: 'other' })],
      ['already-ended'],
    ],
    ['a post stands in a unit', [putPost('p', 'nowhere')], ['unknown-unit']],
    [
      'a post is not there longer than its unit',
      [putUnit('a', { to: on('2026-12-31') }), putPost('p', 'a')],
      ['not-in-force'],
    ],
    ['a held post is not retired', [{ change: 'post.retired', id: 'mayor', on: TODAY }], ['post-in-use']],
    [
      'a post is retired when its holder goes',
      [end('mei-mayor'), { change: 'post.retired', id: 'mayor', on: TODAY }],
      [],
    ],
    [
      'not before he goes',
      [end('mei-mayor', '2026-03-03'), { change: 'post.retired', id: 'mayor', on: TODAY }],
      ['post-in-use'],
    ],
    [
      'a put cannot cut a held post short',
      [putPost('mayor', 'gov', { to: on('2026-06-30') })],
      ['post-in-use'],
    ],
    ['a post may be renamed', [putPost('mayor', 'gov', { title: '市长' })], []],
  ];
  it.each(rules)('%s', (_rule, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  it('name the users of what is to be retired, and count many', () => {
    const [conflict] = checkChanges(town(), [{ change: 'unit.retired', id: 'gov', on: TODAY }], TODAY);
    expect(conflict?.say.zh).toMatch(/^机构“gov”届时仍在使用：trade \(trade\)、water \(water\).*等\d+项$/);
    expect(conflict?.say.en).toMatch(/^unit "gov" is still used then by trade \(trade\), .* and \d+ more$/);
    const [held] = checkChanges(town(), [{ change: 'post.retired', id: 'mayor', on: TODAY }], TODAY);
    expect(held?.say).toEqual({
      zh: '岗位“mayor”届时仍有任职：mei (mei-mayor)',
      en: 'post "mayor" is still held then by mei (mei-mayor)',
    });
  });
});

describe('people', () => {
  const suspended: OrganisationChange = { change: 'person.suspended', id: 'tb', on: TODAY };
  const restored = (text: string): OrganisationChange => ({
    change: 'person.restored',
    id: 'tb',
    on: day(text),
  });
  const ended: OrganisationChange = { change: 'person.ended', id: 'tb', on: TODAY };
  const rules: readonly Rule[] = [
    ['a person may come', [putPerson('new', 'trade')], []],
    ['not to a unit that is not there', [putPerson('new', 'nowhere')], ['unknown-unit']],
    [
      'not to one that goes before him',
      [putUnit('a', { to: on('2026-12-31') }), putPerson('new', 'a')],
      ['not-in-force'],
    ],
    ['he may have come before his unit', [putUnit('a', { from: TODAY }), putPerson('new', 'a')], []],
    ['he may move', [putPerson('tb', 'water')], []],
    [
      'a put never moves the day on which he came',
      [putPerson('tb', 'trade', { from: on('2025-01-01') })],
      ['standing-not-by-put'],
    ],
    ['nor ends him', [putPerson('tb', 'trade', { to: on('2026-12-31') })], ['standing-not-by-put']],
    [
      'nor suspends him',
      [putPerson('tb', 'trade', { suspensions: [{ from: TODAY }] })],
      ['standing-not-by-put'],
    ],
    ['nor lifts a suspension', [suspended, putPerson('tb', 'trade')], ['standing-not-by-put']],
    ['nor brings him back', [ended, putPerson('tb', 'trade')], ['standing-not-by-put']],
    [
      'but may name his suspension',
      [suspended, putPerson('tb', 'trade', { suspensions: [{ from: TODAY }] })],
      [],
    ],
    [
      'one who holds a post stays of his kind',
      [putPerson('tb', 'trade', { kind: 'expert' })],
      ['person-in-use'],
    ],
    ['one who holds none may change', [putPerson('free', 'gov', { kind: 'expert' })], []],
    ['a suspended person is not suspended again', [suspended, suspended], ['person-not-active']],
    [
      'one who is restored may be',
      [suspended, restored('2026-03-05'), { ...suspended, on: on('2026-03-05') }],
      [],
    ],
    ['one who is to be suspended may be at once', [{ ...suspended, on: on('2026-05-01') }, suspended], []],
    ['one who is not suspended is not restored', [restored('2026-03-02')], ['not-suspended']],
    ['nor before he was suspended', [suspended, restored('2026-03-01')], ['period-reversed']],
    ['one who has left is not suspended', [ended, suspended], ['already-ended']],
    ['one who has left does not leave', [ended, ended], ['already-ended']],
    ['one who has left may come back', [ended, restored('2026-05-01')], []],
    [
      'not to a unit that is gone',
      [
        putUnit('a', {}),
        putPerson('x', 'a'),
        { change: 'person.ended', id: 'x', on: TODAY },
        { change: 'unit.retired', id: 'a', on: TODAY },
        { change: 'person.restored', id: 'x', on: on('2026-05-01') },
      ],
      ['not-in-force'],
    ],
    [
      'but to another',
      [
        putUnit('a', {}),
        putPerson('x', 'a'),
        { change: 'person.ended', id: 'x', on: TODAY },
        { change: 'unit.retired', id: 'a', on: TODAY },
        putPerson('x', 'gov', { to: on('2026-03-01') }),
        { change: 'person.restored', id: 'x', on: on('2026-05-01') },
      ],
      [],
    ],
    [
      'nobody unknown is suspended, restored, ended',
      [
        { change: 'person.suspended', id: 'x', on: TODAY },
        { change: 'person.restored', id: 'x', on: TODAY },
        { change: 'person.ended', id: 'x', on: TODAY },
      ],
      ['unknown-person', 'unknown-person', 'unknown-person'],
    ],
    [
      'one who has left gets no post',
      [ended, appoint('tb', 'supervisor', { from: TODAY })],
      ['person-not-active'],
    ],
    [
      'nor one who is suspended',
      [suspended, appoint('tb', 'supervisor', { from: TODAY })],
      ['person-not-active'],
    ],
    [
      'one who is restored gets one',
      [suspended, restored('2026-03-05'), appoint('tb', 'supervisor', { from: on('2026-03-05') })],
      [],
    ],
    [
      'who is about to leave gets one until then',
      [
        { ...ended, on: on('2026-07-01') },
        appoint('tb', 'supervisor', { from: TODAY, to: on('2026-06-30') }),
        appoint('tb', 'trade-clerk', { from: TODAY, to: on('2026-07-01') }),
      ],
      ['person-not-active'],
    ],
    ['a suspended person may be absent', [suspended, absent('x', 'tb', TODAY)], []],
    ['one who has left is not absent', [ended, absent('x', 'tb', TODAY)], ['person-not-active']],
  ];
  it.each(rules)('%s', (_rule, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

  it('lose everything that hangs on them when they end, and come back with nothing', () => {
    const before = town(
      substitute('s1', 'tb', 'tc'),
      substitute('s2', 'ta', 'tb', { kind: 'standing' }),
      absent('a1', 'tb', TODAY),
      {
        change: 'portfolio.begun',
        id: 'f',
        portfolio: { person: 'tb', units: ['trade'], from: FROM, basis: 'x' },
      },
      {
        change: 'assignment.begun',
        id: 'g',
        assignment: { person: 'tb', cases: ['c'], from: FROM, basis: 'x' },
      },
    );
    const after = applyChanges(before, [ended, restored('2026-05-01')]);
    const last = '2026-03-01';
    expect(after.people['tb']).toEqual({
      kind: 'officer',
      unit: 'trade-window',
      from: FROM,
      suspensions: [{ from: TODAY, to: '2026-04-30' }],
    });
    expect(after.appointments['tb-trade-reviewer']?.to).toBe(last);
    expect(after.substitutions['s1']?.to).toBe(last);
    expect(after.substitutions['s2']?.to).toBe(last);
    expect(after.absences['a1']?.to).toBe(last);
    expect(after.portfolios['f']?.to).toBe(last);
    expect(after.assignments['g']?.to).toBe(last);
    expect(after.appointments['tc-trade-reviewer']?.to).toBeUndefined();
    expect(before.appointments['tb-trade-reviewer']?.to).toBeUndefined();
  });

  it('who are suspended sooner than was planned have one suspension, not two', () => {
    const planned: OrganisationChange = { ...suspended, on: day('2026-05-01') };
    const after = applyChanges(town(), [planned, suspended]);
    expect(after.people['tb']?.suspensions).toEqual([{ from: TODAY }]);
    const again = applyChanges(town(), [suspended, restored('2026-03-05'), planned]);
    expect(again.people['tb']?.suspensions).toEqual([
      { from: TODAY, to: '2026-03-04' },
      { from: '2026-05-01' },
    ]);
  });

  it('keep the day on which they are to leave when a suspension is lifted', () => {
    const changes = [{ ...ended, on: on('2027-01-01') }, suspended, restored('2026-04-01')];
    expect(codes(changes)).toEqual([]);
    expect(applyChanges(town(), changes).people['tb']).toMatchObject({
      to: '2026-12-31',
      suspensions: [{ from: TODAY, to: '2026-03-31' }],
    });
  });

  it('who are administrators do not end as of a day that is over', () => {
    const office = town(administer('r', 'free', 'audit', FROM));
    const leave = (text: string): OrganisationChange => ({
      change: 'person.ended',
      id: 'free',
      on: day(text),
    });
    expect(codes([leave('2026-03-01')], office)).toEqual(['backdated']);
    expect(codes([leave('2026-03-02')], office)).toEqual([]);
  });
});

describe('a list of changes', () => {
  it('is checked in order, each on top of those before it', () => {
    const list = [putUnit('a', {}), putPost('p', 'a'), putPerson('x', 'a'), appoint('x', 'p')];
    expect(codes(list)).toEqual([]);
    expect(codes(list.toReversed())).toEqual([
      'unknown-post',
      'unknown-person',
      'unknown-unit',
      'unknown-unit',
    ]);
  });

  it('reports everything at once, each with its place, words in both languages and a basis', () => {
    const list = [
      putUnit('a', {}),
      appoint('nobody', 'nothing', { from: TODAY, to: FROM }),
      putUnit('b', { parent: 'c' }),
      { change: 'case.unsealed', case: 'k', by: 'mei', on: TODAY } as const,
    ];
    const conflicts = checkChanges(town(), list, TODAY);
    expect(conflicts.map(({ index, code }) => [index, code])).toEqual([
      [1, 'period-reversed'],
      [1, 'unknown-post'],
      [1, 'unknown-person'],
      [2, 'unknown-unit'],
      [3, 'not-sealed'],
    ]);
    for (const { say, basis } of conflicts) {
      expect(say.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(say.en).toMatch(/^[^\u4e00-\u9fff]+$/);
      expect(basis.length).toBeGreaterThan(0);
    }
  });

  it('reports a mistake in a unit once, not for everything in it', () => {
    const list = [
      putUnit('a', { parent: 'typo' }),
      putPost('p', 'a'),
      putPerson('x', 'a'),
      appoint('x', 'p'),
    ];
    expect(codes(list)).toEqual(['unknown-unit']);
    expect(codes([putPost('p', 'typo'), appoint('free', 'p')])).toEqual(['unknown-unit']);
  });

  it('does not count what is refused, so that it can be tried again', () => {
    const list = [appoint('free', 'nothing', {}, 'x'), appoint('free', 'supervisor', {}, 'x')];
    expect(codes(list)).toEqual(['unknown-post']);
  });

  it('never uses an id twice', () => {
    expect(codes([appoint('free', 'supervisor', {}, 'mei-mayor')])).toEqual(['id-used']);
    expect(codes([end('mei-mayor'), appoint('free', 'mayor', {}, 'mei-mayor')])).toEqual(['id-used']);
  });

  it('does not change what it is given', () => {
    const before = town();
    const text = JSON.stringify(before);
    checkChanges(before, [putUnit('a', {}), { change: 'person.ended', id: 'tb', on: TODAY }], TODAY);
    expect(JSON.stringify(before)).toBe(text);
    expect(codes([], emptyOrganisation('x'))).toEqual([]);
  });
});
