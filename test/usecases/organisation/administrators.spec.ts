import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { Defect } from '../../../src/engine/defect.js';
import { applyChanges } from '../../../src/engine/organisation/evolve-organisation.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import type {
  AdministratorRole,
  Organisation,
  Period,
} from '../../../src/engine/organisation/organisation.js';
import { covers } from '../../../src/engine/organisation/periods.js';
import { changeOrganisation } from '../../../src/usecases/organisation/change-organisation.js';
import type { OrganisationAnswer } from '../../../src/usecases/organisation/organisation-answer.js';
import { confirmProposal } from '../../../src/usecases/organisation/settle-proposal.js';
import { askerOf, Office } from '../../support/office.js';

const TODAY = '2026-09-28' as CivilDate;
const DAYS = [0, 1, 2, 3, 10, 30].map((n) => addDays(TODAY, n));
const PEOPLE = ['k-1', 'k-2', 'k-3', 'k-4', 'k-5', 'k-6', 'k-7', 'k-8'];
const ROLES: readonly AdministratorRole[] = ['system', 'security', 'audit'];

/** Who is two of the three on one day, or one of them with a post or a part in one. */
function combined(organisation: Organisation): readonly string[] {
  const { administrators, appointments, portfolios, substitutions, assignments } = organisation;
  const on = <T extends Period>(entries: Readonly<Record<string, T>>, day: CivilDate): readonly T[] =>
    Object.values(entries).filter((entry) => covers(entry, day));
  return DAYS.flatMap((day) => {
    const held = new Set([
      ...[...on(appointments, day), ...on(portfolios, day), ...on(assignments, day)].map(
        ({ person }) => person,
      ),
      ...on(substitutions, day).flatMap(({ principal, deputy }) => [principal, deputy]),
    ]);
    return PEOPLE.filter((person) => {
      const roles = new Set(
        on(administrators, day)
          .filter((one) => one.person === person)
          .map(({ role }) => role),
      );
      return roles.size > 1 || (roles.size > 0 && held.has(person));
    });
  });
}

const person = fc.constantFrom(...PEOPLE);
const period = fc
  .tuple(fc.constantFrom(...DAYS), fc.option(fc.constantFrom(...DAYS), { nil: undefined }))
  .map(([from, to]): Period => (to === undefined || to < from ? { from } : { from, to }));

/** Everything that administrators might try with a person, one after the other. */
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('administer' as const),
      person,
      role: fc.constantFrom(...ROLES),
      period,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('appoint' as const), person, period }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('portfolio' as const), person, period }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('assign' as const), person, period }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('deputise' as const), person, other: person, period }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), person, day: fc.constantFrom(...DAYS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('end' as const), person, day: fc.constantFrom(...DAYS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('restore' as const), person, day: fc.constantFrom(...DAYS) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rename' as const),
      person,
      name: fc.constantFrom('甲某', '乙某'),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The changes of a step as the organisation stands; several where all of something is removed. */
function changesOf(
  one: Step,
  id: string,
  { administrators, appointments, substitutions }: Organisation,
): readonly OrganisationChange[] {
  const basis = '文件';
  switch (one.kind) {
    case 'administer':
      return [
        {
          change: 'administration.begun',
          id,
          administration: { person: one.person, role: one.role, basis, ...one.period },
        },
      ];
    case 'appoint':
      return [
        {
          change: 'appointment.begun',
          id,
          appointment: { person: one.person, post: 'bureau-reviewer', basis, ...one.period },
        },
      ];
    case 'portfolio':
      return [
        {
          change: 'portfolio.begun',
          id,
          portfolio: { person: one.person, units: ['bureau'], basis, ...one.period },
        },
      ];
    case 'assign':
      return [
        {
          change: 'assignment.begun',
          id,
          assignment: { person: one.person, units: ['bureau'], basis, ...one.period },
        },
      ];
    case 'deputise':
      return [
        {
          change: 'substitution.begun',
          id,
          substitution: { kind: 'leave', principal: one.person, deputy: one.other, basis, ...one.period },
        },
      ];
    case 'remove': {
      const mine = <T extends { readonly person: string }>(
        entries: Readonly<Record<string, T>>,
      ): readonly string[] => Object.keys(entries).filter((key) => entries[key]?.person === one.person);
      const on = one.day;
      return [
        ...mine(administrators).map((key): OrganisationChange => ({
          change: 'administration.ended',
          id: key,
          on,
        })),
        ...mine(appointments).map((key): OrganisationChange => ({
          change: 'appointment.ended',
          id: key,
          on,
        })),
        ...Object.keys(substitutions)
          .filter((key) => substitutions[key]?.principal === one.person)
          .map((key): OrganisationChange => ({ change: 'substitution.ended', id: key, on })),
      ];
    }
    case 'end':
      return [{ change: 'person.ended', id: one.person, on: one.day }];
    case 'restore':
      return [{ change: 'person.restored', id: one.person, on: one.day }];
    case 'rename':
      return [];
  }
}

describe('the three administrators', () => {
  let office: Office;
  let keys = 0;
  beforeAll(async () => {
    office = await Office.open();
    const changes = PEOPLE.map((id): OrganisationChange => ({
      change: 'person.put',
      id,
      person: { kind: 'officer', unit: 'bureau', from: '2014-01-01' as CivilDate },
    }));
    const names = PEOPLE.map((id) => ({ person: id, name: `人${id}` }));
    await changeOrganisation(office.ports)({ by: askerOf('system'), changes, names, key: 'people' });
  });
  afterAll(() => office.close());

  const organisation = async () => (await office.ports.directory.current()).organisation;

  /** Two willing administrators do what they can. */
  async function attempt(
    changes: readonly OrganisationChange[],
    name?: string,
    who?: string,
  ): Promise<OrganisationAnswer> {
    const names = name && who ? [{ person: who, name }] : [];
    const by = askerOf('system');
    const answer = await changeOrganisation(office.ports)({ by, changes, names, key: `a-${keys++}` });
    if (answer.outcome !== 'proposed') return answer;
    return confirmProposal({ ...office.ports, queries: office.store.queries })({
      by: askerOf('security'),
      proposal: answer.proposal,
      key: `c-${keys++}`,
    });
  }

  it('200 attempts to combine roles, by removing, adding, deputising, ending, restoring, renaming: none succeeds', async () => {
    let tried = 0;
    let made = 0;
    const steps = fc.sample(step, { numRuns: 4000, seed: 20260928 });
    for (const [n, one] of steps.entries()) {
      const before = await organisation();
      const changes = changesOf(one, `x-${n}`, before);
      const name = one.kind === 'rename' ? one.name : undefined;
      if (changes.length === 0 && !name) continue;
      let wouldCombine = false;
      try {
        wouldCombine = combined(applyChanges(before, changes)).length > 0;
      } catch (problem) {
        expect(problem).toBeInstanceOf(Defect);
      }
      const answer = await attempt(changes, name, one.person);
      if (wouldCombine) {
        tried += 1;
        expect(answer).toMatchObject({ outcome: 'conflicts' });
      }
      if (answer.outcome === 'changed') made += 1;
      expect(combined(await organisation())).toEqual([]);
      if (tried >= 200) break;
    }
    expect(tried).toBeGreaterThanOrEqual(200);
    // Not because nothing is ever accepted.
    expect(made).toBeGreaterThan(50);
  }, 120_000);

  it('nobody gives power to himself, proposes and confirms, or confirms for himself', async () => {
    const role = (id: string, who: string): OrganisationChange => ({
      change: 'administration.begun',
      id,
      administration: {
        person: who,
        role: 'audit',
        basis: '文件',
        from: addDays(TODAY, 60),
        to: addDays(TODAY, 61),
      },
    });
    const change = (who: 'system' | 'security', id: string, concerned: string) =>
      changeOrganisation(office.ports)({
        by: askerOf(who),
        changes: [role(id, concerned)],
        key: `own-${keys++}`,
      });
    expect(await change('system', 'own-1', 'o-901')).toMatchObject({
      outcome: 'refused',
      reasons: [{ code: 'own-grant' }],
    });
    expect(await change('security', 'own-2', 'o-902')).toMatchObject({ outcome: 'refused' });
    const forSecurity = await change('system', 'own-3', 'o-902');
    expect(forSecurity).toMatchObject({
      outcome: 'conflicts',
      conflicts: [{ code: 'administrators-exclude-each-other' }],
    });
  });

  it('who proposed as one administrator cannot confirm as another, even after a lawful change of office', async () => {
    const begin = (
      id: string,
      who: string,
      role: AdministratorRole,
      from: CivilDate,
    ): OrganisationChange => ({
      change: 'administration.begun',
      id,
      administration: { person: who, role, basis: '文件', from },
    });
    const own = await Office.open();
    const act = async (
      who: string,
      changes: readonly OrganisationChange[],
      names: readonly { person: string; name: string }[] = [],
    ) =>
      changeOrganisation(own.ports)({
        by: { person: who, scopes: null, signIn: 'bearer' },
        changes,
        names,
        key: `l-${keys++}`,
      });
    const confirm = async (who: string, answer: OrganisationAnswer) => {
      if (answer.outcome !== 'proposed') throw new Error(JSON.stringify(answer));
      return confirmProposal({ ...own.ports, queries: own.store.queries })({
        by: { person: who, scopes: null, signIn: 'bearer' },
        proposal: answer.proposal,
        key: `l-${keys++}`,
      });
    };
    const put = {
      change: 'person.put',
      id: 'k-9',
      person: { kind: 'officer', unit: 'bureau', from: '2014-01-01' as CivilDate },
    } as const;
    await act('o-901', [put], [{ person: 'k-9', name: '继任' }]);
    expect(await confirm('o-902', await act('o-901', [begin('r-1', 'k-9', 'system', TODAY)]))).toMatchObject({
      outcome: 'changed',
    });
    // The old system administrator proposes a grant, leaves his office, and comes back as security administrator.
    const waiting = await act('o-901', [
      {
        change: 'appointment.begun',
        id: 'late',
        appointment: { person: 'o-202', post: 'bureau-head', basis: '文件', from: TODAY },
      },
    ]);
    expect(
      await act('o-902', [{ change: 'administration.ended', id: 'o-901-system', on: TODAY }]),
    ).toMatchObject({ outcome: 'changed' });
    const day = addDays(TODAY, 2);
    expect(await confirm('o-902', await act('k-9', [begin('r-2', 'o-901', 'security', day)]))).toMatchObject({
      outcome: 'changed',
    });
    own.clock.put(day);
    expect(await confirm('o-901', waiting)).toMatchObject({
      outcome: 'refused',
      reasons: [{ code: 'own-grant' }],
    });
    expect(await confirm('o-902', waiting)).toMatchObject({ outcome: 'changed' });
    await own.close();
  });

  it('leaves a sound database', async () => {
    expect(await office.findings()).toEqual([]);
  });
});
