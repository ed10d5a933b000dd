import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseDocument, stringify } from 'yaml';
import { canonicalJson } from '../../../../src/engine/audit/canonical-form.js';
import { Defect } from '../../../../src/engine/defect.js';
import { loadCanonical, loadProcedure } from '../../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../../src/outside/crypto/node-hash.js';
import { fixture, TOY, TOY_HEARING, toyFiles } from '../toy-procedure.js';

describe('a linked definition', () => {
  const loaded = load();

  it('has the names of its fragments under the name of the instance', () => {
    const { definition } = loaded.compiled;
    expect(Object.keys(definition.facts)).toContain('hearing.status');
    expect(definition.clocks['hearing.asking']).toMatchObject({
      from: 'hearing.offered',
      term: { n: 5, unit: 'calendarDay' },
      onLapse: { sets: { 'hearing.status': '"waived"' } },
    });
    expect(definition.acts['hearing.announce']).toMatchObject({ by: 'chair', serve: 'hearing.offer' });
    expect(definition.acts['hearing.hold']?.requires?.[0]?.that).toBe(
      'performed.hearing.ask > 0 and days.hearing.offered != null',
    );
    expect(definition.linked?.['hearing']?.fragment).toBe('toy-hearing');
  });

  it('has the properties of its fragments, about the things of the instance', () => {
    const properties = `properties:
  gates.hold:
    title: 有人要求听证
    basis: 许可法 47.1
    of: self.hold
    only: performed.self.ask > 0
  ends.asking:
    title: 逾期不要求，视为放弃
    basis: 许可法 47.1
    lapse: self.asking
    leads: { to: end, sets: { self.status: '"waived"' } }
`;
    const files = toyFiles(undefined, fixture(TOY_HEARING).replace('state:\n', `${properties}state:\n`));
    const linked = loadProcedure(files, TOY, nodeHash);
    if (!linked.ok) throw new Error(JSON.stringify(linked.problems));
    const names = ['decidedAfterAcceptance', 'hearing.ends.asking', 'hearing.gates.hold'];
    expect(linked.certificate?.properties.toSorted()).toEqual(names);
    const { 'hearing.gates.hold': hold, 'hearing.ends.asking': ends } =
      linked.compiled.definition.properties ?? {};
    expect(hold).toMatchObject({ of: 'hearing.hold', only: 'performed.hearing.ask > 0' });
    expect(ends).toMatchObject({
      lapse: 'hearing.asking',
      leads: { to: 'end', sets: { 'hearing.status': '"waived"' } },
    });
  });

  it('has the chart of the fragment where a state uses it, with what stands beside', () => {
    const chart = loaded.compiled.definition.states['deciding'];
    expect(chart).toMatchObject({
      states: {
        review: {
          states: {
            hearing: {
              title: '听证',
              initial: 'offering',
              onDone: { target: 'decided', basis: '许可法 48.2' },
              states: { asking: { on: { 'hearing.ask': 'holding', 'lapsed.hearing.asking': 'done' } } },
            },
          },
        },
      },
    });
  });

  it('is plain JSON in canonical form, and survives being stored', () => {
    expect(canonicalJson(JSON.parse(loaded.canonicalText))).toBe(loaded.canonicalText);
    const again = loadCanonical(loaded.canonicalText, nodeHash);
    expect(again.definition).toEqual(loaded.compiled.definition);
    expect(again.digest).toEqual(loaded.compiled.digest);
  });

  it('is a procedure file again: parsing its canonical form gives the same definition', () => {
    const again = loadProcedure(
      [{ path: 'stored.json', text: loaded.canonicalText }],
      'stored.json',
      nodeHash,
    );
    expect(again).toMatchObject({ ok: true, canonicalText: loaded.canonicalText });
  });
});

describe('the digest of a definition', () => {
  const { digest } = load().compiled;

  it('does not depend on comments, quotes, layout or the order of keys', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat()), fc.constantFrom(40, 80, 200), (random, lineWidth) => {
        const shuffled = shuffleKeys(parseDocument(fixture(TOY)).toJS(), random);
        const text = `# another comment\n${stringify(shuffled, { lineWidth, defaultStringType: 'QUOTE_DOUBLE' })}`;
        expect(load(text).compiled.digest).toEqual(digest);
      }),
      { numRuns: 10 },
    );
  });

  it.each([
    ['a digit of a term', 'term: 5 working days', 'term: 6 working days'],
    ['an article', 'basis: 许可法 32.2', 'basis: 许可法 32.1'],
    ['a guard', 'when: granted }', 'when: granted and complete }'],
    ['a sentence of a refusal', 'say: 申请材料不齐全', 'say: 申请材料不全'],
  ])('changes with %s', (_, from, to) => {
    expect(load(fixture(TOY).replace(from, to)).compiled.digest.sha256).not.toBe(digest.sha256);
  });

  it('changes with the fragment, even where the linked text does not', () => {
    const hearing = fixture(TOY_HEARING).replace('听证主持人 }', '主持人 }');
    expect(load(undefined, hearing).compiled.digest.sm3).not.toBe(digest.sm3);
  });
});

describe('a stored definition that is damaged', () => {
  const { canonicalText } = load();

  it.each([
    ['spelled differently', canonicalText.replace('{', '{ ')],
    ['without its states', canonicalText.replace('"states":', '"estates":')],
    ['with a word outside the language', canonicalText.replace('"ceiling"', '"sealing"')],
  ])('%s is a defect', (_, text) => {
    expect(() => loadCanonical(text, nodeHash)).toThrow(Defect);
  });
});

function load(procedure?: string, hearing?: string) {
  const loaded = loadProcedure(toyFiles(procedure, hearing), TOY, nodeHash, { prove: false });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded;
}

function shuffleKeys(value: unknown, random: Iterator<number>): unknown {
  if (Array.isArray(value)) return value.map((entry) => shuffleKeys(entry, random));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, entry]) => {
    return { key, entry: shuffleKeys(entry, random), rank: random.next().value as number };
  });
  return Object.fromEntries(entries.sort((a, b) => a.rank - b.rank).map(({ key, entry }) => [key, entry]));
}
