import { expect } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson } from '../../../src/engine/audit/canonical-form.js';
import { capacitiesOf } from '../../../src/engine/organisation/capacities.js';
import type { Capacity, CasePlace } from '../../../src/engine/organisation/capacity.js';
import { barredCases, recusedFrom } from '../../../src/engine/organisation/case-bars.js';
import { classesOf } from '../../../src/engine/organisation/change-class.js';
import { checkChanges } from '../../../src/engine/organisation/check-changes.js';
import { applyChange, applyChanges } from '../../../src/engine/organisation/evolve-organisation.js';
import { holdersOf } from '../../../src/engine/organisation/holders.js';
import type { OrganisationChange } from '../../../src/engine/organisation/organisation-change.js';
import {
  indexOrganisation,
  type OrganisationIndex,
} from '../../../src/engine/organisation/organisation-index.js';
import type { Organisation, Period } from '../../../src/engine/organisation/organisation.js';
import { personFacts } from '../../../src/engine/organisation/person-facts.js';
import { reachOf, type Reach } from '../../../src/engine/organisation/reach.js';
import { organisationOn } from '../../../src/engine/organisation/snapshot-as-of.js';
import { competentUnits, subtreeOf } from '../../../src/engine/organisation/units.js';
import { counterexampleTo } from '../../support/counterexample.js';
import { naiveActive, naiveBelow, naiveCapacities, naiveHeld } from './naive-organisation.js';
import {
  anyChange,
  attempted,
  attempts,
  CASES,
  DAYS,
  deputyChange,
  firstDay,
  PEOPLE,
  PROCEDURES,
  roleChange,
  UNITS,
  WORDS,
} from './random-changes.js';

const covers = (period: Period, on: string): boolean => period.from <= on && (!period.to || on <= period.to);

const places = (on: (typeof DAYS)[number]): CasePlace[] =>
  [...UNITS, 'nowhere'].flatMap((unit) =>
    PROCEDURES.flatMap((procedure) => CASES.map((caseId) => ({ unit, procedure, caseId, on }))),
  );

const somePlace = fc.record({
  unit: fc.constantFrom(...UNITS),
  procedure: fc.constantFrom(...PROCEDURES),
  caseId: fc.constantFrom(...CASES),
  on: fc.constantFrom(...DAYS),
});

const text = ({ post, unit, serves, deputy }: Capacity): string =>
  deputy
    ? `${post} ${unit} ${serves} ${deputy.substitution} ${deputy.principal.person} ${deputy.inScope}`
    : `${post} ${unit} ${serves} own`;

/** An organisation after random lawful changes. */
const random = attempts(anyChange, 60).map((list) => attempted(list));

/** Nothing that is the person's own is left to him or to a deputy of his. */
const nothingOwn = (index: OrganisationIndex, person: string, on: (typeof DAYS)[number]): void => {
  expect(reachOf(index, person, on).filter(({ deputy }) => !deputy)).toEqual([]);
  for (const place of places(on).slice(0, 12)) {
    expect(capacitiesOf(index, person, place).filter(({ deputy }) => !deputy)).toEqual([]);
    for (const other of PEOPLE) {
      const lent = capacitiesOf(index, other, place).map(({ deputy }) => deputy?.principal.person);
      expect(lent).not.toContain(person);
    }
  }
};

const servingAsSearched = (organisation: Organisation, place: CasePlace): number => {
  const index = indexOrganisation(organisation);
  let serving = 0;
  for (const person of PEOPLE) {
    const capacities = capacitiesOf(index, person, place);
    expect(capacities.map(text)).toEqual(naiveCapacities(organisation, person, place));
    expect(personFacts(index, person, place.on)?.standing === 'active').toBe(
      naiveActive(organisation, person, place.on),
    );
    serving += capacities.filter(({ serves }) => serves).length;
  }
  for (const word of WORDS) {
    const able = PEOPLE.filter((person) =>
      naiveCapacities(organisation, person, place).some((line) => {
        const [post, , serves, kind, , inScope] = line.split(' ');
        return post === word && serves === 'true' && (kind === 'own' || inScope === 'true');
      }),
    );
    expect(holdersOf(index, word, place)).toEqual(able);
  }
  return serving;
};

/** Something that holds of any sequence of changes. */
export interface OrganisationProperty {
  readonly name: string;
  /** The counterexample in words, where there is one, and how often what it is about came up at all. */
  readonly tried: () => { readonly counterexample: string | undefined; readonly hits: number };
  /** A generator that hits no more often would prove nothing; a small share may hit less often than its share. */
  readonly least: number;
}

/** What holds of any sequence of changes of an organisation, tried on this share of as many as the whole check draws. */
export function organisationProperties(share: number): readonly OrganisationProperty[] {
  return [
    {
      name: 'any sequence of accepted changes can be folded, one by one or at once, to plain JSON, and the fold changes nothing that it is given',
      tried: () => {
        let accepted = 0;
        const counterexample = counterexampleTo(
          fc.property(attempts(anyChange, 60), (list) => {
            const made: OrganisationChange[] = [];
            let before = canonicalJson(firstDay());
            const after = attempted(list, (organisation, { change }) => {
              made.push(change);
              before = canonicalJson(organisation);
            });
            accepted += made.length;
            expect(canonicalJson(after)).toBe(before);
            expect(applyChanges(firstDay(), made)).toEqual(after);
            expect(JSON.parse(JSON.stringify(after))).toEqual(after);
            expect(classesOf(firstDay(), made, '2026-03-01' as (typeof DAYS)[number])).toHaveLength(
              made.length,
            );
            expect(organisationOn(after, '2026-03-05' as (typeof DAYS)[number]).authority).toBe('town');
          }),
          { numRuns: 120 * share, unbiased: true },
        );
        return { counterexample, hits: accepted };
      },
      least: 2000 * share ** 2,
    },
    {
      name: 'any sequence of accepted changes is accepted as a whole when each is accepted on top of those before it, and only then',
      tried: () => {
        let conflicting = 0;
        const counterexample = counterexampleTo(
          fc.property(fc.array(anyChange, { maxLength: 40 }), fc.constantFrom(...DAYS), (changes, today) => {
            const conflicts = checkChanges(firstDay(), changes, today);
            conflicting += conflicts.length;
            const refused = new Set(conflicts.map(({ index }) => index));
            if (refused.size === 0) expect(() => applyChanges(firstDay(), changes)).not.toThrow();
            let organisation = firstDay();
            for (const [at, change] of changes.entries()) {
              const alone = checkChanges(organisation, [change], today);
              expect(alone.length > 0).toBe(refused.has(at));
              if (alone.length === 0) organisation = applyChange(organisation, change);
              // A refused put of something new may count for those after it: then the two part.
              else if (change.change.endsWith('.put')) return;
            }
          }),
          { numRuns: 300 * share, unbiased: true },
        );
        return { counterexample, hits: conflicting };
      },
      least: 0,
    },
    {
      name: 'any sequence of accepted changes never gives one person two administrator roles on one day, not even one after the other',
      tried: () => {
        let roles = 0;
        const counterexample = counterexampleTo(
          fc.property(attempts(roleChange, 60), (list) => {
            const had = new Map<string, Set<string>>();
            const after = attempted(list, (organisation, { today }) => {
              const index = indexOrganisation(organisation);
              for (const person of PEOPLE) {
                const key = `${person} ${today}`;
                const known = had.get(key) ?? new Set();
                for (const role of personFacts(index, person, today)?.administrator ?? []) known.add(role);
                had.set(key, known);
              }
            });
            for (const known of had.values()) {
              expect(known.size).toBeLessThanOrEqual(1);
              roles += known.size;
            }
            const index = indexOrganisation(after);
            for (const person of PEOPLE) {
              for (const on of DAYS) {
                const { administrator = [] } = personFacts(index, person, on) ?? {};
                expect(administrator.length).toBeLessThanOrEqual(1);
                if (administrator.length > 0) expect(naiveHeld(after, person, on)).toEqual([]);
              }
            }
          }),
          { numRuns: 250 * share, unbiased: true },
        );
        return { counterexample, hits: roles };
      },
      least: 500 * share ** 2,
    },
    {
      name: 'any sequence of accepted changes never closes a circle of delegations, nor makes a chain',
      tried: () => {
        let delegations = 0;
        const counterexample = counterexampleTo(
          fc.property(attempts(deputyChange, 60), (list) => {
            const after = attempted(list);
            for (const on of DAYS) {
              const leaves = Object.values(after.substitutions).filter(
                (s) => s.kind === 'leave' && covers(s, on),
              );
              delegations += leaves.length;
              const onward = (person: string): string[] =>
                leaves.filter((s) => s.principal === person).map((s) => s.deputy);
              for (const person of PEOPLE) {
                const reached = new Set(onward(person));
                for (const next of reached) for (const further of onward(next)) reached.add(further);
                expect([...reached]).not.toContain(person);
              }
              for (const a of leaves) {
                for (const b of leaves.filter(({ principal }) => principal === a.deputy)) {
                  const apart =
                    (a.procedures && b.procedures && !a.procedures.some((p) => b.procedures?.includes(p))) ||
                    (a.acts && b.acts && !a.acts.some((p) => b.acts?.includes(p)));
                  expect(apart).toBe(true);
                }
              }
            }
          }),
          { numRuns: 250 * share, unbiased: true },
        );
        return { counterexample, hits: delegations };
      },
      least: 1000 * share ** 2,
    },
    {
      name: 'any sequence of accepted changes never gives a deputy what his principal does not have himself',
      tried: () => {
        let deputed = 0;
        const counterexample = counterexampleTo(
          fc.property(attempts(fc.oneof(anyChange, deputyChange), 60), (list) => {
            const index = indexOrganisation(attempted(list));
            for (const place of DAYS.slice(0, 6).flatMap((on) => places(on).slice(0, 8))) {
              for (const { deputy, ...power } of PEOPLE.flatMap((person) =>
                capacitiesOf(index, person, place),
              )) {
                if (!deputy) continue;
                deputed++;
                expect(capacitiesOf(index, deputy.principal.person, place)).toContainEqual(power);
                expect(deputy.principal).toMatchObject({ standing: 'active', administrator: [] });
              }
            }
          }),
          { numRuns: 150 * share, unbiased: true },
        );
        return { counterexample, hits: deputed };
      },
      least: 500 * share ** 2,
    },
    ...(['person.suspended', 'person.ended'] as const).map((how): OrganisationProperty => ({
      name: `a withdrawal by ${how} takes everything on its day`,
      tried: () => {
        let ended = 0;
        const counterexample = counterexampleTo(
          fc.property(random, fc.constantFrom(...PEOPLE), fc.constantFrom(...DAYS), (before, person, on) => {
            const change = { change: how, id: person, on };
            const conflicts = checkChanges(before, [change], on).map(({ code }) => code);
            ended += conflicts.length > 0 ? 0 : 1;
            // An administrator is not ended as of a day that is over; whoever else is refused has ended sooner.
            if (conflicts.includes('backdated')) return;
            const index = indexOrganisation(conflicts.length > 0 ? before : applyChange(before, change));
            nothingOwn(index, person, on);
            expect(reachOf(index, person, on)).toEqual([]);
            for (const place of places(on).slice(0, 12)) {
              expect(capacitiesOf(index, person, place)).toEqual([]);
              for (const word of WORDS) expect(holdersOf(index, word, place)).not.toContain(person);
            }
          }),
          { numRuns: 100 * share, unbiased: true },
        );
        return { counterexample, hits: ended };
      },
      least: 40 * share ** 2,
    })),
    {
      name: 'a withdrawal of each appointment leaves a person what he has as a deputy, and his own deputies nothing',
      tried: () => {
        let ended = 0;
        const counterexample = counterexampleTo(
          fc.property(random, fc.constantFrom(...PEOPLE), fc.constantFrom(...DAYS), (before, person, on) => {
            const ends = Object.keys(before.appointments)
              .filter((id) => before.appointments[id]?.person === person)
              .map((id): OrganisationChange => ({ change: 'appointment.ended', id, on }))
              .filter((change) => checkChanges(before, [change], on).length === 0);
            ended += ends.length;
            nothingOwn(indexOrganisation(applyChanges(before, ends)), person, on);
          }),
          { numRuns: 100 * share, unbiased: true },
        );
        return { counterexample, hits: ended };
      },
      least: 0,
    },
    {
      name: 'answers from the index are those of a search through everything: capacities, standing, holders',
      tried: () => {
        let serving = 0;
        const counterexample = counterexampleTo(
          fc.property(random, somePlace, (organisation, place) => {
            serving += servingAsSearched(organisation, place);
          }),
          { numRuns: 300 * share, unbiased: true },
        );
        return { counterexample, hits: serving };
      },
      least: 300 * share ** 2,
    },
    {
      name: 'answers from the index are those of a search through everything: units, recusals',
      tried: () => {
        let barring = 0;
        const counterexample = counterexampleTo(
          fc.property(random, fc.constantFrom(...DAYS), fc.boolean(), (organisation, on, requestBars) => {
            const index = indexOrganisation(organisation);
            for (const unit of UNITS) {
              const below = UNITS.filter((other) => naiveBelow(organisation, other, unit));
              expect(subtreeOf(index, unit).toSorted()).toEqual(below);
            }
            for (const procedure of PROCEDURES) {
              const competent = UNITS.filter((id) => {
                const unit = organisation.units[id];
                return unit && covers(unit, on) && unit.procedures?.includes(procedure);
              });
              expect(competentUnits(index, procedure, on)).toEqual(competent);
            }
            const bars = Object.values(organisation.recusals).filter(
              ({ status }) => status !== 'rejected' && (status !== 'requested' || requestBars),
            );
            barring += bars.length;
            for (const caseId of CASES) {
              const barred = PEOPLE.filter((id) => bars.some((r) => r.person === id && r.case === caseId));
              expect(recusedFrom(index, caseId, { requestBars })).toEqual(barred);
            }
            for (const id of PEOPLE) {
              const from = CASES.filter((caseId) => bars.some((r) => r.person === id && r.case === caseId));
              expect(barredCases(index, id, { requestBars })).toEqual(from);
            }
          }),
          { numRuns: 200 * share, unbiased: true },
        );
        return { counterexample, hits: barring };
      },
      least: 0,
    },
    {
      name: 'answers from the index are the same as lists and case by case',
      tried: () => {
        const reaches = (reach: Reach, place: CasePlace): boolean =>
          (reach.units?.includes(place.unit) ?? true) &&
          (reach.procedures?.includes(place.procedure) ?? true) &&
          (reach.cases?.includes(place.caseId ?? '') ?? true);
        const name = (
          post: string,
          rank?: string,
          substitution = 'own',
          principal = '',
          acts?: readonly string[],
        ) => [post, rank, substitution, principal, acts].join(' ');
        let reached = 0;
        const counterexample = counterexampleTo(
          fc.property(random, fc.constantFrom(...DAYS), (organisation, on) => {
            const index = indexOrganisation(organisation);
            for (const person of PEOPLE) {
              const reach = reachOf(index, person, on);
              for (const place of places(on)) {
                const listed = reach
                  .filter((one) => reaches(one, place))
                  .map(({ post, rank, deputy: d }) =>
                    name(post, rank, d?.substitution, d?.principal, d?.acts),
                  );
                const asked = capacitiesOf(index, person, place)
                  .filter(({ serves, deputy }) => serves && (deputy?.inScope ?? true))
                  .map(({ post, rank, deputy: d }) =>
                    name(post, rank, d?.substitution, d?.principal.person, d?.acts),
                  );
                expect([...new Set(listed)].toSorted()).toEqual([...new Set(asked)].toSorted());
                reached += listed.length;
              }
            }
          }),
          { numRuns: 200 * share, unbiased: true },
        );
        return { counterexample, hits: reached };
      },
      least: 2000 * share ** 2,
    },
  ];
}
