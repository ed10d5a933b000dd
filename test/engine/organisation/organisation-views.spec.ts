import { describe, expect, it } from '@jest/globals';
import { Defect } from '../../../src/engine/defect.js';
import {
  barredCases,
  isSealed,
  recusedFrom,
  sealedCases,
} from '../../../src/engine/organisation/case-bars.js';
import { classesOf, classOf } from '../../../src/engine/organisation/change-class.js';
import { concernedBy } from '../../../src/engine/organisation/concerned-by.js';
import { applyChange, applyChanges } from '../../../src/engine/organisation/evolve-organisation.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import { indexOrganisation } from '../../../src/engine/organisation/organisation-index.js';
import { emptyOrganisation } from '../../../src/engine/organisation/organisation.js';
import { organisationOn } from '../../../src/engine/organisation/snapshot-as-of.js';
import { ancestorsOf, competentUnits, organOf, subtreeOf } from '../../../src/engine/organisation/units.js';
import {
  absent,
  administer,
  appoint,
  day,
  FROM,
  putPerson,
  putPost,
  putUnit,
  substitute,
  TODAY,
  TOWN,
  town,
} from './town.js';

describe('a broken stream', () => {
  const broken: readonly (readonly [string, readonly OrganisationChange[]])[] = [
    ['a unit below an unknown one', [putUnit('a', { parent: 'x' })]],
    ['a unit below itself', [putUnit('a', {}), putUnit('b', { parent: 'a' }), putUnit('a', { parent: 'b' })]],
    ['an id twice', [appoint('a', 'p'), appoint('a', 'p')]],
    ['the end of what never began', [{ change: 'absence.ended', id: 'x', on: TODAY }]],
    ['the suspension of nobody', [{ change: 'person.suspended', id: 'x', on: TODAY }]],
    [
      'the restoration of somebody in service',
      [putPerson('x'), { change: 'person.restored', id: 'x', on: TODAY }],
    ],
    ['the decision of nothing', [{ change: 'recusal.decided', id: 'x', ordered: true, by: 'y', on: TODAY }]],
    ['the lifting of no seal', [{ change: 'case.unsealed', case: 'x', by: 'y', on: TODAY }]],
    ['the settling of no proposal', [{ change: 'proposal.settled', id: 'x' }]],
    ['the retirement of no unit', [{ change: 'unit.retired', id: 'constructor', on: TODAY }]],
    ['the retirement of no post', [{ change: 'post.retired', id: 'x', on: TODAY }]],
  ];
  it.each(broken)('%s is a defect', (_what, changes) => {
    expect(() => applyChanges(emptyOrganisation('x'), changes)).toThrow(Defect);
  });

  it('is the same whether folded one by one or at once', () => {
    const one = TOWN.reduce(applyChange, emptyOrganisation('town'));
    expect(one).toEqual(applyChanges(emptyOrganisation('town'), TOWN));
    expect(applyChange(one, { change: 'authority.named', authority: '市政府' }).authority).toBe('市政府');
  });
});

describe('units', () => {
  const index = indexOrganisation(
    town(putUnit('later', { from: day('2026-05-01'), parent: 'gov', procedures: ['licence', 'licence'] })),
  );

  it('know what lies above and below them, and their organ', () => {
    expect(ancestorsOf(index, 'trade-window')).toEqual(['trade-window', 'trade', 'gov']);
    expect(subtreeOf(index, 'gov').toSorted()).toEqual([
      'audit-office',
      'gov',
      'later',
      'trade',
      'trade-window',
      'water',
      'water-section',
    ]);
    expect(subtreeOf(index, 'water-section')).toEqual(['water-section']);
    expect(organOf(index, 'trade-window')).toBe('trade');
    expect(organOf(index, 'audit-office')).toBe('gov');
    expect(organOf(index, 'experts')).toBeUndefined();
    expect([ancestorsOf(index, 'x'), subtreeOf(index, 'x'), organOf(index, 'x')]).toEqual([
      [],
      [],
      undefined,
    ]);
  });

  it('are competent for procedures while they are in force', () => {
    expect(competentUnits(index, 'licence', TODAY)).toEqual(['trade', 'trade-window', 'water']);
    expect(competentUnits(index, 'licence', day('2026-05-01'))).toEqual([
      'later',
      'trade',
      'trade-window',
      'water',
    ]);
    expect(competentUnits(index, 'licence', day('2025-12-31'))).toEqual([]);
    expect(competentUnits(index, 'nothing', TODAY)).toEqual([]);
  });
});

describe('bars', () => {
  const raise = (
    change: 'recusal.declared' | 'recusal.requested',
    id: string,
    person: string,
    caseId: string,
  ): OrganisationChange => ({
    change,
    id,
    person,
    case: caseId,
    by: person,
    on: TODAY,
  });
  const decide = (id: string, ordered: boolean): OrganisationChange => ({
    change: 'recusal.decided',
    id,
    ordered,
    by: 'mei',
    on: TODAY,
  });

  it('hold who declared, whose recusal was ordered, and who is asked to when the rule says so', () => {
    const index = indexOrganisation(
      town(
        raise('recusal.declared', '1', 'tb', 'k'),
        raise('recusal.requested', '2', 'tc', 'k'),
        raise('recusal.requested', '3', 'ta', 'k'),
        decide('3', true),
        raise('recusal.declared', '4', 'wa', 'k'),
        decide('4', false),
        raise('recusal.requested', '5', 'tb', 'm'),
      ),
    );
    expect(recusedFrom(index, 'k', { requestBars: false })).toEqual(['ta', 'tb']);
    expect(recusedFrom(index, 'k', { requestBars: true })).toEqual(['ta', 'tb', 'tc']);
    expect(recusedFrom(index, 'other', { requestBars: true })).toEqual([]);
    expect(barredCases(index, 'tb', { requestBars: false })).toEqual(['k']);
    expect(barredCases(index, 'tb', { requestBars: true })).toEqual(['k', 'm']);
    expect(barredCases(index, 'wa', { requestBars: true })).toEqual([]);
  });

  it('hold everybody from a sealed case until the seal is lifted', () => {
    const seal = (caseId: string): OrganisationChange => ({
      change: 'case.sealed',
      case: caseId,
      by: 'mei',
      on: TODAY,
      basis: 'x',
    });
    const sealed = town(seal('k'), seal('m'), { change: 'case.unsealed', case: 'm', by: 'mei', on: TODAY });
    const index = indexOrganisation(sealed);
    expect([isSealed(index, 'k'), isSealed(index, 'm'), isSealed(index, 'toString')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(sealedCases(index)).toEqual(['k']);
    expect(sealedCases(indexOrganisation(applyChange(sealed, seal('m'))))).toEqual(['k', 'm']);
  });
});

describe('the class of a change', () => {
  const trade = { parent: 'gov', organ: true, procedures: ['licence'] };
  const rows: readonly (readonly [string, OrganisationChange, string])[] = [
    ['a new unit', putUnit('new', { parent: 'gov' }), 'structure'],
    [
      'a new unit with procedures under people in post',
      putUnit('new', { parent: 'trade', procedures: ['x'] }),
      'grant',
    ],
    [
      'a new unit with procedures where nobody holds a post',
      putUnit('new', { procedures: ['x'] }),
      'structure',
    ],
    ['a new title', putUnit('trade', { ...trade, title: '商务局' }), 'structure'],
    ['another parent', putUnit('trade', { organ: true, procedures: ['licence'] }), 'grant'],
    ['another procedure', putUnit('trade', { ...trade, procedures: ['licence', 'x'] }), 'grant'],
    [
      'the same procedures in another order',
      putUnit('trade-window', { parent: 'trade', procedures: ['notice', 'licence'] }),
      'structure',
    ],
    ['no organ any more', putUnit('trade', { ...trade, organ: false }), 'grant'],
    ['other units to serve', putUnit('experts', { serves: ['trade'] }), 'grant'],
    ['an empty unit moved below others', putUnit('loose', { parent: 'water' }), 'grant'],
    ['an empty unit moved out of reach', putUnit('inner', { parent: 'loose' }), 'grant'],
    ['an empty unit where nobody holds a post', putUnit('loose', { procedures: ['x'] }), 'structure'],
    ['a new post', putPost('new', 'gov'), 'structure'],
    [
      'a new title of a held post',
      putPost('mayor', 'gov', { title: 'x', fills: 'governmentHead', rank: 'government-head' }),
      'structure',
    ],
    ['another word of a held post', putPost('supervisor', 'gov', { fills: 'head' }), 'grant'],
    ['a rank for a held post', putPost('supervisor', 'gov', { rank: 'organ-head' }), 'grant'],
    ['another unit of a held post', putPost('supervisor', 'trade'), 'grant'],
    ['all procedures for a held post', putPost('trade-clerk', 'trade-window', { fills: 'window' }), 'grant'],
    ['no portfolio for a held post', putPost('vice-mayor', 'gov', { fills: 'leader' }), 'grant'],
    ['another word of a post that nobody holds', putPost('empty', 'gov', { fills: 'head' }), 'structure'],
    ['a person', putPerson('new'), 'structure'],
    ['an appointment', appoint('free', 'mayor'), 'grant'],
    ['an administrator', administer('a', 'free', 'audit', TODAY), 'grant'],
    ['the end of a person', { change: 'person.ended', id: 'tb', on: TODAY }, 'withdrawal'],
    ['the end of an appointment', { change: 'appointment.ended', id: 'mei-mayor', on: TODAY }, 'withdrawal'],
    ['a suspension', { change: 'person.suspended', id: 'tb', on: TODAY }, 'withdrawal'],
    ['a substitution', substitute('s', 'tb', 'tc'), 'own'],
    ['an absence', absent('a', 'tb', TODAY), 'own'],
    ['a seal', { change: 'case.sealed', case: 'k', by: 'mei', on: TODAY, basis: 'x' }, 'seal'],
    ['a proposal', { change: 'proposal.settled', id: 'p' }, 'proposal'],
  ];
  const before = town(putUnit('loose', {}), putUnit('inner', { parent: 'trade' }), putPost('empty', 'gov'));
  it.each(rows)('%s', (_what, change, expected) => {
    expect(classOf(change, before, TODAY)).toBe(expected);
  });

  it('is judged on top of the changes before it', () => {
    const list = [
      putPost('empty', 'gov', { fills: 'head' }),
      appoint('free', 'empty'),
      putPost('empty', 'gov', { fills: 'supervisor' }),
      { change: 'appointment.ended', id: 'free-empty', on: TODAY } as const,
      putPost('empty', 'gov', { fills: 'head' }),
    ];
    expect(classesOf(before, list, TODAY)).toEqual([
      'structure',
      'grant',
      'grant',
      'withdrawal',
      'structure',
    ]);
  });

  it('comes with the people concerned', () => {
    const office = town(substitute('s', 'tb', 'tc', { kind: 'standing' }), absent('away', 'wa', TODAY));
    const concerned = (change: OrganisationChange) => concernedBy(change, office, TODAY);
    expect(concerned(appoint('free', 'mayor'))).toEqual(['free']);
    expect(concerned(substitute('t', 'ta', 'tb'))).toEqual(['ta', 'tb']);
    expect(concerned({ change: 'substitution.ended', id: 's', on: TODAY })).toEqual(['tb', 'tc']);
    expect(concerned({ change: 'absence.ended', id: 'away', on: TODAY })).toEqual(['wa']);
    expect(concerned({ change: 'appointment.ended', id: 'mei-mayor', on: TODAY })).toEqual(['mei']);
    expect(concerned({ change: 'appointment.ended', id: 'unknown', on: TODAY })).toEqual([]);
    expect(concerned({ change: 'person.restored', id: 'tb', on: TODAY })).toEqual(['tb']);
    expect(concerned(putPost('trade-reviewer', 'trade', { fills: 'reviewer' }))).toEqual(['tb', 'tc']);
    expect(concerned(putPost('water-head', 'water', { fills: 'head' }))).toEqual(['wa']);
    expect(concerned(putUnit('trade', { organ: true }))).toEqual(['au', 'mei', 'su', 'ta', 'tb', 'tc', 'vi']);
    expect(concerned({ change: 'authority.named', authority: 'x' })).toEqual([]);
  });
});

describe('the organisation as of a day', () => {
  const office = town(
    putUnit('office', { parent: 'gov', from: day('2026-04-01') }),
    putPost('empty', 'trade', { rank: 'x', procedures: ['licence'] }),
    substitute('s', 'tb', 'ta', { kind: 'standing', procedures: ['licence'] }),
    absent('a', 'tb', TODAY, day('2026-03-05')),
    { change: 'person.suspended', id: 'wb', on: TODAY },
    { change: 'appointment.ended', id: 'su-supervisor', on: day('2026-04-01') },
    administer('r', 'free', 'system', day('2026-04-01')),
  );
  const view = organisationOn(office, TODAY);
  const trade = view.units.find(({ id }) => id === 'gov')?.units.find(({ id }) => id === 'trade');

  it('is a tree of units with their posts, holders and deputies', () => {
    expect(view).toMatchObject({ authority: 'town', on: TODAY });
    expect(view.units.map(({ id }) => id)).toEqual(['experts', 'gov']);
    expect(trade?.posts.map(({ id }) => id)).toEqual(['empty', 'trade-head']);
    expect(trade?.units[0]?.posts[1]).toEqual({
      ...{ id: 'trade-reviewer', title: 'trade-reviewer', fills: 'reviewer', byPortfolio: false },
      holders: [
        { person: 'tb', appointment: 'tb-trade-reviewer', since: FROM, standing: 'active', absent: true },
        { person: 'tc', appointment: 'tc-trade-reviewer', since: FROM, standing: 'active', absent: false },
      ],
      deputies: [
        { person: 'ta', principal: 'tb', substitution: 's', kind: 'standing', procedures: ['licence'] },
      ],
    });
    const vice = view.units.at(-1)?.posts.find(({ id }) => id === 'vice-mayor');
    expect(vice?.holders[0]?.portfolio).toEqual(['trade']);
  });

  it('names vacant posts: those that nobody holds or can use', () => {
    expect(view.vacant).toEqual(['empty', 'water-reviewer']);
    expect(organisationOn(office, day('2026-04-01')).vacant).toEqual([
      'empty',
      'supervisor',
      'water-reviewer',
    ]);
  });

  it('changes with the day', () => {
    const april = organisationOn(office, day('2026-04-01'), indexOrganisation(office));
    expect(april.units.at(-1)?.units.map(({ id }) => id)).toContain('office');
    expect(view.units.at(-1)?.units.map(({ id }) => id)).not.toContain('office');
    expect(view.substitutions.map(({ inEffect }) => inEffect)).toEqual([true]);
    expect(april.substitutions.map(({ inEffect }) => inEffect)).toEqual([false]);
    expect(view.administrators).toEqual([]);
    expect(april.administrators).toEqual([{ person: 'free', role: 'system' }]);
    expect(view.people.find(({ person }) => person === 'wb')?.standing).toBe('suspended');
    expect(organisationOn(office, day('2025-12-31'))).toMatchObject({ units: [], people: [], vacant: [] });
  });
});
