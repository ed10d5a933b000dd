import { describe, expect, it } from '@jest/globals';
import type {
  ConflictCode,
  OrganisationChange,
} from '../../../src/engine/organisation/organisation-change.js';
import { administer, appoint, codes, day, FROM, putPerson, substitute, TODAY, town } from './town.js';

type Rule = readonly [
  rule: string,
  changes: readonly OrganisationChange[],
  expected: readonly ConflictCode[],
];

const end = (id: string, text = '2026-03-02'): OrganisationChange => ({
  change: 'appointment.ended',
  id,
  on: day(text),
});
const endRole = (id: string, text = '2026-03-02'): OrganisationChange => ({
  change: 'administration.ended',
  id,
  on: day(text),
});
const endLeave = (id: string, text: string): OrganisationChange => ({
  change: 'substitution.ended',
  id,
  on: day(text),
});
const checked = (rules: readonly Rule[]): void =>
  it.each(rules)('%s', (_rule, changes, expected) => {
    expect(codes(changes)).toEqual(expected);
  });

describe('appointments, portfolios and assignments', () => {
  const march = { from: day('2026-03-01'), to: day('2026-03-31') };
  const april = { from: day('2026-04-01'), to: day('2026-04-30') };
  checked([
    ['two people may hold one post', [appoint('free', 'mayor')], []],
    ['a person may hold two posts', [appoint('tb', 'trade-clerk')], []],
    ['nobody holds a post twice at a time', [appoint('mei', 'mayor', march, 'again')], ['period-overlaps']],
    [
      'but again afterwards',
      [appoint('free', 'mayor', march, 'x'), appoint('free', 'mayor', april, 'y')],
      [],
    ],
    [
      'not with a day in common',
      [appoint('free', 'mayor', march, 'x'), appoint('free', 'mayor', { from: march.to }, 'y')],
      ['period-overlaps'],
    ],
    [
      'what ends today may begin anew today',
      [end('mei-mayor'), appoint('mei', 'mayor', { from: TODAY }, 'y')],
      [],
    ],
    [
      'not before the person came',
      [appoint('free', 'mayor', { from: day('2025-12-31') })],
      ['not-in-force', 'person-not-active'],
    ],
    ['an unknown appointment does not end', [end('x')], ['unknown-entry']],
    ['what has ended does not end again', [end('mei-mayor'), end('mei-mayor')], ['already-ended']],
    ['what is to end may end sooner', [end('mei-mayor', '2026-06-01'), end('mei-mayor', '2026-05-01')], []],
    ['but not later', [end('mei-mayor', '2026-05-01'), end('mei-mayor', '2026-06-01')], ['already-ended']],
    [
      'nor when it is over',
      [appoint('free', 'mayor', { to: day('2026-02-20') }, 'x'), end('x', '2026-02-10')],
      ['already-ended'],
    ],
    ['a day that is over may be the end of what still runs', [end('mei-mayor', '2026-02-10')], []],
    [
      'a portfolio names units',
      [
        {
          change: 'portfolio.begun',
          id: 'p',
          portfolio: { person: 'vi', units: [], from: FROM, basis: 'x' },
        },
      ],
      ['nothing-covered'],
    ],
    [
      'units that are there',
      [
        {
          change: 'portfolio.begun',
          id: 'p',
          portfolio: { person: 'vi', units: ['x'], from: FROM, basis: 'x' },
        },
      ],
      ['unknown-unit'],
    ],
    [
      'an assignment names something',
      [{ change: 'assignment.begun', id: 'p', assignment: { person: 'au', from: FROM, basis: 'x' } }],
      ['nothing-covered'],
    ],
    [
      'an auditor may be assigned',
      [
        {
          change: 'assignment.begun',
          id: 'p',
          assignment: { person: 'au', procedures: ['licence'], from: FROM, basis: 'x' },
        },
      ],
      [],
    ],
  ]);
});

describe('substitutions', () => {
  const later = { from: day('2026-05-01') };
  const march = { from: day('2026-03-02'), to: day('2026-03-31') };
  checked([
    ['an officer may stand in for another of his organ', [substitute('s', 'tb', 'tc')], []],
    ['not for himself', [substitute('s', 'tb', 'tb')], ['own-deputy']],
    ['not for one of another organ', [substitute('s', 'tb', 'wb')], ['deputy-of-other-organ']],
    [
      'the government is another organ than its bureau',
      [substitute('s', 'ta', 'free')],
      ['deputy-of-other-organ'],
    ],
    ['who holds a post in the organ may', [appoint('wb', 'trade-clerk'), substitute('s', 'tb', 'wb')], []],
    [
      'not for a post in yet another',
      [appoint('tb', 'supervisor'), substitute('s', 'tb', 'tc')],
      ['deputy-of-other-organ'],
    ],
    [
      'but for the one in his own',
      [appoint('tb', 'supervisor'), substitute('s', 'tb', 'tc', { posts: ['trade-reviewer'] })],
      [],
    ],
    [
      'an expert has no deputy and is none',
      [substitute('s', 'ex', 'tc'), substitute('t', 'tc', 'ex')],
      ['not-an-officer', 'deputy-of-other-organ', 'not-an-officer', 'deputy-of-other-organ'],
    ],
    [
      'nobody suspended',
      [{ change: 'person.suspended', id: 'tc', on: TODAY }, substitute('s', 'tb', 'tc')],
      ['person-not-active'],
    ],
    [
      'nobody who has left',
      [{ change: 'person.ended', id: 'tb', on: TODAY }, substitute('s', 'tb', 'tc')],
      ['person-not-active'],
    ],
    ['nobody unknown', [substitute('s', 'x', 'tc')], ['unknown-person']],
    [
      'no administrator',
      [putPerson('r', 'trade'), administer('a', 'r', 'system', FROM), substitute('s', 'tb', 'r')],
      ['administrator-holds-post'],
    ],
    [
      'only posts that the principal holds',
      [substitute('s', 'tb', 'tc', { posts: ['trade-clerk'] })],
      ['substitution-gains-power'],
    ],
    ['his own are', [substitute('s', 'tc', 'tb', { posts: ['trade-clerk'] })], []],
    [
      'not what he holds for a part of the period',
      [
        end('tb-trade-reviewer', '2026-03-20'),
        substitute('s', 'tb', 'tc', { ...march, posts: ['trade-reviewer'] }),
      ],
      ['substitution-gains-power'],
    ],
    [
      'two appointments on end are one',
      [
        end('tb-trade-reviewer', '2026-03-20'),
        appoint('tb', 'trade-reviewer', { from: day('2026-03-20') }, 'next'),
        substitute('s', 'tb', 'tc', { ...march, posts: ['trade-reviewer'] }),
      ],
      [],
    ],
    [
      'a day between them is a day too many',
      [
        end('tb-trade-reviewer', '2026-03-20'),
        appoint('tb', 'trade-reviewer', { from: day('2026-03-21') }, 'next'),
        substitute('s', 'tb', 'tc', { ...march, posts: ['trade-reviewer'] }),
      ],
      ['substitution-gains-power'],
    ],
    [
      'nor a post that he fills as a deputy',
      [substitute('s', 'tc', 'tb', march), substitute('t', 'tb', 'ta', { ...later, posts: ['trade-clerk'] })],
      ['substitution-gains-power'],
    ],
    ['a list of posts is not empty', [substitute('s', 'tb', 'tc', { posts: [] })], ['nothing-covered']],
    [
      'a pair may stand in for each other (AB岗)',
      [substitute('s', 'tb', 'tc', { kind: 'standing' }), substitute('t', 'tc', 'tb', { kind: 'standing' })],
      [],
    ],
    [
      'but not delegate to each other',
      [substitute('s', 'tb', 'tc'), substitute('t', 'tc', 'tb')],
      ['substitution-cycle'],
    ],
    [
      'not even for different procedures',
      [
        substitute('s', 'tb', 'tc', { procedures: ['licence'] }),
        substitute('t', 'tc', 'tb', { procedures: ['notice'] }),
      ],
      ['substitution-cycle'],
    ],
    [
      'one after the other is no circle',
      [substitute('s', 'tb', 'tc', march), substitute('t', 'tc', 'tb', { from: day('2026-04-01') })],
      [],
    ],
    [
      'a deputy does not pass it on',
      [substitute('s', 'tb', 'tc'), substitute('t', 'tc', 'ta')],
      ['substitution-chain'],
    ],
    ['in whatever order', [substitute('t', 'tc', 'ta'), substitute('s', 'tb', 'tc')], ['substitution-chain']],
    [
      'other acts are no chain',
      [substitute('s', 'tb', 'tc', { acts: ['accept'] }), substitute('t', 'tc', 'ta', { acts: ['decide'] })],
      [],
    ],
    [
      'a circle of three is one',
      [
        substitute('s', 'tb', 'tc', { acts: ['a'] }),
        substitute('t', 'tc', 'ta', { acts: ['b'] }),
        substitute('u', 'ta', 'tb', { acts: ['c'] }),
      ],
      ['substitution-cycle'],
    ],
    [
      'not when its parts never meet',
      [
        substitute('s', 'tb', 'tc', { acts: ['a'], ...march }),
        substitute('t', 'tc', 'ta', { acts: ['b'], from: day('2026-04-01'), to: day('2026-04-30') }),
        substitute('u', 'ta', 'tb', { acts: ['c'] }),
      ],
      [],
    ],
    [
      'one that meets on a single day',
      [
        substitute('s', 'tb', 'tc', { acts: ['a'], ...march }),
        substitute('t', 'tc', 'ta', { acts: ['b'], from: march.to, to: day('2026-04-30') }),
        substitute('u', 'ta', 'tb', { acts: ['c'] }),
      ],
      ['substitution-cycle'],
    ],
    [
      'AB岗 beside a delegation is lawful',
      [substitute('s', 'tb', 'tc'), substitute('t', 'tc', 'ta', { kind: 'standing' })],
      [],
    ],
    [
      'what has ended is over',
      [
        substitute('s', 'tb', 'tc'),
        endLeave('s', '2026-03-10'),
        substitute('t', 'tc', 'ta', { from: day('2026-03-10') }),
      ],
      [],
    ],
    [
      'who is a deputy does not move to another organ',
      [substitute('s', 'tb', 'tc'), putPerson('tc', 'water')],
      [],
    ],
    [
      'nor who holds no post there',
      [putPerson('x', 'trade'), substitute('s', 'tb', 'x'), putPerson('x', 'water')],
      ['deputy-of-other-organ'],
    ],
    [
      'within the organ he may',
      [putPerson('x', 'trade'), substitute('s', 'tb', 'x'), putPerson('x', 'trade-window')],
      [],
    ],
  ]);
});

describe('three administrators', () => {
  const begin = (id: string, role: 'system' | 'security' | 'audit', text: string, to?: string) =>
    administer(id, 'free', role, day(text), to === undefined ? undefined : day(to));
  checked([
    ['a person may be one', [begin('a', 'system', '2026-03-02')], []],
    [
      'not two',
      [begin('a', 'system', '2026-03-02'), begin('b', 'security', '2026-03-02')],
      ['administrators-exclude-each-other'],
    ],
    [
      'nor audit',
      [begin('a', 'audit', '2026-03-02'), begin('b', 'security', '2026-12-01')],
      ['administrators-exclude-each-other'],
    ],
    [
      'nor the same twice',
      [begin('a', 'system', '2026-03-02'), begin('b', 'system', '2026-03-02')],
      ['period-overlaps'],
    ],
    [
      'not one in the morning and another in the afternoon',
      [begin('a', 'audit', '2026-01-02'), endRole('a'), begin('b', 'security', '2026-03-02')],
      ['administrators-exclude-each-other'],
    ],
    [
      'the next day is another',
      [begin('a', 'audit', '2026-01-02'), endRole('a'), begin('b', 'security', '2026-03-03')],
      [],
    ],
    [
      'not on the day after a term',
      [begin('a', 'system', '2026-03-02', '2026-03-31'), begin('b', 'security', '2026-04-01')],
      ['administrators-exclude-each-other'],
    ],
    [
      'given and taken on one day still counts',
      [begin('a', 'audit', '2026-03-02'), endRole('a'), begin('b', 'security', '2026-03-02')],
      ['administrators-exclude-each-other'],
    ],
    [
      'a role does not end as of a day that is over',
      [begin('a', 'system', '2026-01-02'), endRole('a', '2026-03-01')],
      ['backdated'],
    ],
    [
      'nor is it given for the time before another',
      [begin('a', 'system', '2026-03-02'), begin('b', 'audit', '2026-01-05')],
      ['administrators-exclude-each-other'],
    ],
    [
      'not even for a time that ends the day before',
      [begin('a', 'system', '2026-03-02'), begin('b', 'audit', '2026-01-05', '2026-03-01')],
      ['administrators-exclude-each-other'],
    ],
    [
      'the last one who can give power back does not go',
      [begin('a', 'security', '2026-01-02'), endRole('a')],
      ['last-administrator'],
    ],
    [
      'nor is he suspended',
      [begin('a', 'system', '2026-01-02'), { change: 'person.suspended', id: 'free', on: TODAY }],
      ['last-administrator'],
    ],
    [
      'his successor lets him go, but not one who is suspended himself',
      [
        begin('a', 'system', '2026-01-02'),
        administer('b', 'spare', 'system', day('2026-01-02')),
        { change: 'person.suspended', id: 'spare', on: TODAY },
        endRole('a'),
      ],
      ['last-administrator'],
    ],
    [
      'his successor lets him go',
      [
        begin('a', 'system', '2026-01-02'),
        administer('b', 'spare', 'system', day('2026-01-02')),
        endRole('a'),
      ],
      [],
    ],
    ['nobody who holds a post', [administer('a', 'tb', 'system', TODAY)], ['administrator-holds-post']],
    [
      'nor on the day on which he loses it',
      [end('tb-trade-reviewer'), administer('a', 'tb', 'system', TODAY)],
      ['administrator-holds-post'],
    ],
    ['but on the next', [end('tb-trade-reviewer'), administer('a', 'tb', 'system', day('2026-03-03'))], []],
    [
      'an administrator gets no post',
      [begin('a', 'system', '2026-03-02'), appoint('free', 'mayor')],
      ['administrator-holds-post'],
    ],
    [
      'nor a portfolio',
      [
        begin('a', 'audit', '2026-03-02'),
        {
          change: 'portfolio.begun',
          id: 'p',
          portfolio: { person: 'free', units: ['gov'], from: FROM, basis: 'x' },
        },
      ],
      ['administrator-holds-post'],
    ],
    [
      'nor an audit assignment',
      [
        begin('a', 'audit', '2026-03-02'),
        {
          change: 'assignment.begun',
          id: 'p',
          assignment: { person: 'free', cases: ['k'], from: FROM, basis: 'x' },
        },
      ],
      ['administrator-holds-post'],
    ],
    [
      'nor deputies, nor is one',
      [begin('a', 'audit', '2026-03-02'), substitute('s', 'free', 'su'), substitute('t', 'su', 'free')],
      ['administrator-holds-post', 'administrator-holds-post'],
    ],
    [
      'nobody with a deputy becomes one',
      [substitute('s', 'free', 'su'), begin('a', 'audit', '2026-03-02')],
      ['administrator-holds-post'],
    ],
    [
      'nor is a deputy',
      [substitute('s', 'su', 'free'), begin('a', 'audit', '2026-03-02')],
      ['administrator-holds-post'],
    ],
    [
      'nobody suspended becomes one',
      [{ change: 'person.suspended', id: 'free', on: TODAY }, begin('a', 'audit', '2026-03-02')],
      ['person-not-active'],
    ],
    ['an unknown role does not end', [endRole('x')], ['unknown-entry']],
  ]);
});

describe('recusals, seals and proposals', () => {
  const raised = (
    change: 'recusal.declared' | 'recusal.requested',
    id: string,
    by: string,
    text = '2026-03-02',
  ): OrganisationChange => ({ change, id, person: 'tb', case: 'k', by, on: day(text) });
  const decided = (id: string, by: string, ordered = true): OrganisationChange => ({
    change: 'recusal.decided',
    id,
    ordered,
    by,
    on: TODAY,
  });
  const seal: OrganisationChange = {
    change: 'case.sealed',
    case: 'k',
    by: 'mei',
    on: TODAY,
    basis: '封存决定',
  };
  const unseal: OrganisationChange = { change: 'case.unsealed', case: 'k', by: 'mei', on: TODAY };
  const proposal: OrganisationChange = {
    change: 'proposal.made',
    id: 'p',
    proposal: { by: 'free', on: TODAY, digest: 'd', changes: 1 },
  };
  const settled: OrganisationChange = { change: 'proposal.settled', id: 'p' };
  checked([
    ['a person declares his own', [raised('recusal.declared', 'r', 'tb')], []],
    ['nobody declares for another', [raised('recusal.declared', 'r', 'tc')], ['declared-for-another']],
    ['a member of the public may request one', [raised('recusal.requested', 'r', 'p-1')], []],
    [
      'one at a time',
      [raised('recusal.requested', 'r', 'p-1'), raised('recusal.declared', 's', 'tb')],
      ['recusal-pending'],
    ],
    [
      'none when it is ordered already',
      [raised('recusal.declared', 'r', 'tb'), decided('r', 'ta'), raised('recusal.requested', 's', 'p')],
      ['recusal-pending'],
    ],
    [
      'again when it was rejected',
      [
        raised('recusal.requested', 'r', 'p'),
        decided('r', 'ta', false),
        raised('recusal.requested', 's', 'p'),
      ],
      [],
    ],
    [
      'another case is another matter',
      [
        raised('recusal.declared', 'r', 'tb'),
        { change: 'recusal.declared', id: 's', person: 'tb', case: 'm', by: 'tb', on: TODAY },
      ],
      [],
    ],
    [
      'nobody decides his own',
      [raised('recusal.declared', 'r', 'tb'), decided('r', 'tb')],
      ['decides-own-recusal'],
    ],
    [
      'what is decided is decided',
      [raised('recusal.declared', 'r', 'tb'), decided('r', 'ta'), decided('r', 'ta', false)],
      ['already-ended'],
    ],
    ['what is unknown is not', [decided('r', 'ta')], ['unknown-entry']],
    [
      'not before it was raised',
      [raised('recusal.declared', 'r', 'tb', '2026-03-03'), decided('r', 'ta')],
      ['period-reversed'],
    ],
    [
      'nobody unknown decides or is recused',
      [
        raised('recusal.requested', 'r', 'p'),
        decided('r', 'x'),
        { change: 'recusal.requested', id: 's', person: 'x', case: 'k', by: 'p', on: TODAY },
      ],
      ['unknown-person', 'unknown-person'],
    ],
    ['a case is sealed once', [seal, seal], ['already-sealed']],
    ['it may be unsealed and sealed again', [seal, unseal, seal], []],
    ['what is not sealed is not unsealed', [unseal], ['not-sealed']],
    ['a proposal is settled once', [proposal, settled, settled], ['already-ended']],
    ['its id is not used again', [proposal, settled, proposal], ['id-used']],
    ['an unknown one is not settled', [settled], ['unknown-entry']],
  ]);

  it('leave nothing behind that a later change could use as if it were new', () => {
    const after = town(proposal, settled, seal, unseal);
    expect(after.proposals['p']).toMatchObject({ settled: true, digest: 'd' });
    expect(after.seals['k']).toMatchObject({ liftedOn: TODAY, liftedBy: 'mei', basis: '封存决定' });
  });
});
