import { describe, expect, it } from '@jest/globals';
import { capacitiesOf } from '../../../src/engine/organisation/capacities.js';
import type { CasePlace } from '../../../src/engine/organisation/capacity.js';
import { holdersOf } from '../../../src/engine/organisation/holders.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import { indexOrganisation } from '../../../src/engine/organisation/organisation-index.js';
import { personFacts } from '../../../src/engine/organisation/person-facts.js';
import { reachOf } from '../../../src/engine/organisation/reach.js';
import { absent, administer, appoint, day, FROM, putUnit, substitute, TODAY, town } from './town.js';

const LICENCE_AT_TRADE: CasePlace = { unit: 'trade-window', procedure: 'licence', caseId: 'k1', on: TODAY };
const at = (unit: string, procedure = 'licence', text: string = TODAY): CasePlace => ({
  unit,
  procedure,
  caseId: 'k1',
  on: day(text),
});

/** `post@unit` of what serves, `(post@unit)` of what does not; deputies with `<principal`, `!` out of scope. */
function seen(
  person: string,
  place: CasePlace,
  ...changes: readonly OrganisationChange[]
): readonly string[] {
  return capacitiesOf(indexOrganisation(town(...changes)), person, place).map((capacity) => {
    const { post, unit, serves, deputy } = capacity;
    const words = serves ? `${post}@${unit}` : `(${post}@${unit})`;
    return deputy ? `${words}<${deputy.principal.person}${deputy.inScope ? '' : '!'}` : words;
  });
}

describe('own posts', () => {
  it('serve the cases of the organ and of all units below it', () => {
    expect(seen('tb', at('trade-window'))).toEqual(['reviewer@trade-window']);
    expect(seen('tb', at('trade'))).toEqual(['reviewer@trade-window']);
    expect(seen('mei', at('trade-window'))).toEqual(['governmentHead@gov']);
    expect(seen('su', at('water-section'))).toEqual(['supervisor@gov']);
  });

  it('do not serve the cases of another organ or of the one above', () => {
    expect(seen('tb', at('water'))).toEqual(['(reviewer@trade-window)']);
    expect(seen('ta', at('gov'))).toEqual(['(head@trade)']);
    expect(seen('tb', at('nowhere'))).toEqual(['(reviewer@trade-window)']);
  });

  it('come by the id of the post, each with its rank and its procedures', () => {
    expect(seen('tc', LICENCE_AT_TRADE)).toEqual(['window@trade-window', 'reviewer@trade-window']);
    expect(seen('tc', at('trade', 'notice'))).toEqual(['(window@trade-window)', 'reviewer@trade-window']);
    const [mayor] = capacitiesOf(indexOrganisation(town()), 'mei', LICENCE_AT_TRADE);
    expect(mayor).toEqual({ post: 'governmentHead', unit: 'gov', rank: 'government-head', serves: true });
  });

  it('serve what their unit is given to serve instead of the organ', () => {
    expect(seen('ex', at('water-section'))).toEqual(['expert@experts']);
    expect(seen('ex', at('trade'))).toEqual(['(expert@experts)']);
  });

  it('that go by portfolio serve the portfolio alone, as long as it lasts', () => {
    expect(seen('vi', at('trade-window'))).toEqual(['leader@gov']);
    expect(seen('vi', at('water'))).toEqual(['(leader@gov)']);
    const ended: OrganisationChange = { change: 'portfolio.ended', id: 'vi-trade', on: TODAY };
    expect(seen('vi', at('trade-window'), ended)).toEqual(['(leader@gov)']);
  });

  it('serve nothing when their unit lies below no organ', () => {
    const loose = [putUnit('loose', {}), { ...appoint('free', 'p'), id: 'x' }] as const;
    const post: OrganisationChange = {
      change: 'post.put',
      id: 'p',
      post: { title: 'p', unit: 'loose', fills: 'p', from: FROM },
    };
    expect(seen('free', at('loose'), loose[0], post, loose[1])).toEqual(['(p@loose)']);
  });

  it('go on serving the cases that a dissolved unit leaves', () => {
    const changes: readonly OrganisationChange[] = [
      putUnit('old', { parent: 'trade', procedures: ['licence'] }),
      { change: 'unit.retired', id: 'old', on: TODAY },
    ];
    expect(seen('tb', at('old'), ...changes)).toEqual(['reviewer@trade-window']);
  });

  it('begin and end with the appointment, to the day', () => {
    const term = appoint('free', 'supervisor', { from: day('2026-03-02'), to: day('2026-03-04') });
    expect(seen('free', at('gov', 'licence', '2026-03-01'), term)).toEqual([]);
    expect(seen('free', at('gov', 'licence', '2026-03-02'), term)).toEqual(['supervisor@gov']);
    expect(seen('free', at('gov', 'licence', '2026-03-04'), term)).toEqual(['supervisor@gov']);
    expect(seen('free', at('gov', 'licence', '2026-03-05'), term)).toEqual([]);
  });

  it('are gone on the day of withdrawal, suspension or departure, and back on that of restoration', () => {
    const gone: readonly OrganisationChange[] = [
      { change: 'appointment.ended', id: 'tb-trade-reviewer', on: TODAY },
      { change: 'person.suspended', id: 'tb', on: TODAY },
      { change: 'person.ended', id: 'tb', on: TODAY },
    ];
    for (const change of gone) {
      expect(seen('tb', at('trade', 'licence', '2026-03-01'), change)).toEqual(['reviewer@trade-window']);
      expect(seen('tb', at('trade'), change)).toEqual([]);
      expect(holdersOf(indexOrganisation(town(change)), 'reviewer', at('trade'))).toEqual(['tc']);
      expect(reachOf(indexOrganisation(town(change)), 'tb', TODAY)).toEqual([]);
    }
    const back: OrganisationChange = { change: 'person.restored', id: 'tb', on: day('2026-03-05') };
    const suspended: OrganisationChange = { change: 'person.suspended', id: 'tb', on: TODAY };
    expect(seen('tb', at('trade', 'licence', '2026-03-04'), suspended, back)).toEqual([]);
    expect(seen('tb', at('trade', 'licence', '2026-03-05'), suspended, back)).toEqual([
      'reviewer@trade-window',
    ]);
  });

  it('stay with a person who is away', () => {
    expect(seen('tb', at('trade'), absent('a', 'tb', TODAY))).toEqual(['reviewer@trade-window']);
  });

  it('are none for somebody who is not known', () => {
    expect(seen('nobody', at('trade'))).toEqual([]);
    expect(seen('constructor', at('trade'))).toEqual([]);
  });
});

describe('deputies', () => {
  const standing = substitute('s', 'tb', 'ta', { kind: 'standing' });
  const leave = substitute('s', 'tb', 'ta', { from: TODAY, to: day('2026-03-10') });

  it('under AB岗 act while the principal is away and they are not', () => {
    expect(seen('ta', at('trade'), standing)).toEqual(['head@trade']);
    const away = absent('a', 'tb', TODAY, day('2026-03-03'));
    expect(seen('ta', at('trade'), standing, away)).toEqual(['head@trade', 'reviewer@trade-window<tb']);
    expect(seen('ta', at('trade', 'licence', '2026-03-04'), standing, away)).toEqual(['head@trade']);
    expect(seen('ta', at('trade'), standing, away, absent('b', 'ta', TODAY))).toEqual(['head@trade']);
  });

  it('by 离岗委托 act on every day of its period, away or not', () => {
    expect(seen('ta', at('trade'), leave)).toEqual(['head@trade', 'reviewer@trade-window<tb']);
    expect(seen('ta', at('trade', 'licence', '2026-03-01'), leave)).toEqual(['head@trade']);
    expect(seen('ta', at('trade', 'licence', '2026-03-11'), leave)).toEqual(['head@trade']);
    expect(seen('ta', at('trade'), leave, absent('b', 'ta', TODAY))).toContain('reviewer@trade-window<tb');
  });

  it('are told for whom, by what, and for which acts', () => {
    const index = indexOrganisation(
      town(substitute('s', 'tc', 'tb', { acts: ['accept'], procedures: ['notice'] })),
    );
    expect(capacitiesOf(index, 'tb', LICENCE_AT_TRADE).at(-1)).toEqual({
      post: 'reviewer',
      unit: 'trade-window',
      serves: true,
      deputy: {
        principal: { person: 'tc', standing: 'active', kind: 'officer', administrator: [] },
        substitution: 's',
        acts: ['accept'],
        inScope: false,
      },
    });
  });

  it('act in the posts that are lent, no others', () => {
    const all = substitute('s', 'tc', 'tb');
    expect(seen('tb', at('trade'), all)).toEqual([
      'reviewer@trade-window',
      'window@trade-window<tc',
      'reviewer@trade-window<tc',
    ]);
    const one = substitute('s', 'tc', 'tb', { posts: ['trade-clerk'] });
    expect(seen('tb', at('trade'), one)).toEqual(['reviewer@trade-window', 'window@trade-window<tc']);
  });

  it('never act in what the principal himself has as a deputy', () => {
    const two = [substitute('s', 'tc', 'tb', { acts: ['a'] }), substitute('t', 'tb', 'ta', { acts: ['b'] })];
    expect(seen('ta', at('trade'), ...two)).toEqual(['head@trade', 'reviewer@trade-window<tb']);
  });

  it('serve the principal’s portfolio, not their own', () => {
    const mine: OrganisationChange = {
      change: 'portfolio.begun',
      id: 'su-water',
      portfolio: { person: 'su', units: ['water'], from: FROM, basis: 'x' },
    };
    const lent = substitute('s', 'vi', 'su');
    expect(seen('su', at('trade'), mine, lent)).toEqual(['supervisor@gov', 'leader@gov<vi']);
    expect(seen('su', at('water'), mine, lent)).toEqual(['supervisor@gov', '(leader@gov)<vi']);
  });

  it('lose it the day on which the principal loses his post, his standing, or the substitution ends', () => {
    const ends: readonly OrganisationChange[] = [
      { change: 'appointment.ended', id: 'tb-trade-reviewer', on: TODAY },
      { change: 'person.suspended', id: 'tb', on: TODAY },
      { change: 'person.ended', id: 'tb', on: TODAY },
      { change: 'substitution.ended', id: 's', on: TODAY },
    ];
    for (const change of ends) {
      expect(seen('ta', at('trade'), substitute('s', 'tb', 'ta'), change)).toEqual(['head@trade']);
      const index = indexOrganisation(town(substitute('s', 'tb', 'ta'), change));
      expect(holdersOf(index, 'reviewer', at('trade'))).not.toContain('ta');
    }
  });
});

describe('auditors', () => {
  const assign = (assignment: object, id = 'g'): OrganisationChange => ({
    change: 'assignment.begun',
    id,
    assignment: { person: 'au', from: TODAY, to: day('2026-03-31'), basis: '审计通知书', ...assignment },
  });

  it('serve what an assignment in force names, and nothing else', () => {
    expect(seen('au', at('trade'))).toEqual(['(auditor@audit-office)']);
    expect(seen('au', at('trade-window'), assign({ units: ['trade'] }))).toEqual(['auditor@audit-office']);
    expect(seen('au', at('water'), assign({ units: ['trade'] }))).toEqual(['(auditor@audit-office)']);
    expect(seen('au', at('water'), assign({ procedures: ['licence'] }))).toEqual(['auditor@audit-office']);
    expect(seen('au', at('nowhere'), assign({ procedures: ['licence'] }))).toEqual(['auditor@audit-office']);
    expect(seen('au', at('water', 'notice'), assign({ procedures: ['licence'] }))).toEqual([
      '(auditor@audit-office)',
    ]);
    expect(seen('au', at('water'), assign({ cases: ['k1'] }))).toEqual(['auditor@audit-office']);
    expect(seen('au', at('water'), assign({ cases: ['k2'] }))).toEqual(['(auditor@audit-office)']);
    expect(seen('au', at('trade', 'licence', '2026-04-01'), assign({ units: ['trade'] }))).toEqual([
      '(auditor@audit-office)',
    ]);
  });

  it('with units and procedures serve these procedures in these units, and the listed cases besides', () => {
    const both = assign({ units: ['trade'], procedures: ['notice'], cases: ['k1'] });
    expect(seen('au', { ...at('trade', 'notice'), caseId: 'k9' }, both)).toEqual(['auditor@audit-office']);
    expect(seen('au', { ...at('trade', 'licence'), caseId: 'k9' }, both)).toEqual(['(auditor@audit-office)']);
    expect(seen('au', { ...at('water', 'notice'), caseId: 'k9' }, both)).toEqual(['(auditor@audit-office)']);
    expect(seen('au', { ...at('water', 'licence'), caseId: 'k1' }, both)).toEqual(['auditor@audit-office']);
    expect(reachOf(indexOrganisation(town(both)), 'au', TODAY)).toEqual([
      { post: 'auditor', units: ['trade', 'trade-window'], procedures: ['notice'] },
      { post: 'auditor', cases: ['k1'], procedures: ['licence', 'notice'] },
    ]);
  });

  it('need the post, not only the assignment, and nobody stands in for them', () => {
    const forFree = assign({ person: 'free', units: ['gov'] });
    expect(seen('free', at('trade'), forFree)).toEqual([]);
    const lent = substitute('s', 'au', 'su');
    expect(seen('su', at('trade'), assign({ units: ['gov'] }), lent)).toEqual(['supervisor@gov']);
    expect(
      holdersOf(indexOrganisation(town(assign({ units: ['gov'] }), lent)), 'auditor', at('trade')),
    ).toEqual(['au']);
  });
});

describe('reach', () => {
  it('lists all units served, procedures cut to those of post and substitution', () => {
    const index = indexOrganisation(
      town(substitute('s', 'tc', 'tb', { procedures: ['notice'], acts: ['accept'] })),
    );
    const units = ['trade', 'trade-window'];
    expect(reachOf(index, 'tc', TODAY)).toEqual([
      { post: 'window', units, procedures: ['licence'] },
      { post: 'reviewer', units },
    ]);
    expect(reachOf(index, 'tb', TODAY)).toEqual([
      { post: 'reviewer', units },
      {
        ...{ post: 'reviewer', units, procedures: ['notice'] },
        deputy: { principal: 'tc', substitution: 's', acts: ['accept'] },
      },
    ]);
    expect(reachOf(index, 'mei', TODAY)[0]).toMatchObject({
      post: 'governmentHead',
      rank: 'government-head',
    });
    expect(reachOf(index, 'mei', TODAY)[0]?.units).toHaveLength(6);
  });

  it('is empty without portfolio or assignment', () => {
    const index = indexOrganisation(town({ change: 'portfolio.ended', id: 'vi-trade', on: TODAY }));
    expect(reachOf(index, 'vi', TODAY)).toEqual([]);
    expect(reachOf(index, 'au', TODAY)).toEqual([]);
    expect(reachOf(index, 'nobody', TODAY)).toEqual([]);
  });
});

describe('holders', () => {
  it('are those who hold the post for the case, and their deputies that day', () => {
    const index = indexOrganisation(town(substitute('s', 'tb', 'ta', { procedures: ['licence'] })));
    expect(holdersOf(index, 'reviewer', at('trade'))).toEqual(['ta', 'tb', 'tc']);
    expect(holdersOf(index, 'reviewer', at('trade', 'notice'))).toEqual(['tb', 'tc']);
    expect(holdersOf(index, 'reviewer', at('water'))).toEqual(['wb']);
    expect(holdersOf(index, 'leader', at('trade-window'))).toEqual(['vi']);
    expect(holdersOf(index, 'leader', at('water'))).toEqual([]);
    expect(holdersOf(index, 'expert', at('water-section'))).toEqual(['ex']);
    expect(holdersOf(index, 'nobody', at('water'))).toEqual([]);
  });
});

describe('a person', () => {
  it('is active, suspended or ended on a day, of a kind, perhaps an administrator', () => {
    const index = indexOrganisation(
      town(
        administer('a', 'free', 'audit', day('2026-03-05')),
        { change: 'person.suspended', id: 'tb', on: TODAY },
        { change: 'person.ended', id: 'tc', on: TODAY },
      ),
    );
    const facts = (person: string, text: string) => personFacts(index, person, day(text));
    expect(facts('free', '2026-03-04')).toEqual({
      person: 'free',
      standing: 'active',
      kind: 'officer',
      administrator: [],
    });
    expect(facts('free', '2026-03-05')?.administrator).toEqual(['audit']);
    expect(facts('ex', '2026-03-05')?.kind).toBe('expert');
    expect(facts('tb', '2026-03-01')?.standing).toBe('active');
    expect(facts('tb', '2026-03-02')?.standing).toBe('suspended');
    expect(facts('tc', '2026-03-01')?.standing).toBe('active');
    expect(facts('tc', '2026-03-02')?.standing).toBe('ended');
    expect(facts('tc', '2025-12-31')?.standing).toBe('ended');
    expect(facts('p-1', '2026-03-02')).toBeUndefined();
    expect(facts('__proto__', '2026-03-02')).toBeUndefined();
  });
});
