import { describe, expect, it } from '@jest/globals';
import { RULE_KINDS } from '../../../src/engine/conformance/rule.js';
import { conformanceTable, rulesOf } from '../../../src/engine/conformance/table.js';
import { broken } from './doctored-example.js';
import { KEPT, OTHER_EXAMPLES } from './doctored-elsewhere.js';
import { LICENCE_EXAMPLES } from './doctored-licence.js';
import { TOWN_EXAMPLES } from './doctored-town.js';
import { calendar, deviating, history, licence, rowsOf } from './doctoring.js';
import { judgedCase } from './played-history.js';
import { shapeOf } from './rule-shape.js';

const granted = history('smooth-grant');
const examples = [...LICENCE_EXAMPLES, ...TOWN_EXAMPLES, ...OTHER_EXAMPLES];

describe('a history that was changed shows which rule it deviates from, and no other', () => {
  it.each(examples.map((one) => [one.name, one] as const))('%s', (_name, one) => {
    const rows = one.after();
    expect(broken(one, rows)).toEqual(one.deviates);
    const kept = rows.filter(({ id }) => one.complies.includes(id));
    expect(kept.map(({ id, conclusion }) => [id, conclusion])).toEqual(
      expect.arrayContaining(one.complies.map((id) => [id, 'complies'])),
    );
  });
});

// What a table cannot call a deviation, and which rule says it instead.
const NEVER_DEVIATES: Readonly<Record<string, string>> = {
  'acts.*.individual': 'the record of one case does not tell of others: a batch is refused when it is tried',
  'documents.*.served':
    'no day is set for it here: the clock that the service stops is judged by clocks.*.kept',
  'materials.*': 'a gap is lawful until somebody accepts: the preconditions of that act are judged',
};

describe('every rule that a definition can have', () => {
  const definitions = [...new Set([...examples, ...KEPT].map(({ definition }) => definition))];
  const rules = definitions.flatMap((definition) =>
    rulesOf(definition).map(({ id, kind }) => ({ kind, shape: shapeOf(definition, id) })),
  );
  const shapes = [...new Set(rules.map(({ shape }) => shape))].toSorted();
  const kindsOf = (some: readonly string[]): ReadonlySet<string> =>
    new Set(rules.filter(({ shape }) => some.includes(shape)).map(({ kind }) => kind));

  it('is of a kind that has a name, and every kind has a rule', () => {
    expect(kindsOf(shapes)).toEqual(new Set(Object.keys(RULE_KINDS)));
  });

  it('has a changed history that deviates from it', () => {
    const shown = new Set(
      examples.flatMap(({ definition, deviates }) =>
        Object.keys(deviates).map((id) => shapeOf(definition, id)),
      ),
    );
    expect(shapes.filter((one) => !shown.has(one))).toEqual(Object.keys(NEVER_DEVIATES));
  });

  it('has a history that complies with it', () => {
    const kept = new Set(
      [...examples, ...KEPT.map((one) => ({ ...one, complies: [] }))].flatMap(
        ({ definition, before, complies }) => [
          ...before().flatMap(({ id, conclusion }) =>
            conclusion === 'complies' ? [shapeOf(definition, id)] : [],
          ),
          ...complies.map((id) => shapeOf(definition, id)),
        ],
      ),
    );
    // Whether it was one of many is on no record: that is left open, and never called kept.
    expect(shapes.filter((one) => !kept.has(one))).toEqual(['acts.*.individual']);
  });
});

describe('what cannot be judged, and what is lawfully not kept', () => {
  it('a term that was kept only thanks to a recorded suspension or extension is exempt', () => {
    const [row] = rowsOf(granted).filter(({ id }) => id === 'clocks.decision.kept');
    expect(row).toMatchObject({ conclusion: 'complies', expected: '2026-03-31', actual: '2026-03-11' });
    const stopped = history('extension-after-suspension').concat();
    const open = rowsOf(stopped).find(({ id }) => id === 'clocks.decision.kept');
    expect(open).toMatchObject({ conclusion: 'undetermined', until: expect.any(String) });
  });

  it('a part that is withheld leaves what reads it undetermined, and nothing else', () => {
    const withheld = granted.map((one) => ({ ...one, parts: {} }));
    const rows = new Map(rowsOf(withheld).map((row) => [row.id, row]));
    expect(rows.get('acts.receive.requires.2')).toMatchObject({ conclusion: 'undetermined' });
    expect(rows.get('clocks.decision.kept')).toMatchObject({ conclusion: 'complies' });
    expect(deviating([...rows.values()])).toEqual([]);
  });

  it('a term that is not over is undetermined until its last day, and a deviation after it', () => {
    const begun = granted.slice(0, 2);
    const kept = (asOf: string) =>
      rowsOf(begun, licence, asOf).find(({ id }) => id === 'clocks.decision.kept');
    expect(kept('2026-03-31')).toMatchObject({ conclusion: 'undetermined', until: '2026-03-31' });
    expect(kept('2026-04-01')).toMatchObject({ conclusion: 'deviates', expected: '2026-03-31' });
  });

  it('a rule of which nothing called is not applicable', () => {
    const row = rowsOf(granted).find(({ id }) => id === 'clocks.decision.suspend');
    expect(row).toMatchObject({ conclusion: 'notApplicable', events: [], occasions: 0 });
  });

  it('a missing calendar leaves terms undetermined', () => {
    const judged = { ...judgedCase(licence, granted, calendar), calendars: new Map() };
    const clocks = conformanceTable(judged).filter(
      ({ kind }) => kind === 'clockCount' || kind === 'clockKept',
    );
    const told = new Set(clocks.map(({ conclusion }) => conclusion));
    expect(told).toEqual(new Set(['undetermined', 'notApplicable']));
  });
});
