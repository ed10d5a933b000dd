import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readOrganisation } from '../../../src/outside/seed/read-organisation.js';
import { SeedError } from '../../../src/outside/seed/seed-error.js';

const SMALL = `authority: 某市人民政府
validFrom: 2026-01-01
basis: 某发〔2026〕1号
units:
  - { unit: bureau, title: 某局, organ: true, procedures: [licence] }
  - { unit: section, title: 某科, parent: bureau }
posts:
  - { post: clerk, title: 窗口, unit: section, fills: window }
  - { post: chief, title: 局长, unit: bureau, fills: head, rank: organ-head }
people:
  - { person: o-1, name: 甲, unit: section, posts: [clerk] }
  - { person: o-2, name: 乙, unit: bureau, posts: [{ post: chief, from: 2026-03-01, basis: 任命书 }] }
  - { person: o-3, name: 丙 }
  - { person: o-4, name: 丁 }
  - { person: o-5, name: 戊 }
administrators:
  - { person: o-3, role: system }
  - { person: o-4, role: security }
  - { person: o-5, role: audit }
absences:
  - { person: o-1, from: 2026-05-01, to: 2026-05-31 }
public:
  - { person: p-1, name: 己, account: ji }
`;

const PROCEDURES = new Map([['licence', new Set(['accept', 'extendDecision'])]]);

describe('readOrganisation', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'duecourse-organisation-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (text: string, procedures = PROCEDURES) => {
    const path = join(folder, 'o.yaml');
    writeFileSync(path, text);
    return readOrganisation(path, procedures);
  };
  /** What is said of a file that cannot be used, without the folder. */
  const refusal = (text: string): string => {
    try {
      read(text);
    } catch (error) {
      expect(error).toBeInstanceOf(SeedError);
      return (error as Error).message.replaceAll(`${folder}/`, '');
    }
    throw new Error('the file was accepted');
  };

  it('makes one change of every line, each with its period and its document', () => {
    const { authority, validFrom, changes, invented } = read(SMALL);
    expect({ authority, validFrom, invented }).toEqual({
      ...{ authority: '某市人民政府', validFrom: '2026-01-01', invented: false },
    });
    expect(changes.map(({ change }) => change)).toEqual([
      ...['unit.put', 'unit.put', 'post.put', 'post.put'],
      ...Array<string>(5).fill('person.put'),
      ...['appointment.begun', 'appointment.begun'],
      ...Array<string>(3).fill('administration.begun'),
      'absence.begun',
    ]);
    expect(changes.filter(({ change }) => change === 'appointment.begun')).toEqual([
      {
        change: 'appointment.begun',
        id: 'appointment-o-1-clerk-2026-01-01',
        appointment: { person: 'o-1', post: 'clerk', from: '2026-01-01', basis: '某发〔2026〕1号' },
      },
      {
        change: 'appointment.begun',
        id: 'appointment-o-2-chief-2026-03-01',
        appointment: { person: 'o-2', post: 'chief', from: '2026-03-01', basis: '任命书' },
      },
    ]);
    expect(read(SMALL).changes).toEqual(changes);
  });

  it('keeps names out of the changes, and says who signs in under which name', () => {
    const { changes, names, accounts } = read(SMALL);
    expect(JSON.stringify(changes)).not.toMatch(/[甲乙丙丁戊己]/);
    expect(names).toHaveLength(6);
    expect(names.at(-1)).toEqual({ person: 'p-1', name: '己', kind: 'public' });
    expect(accounts[0]).toEqual({ person: 'o-1', name: '甲', account: 'o-1', posts: ['window'] });
    expect(accounts[2]).toMatchObject({ person: 'o-3', posts: [], administrator: 'system' });
    expect(accounts.at(-1)).toEqual({ person: 'p-1', name: '己', account: 'ji', posts: [] });
  });

  it('puts units in an order in which each one knows those that it names', () => {
    const { changes } = read(
      SMALL.replace(
        'units:\n',
        'units:\n  - { unit: centre, title: 中心, parent: top, serves: [bureau] }\n',
      ).replace('posts:\n', '  - { unit: top, title: 市, organ: true }\nposts:\n'),
    );
    const units = changes.flatMap((change) => (change.change === 'unit.put' ? [change.id] : []));
    expect(units).toEqual(['top', 'bureau', 'centre', 'section']);
  });

  it.each([
    [
      'a misspelt key',
      SMALL.replace('posts: [clerk]', 'post: [clerk]'),
      /^o\.yaml:11:44 unknown-key: .*"posts"/,
    ],
    ['a misspelt section', `${SMALL}absenses: []\n`, /^o\.yaml:24:1 unknown-key: /],
    [
      'a post nobody knows',
      SMALL.replace('[clerk]', '[clrek]'),
      /^o\.yaml:11:52 unknown-name: .*"clrek".*"clerk"/,
    ],
    [
      'a unit nobody knows',
      SMALL.replace('parent: bureau', 'parent: burea'),
      /^o\.yaml:6:41 unknown-name: .*"bureau"/,
    ],
    [
      'a person nobody knows',
      SMALL.replace('o-3, role', 'o-33, role'),
      /^o\.yaml:17:15 unknown-name: .*"o-3"/,
    ],
    ['an unknown procedure', SMALL.replace('[licence]', '[license]'), /unknown-name: .*"license".*"licence"/],
    ['a code twice', SMALL.replace('person: o-5, name', 'person: o-4, name'), /name-used-twice: "o-4"/],
    [
      'an account name twice',
      SMALL.replace('account: ji', 'account: O-1'),
      /^o\.yaml:23:5 name-used-twice: "o-1"/,
    ],
    ['a code made of a name', SMALL.replace('person: p-1', 'person: 己'), /bad-name: .*codes enter records/],
    ['a day that does not exist', SMALL.replace('2026-05-31', '2026-05-32'), /bad-date: .*2026-05-32/],
    ['a name that is a number', SMALL.replace('name: 甲', 'name: 7'), /wrong-type: must be a text/],
    [
      'a missing administrator',
      SMALL.replace(/ {2}- .*audit }\n/, ''),
      /incomplete: nobody is the audit admin/,
    ],
    ['what is not YAML', 'a: [', /yaml-syntax/],
    ['an empty file', '', /empty/],
  ])('refuses %s, by line and column', (_what, text, sentence) => {
    expect(refusal(text)).toMatch(sentence);
  });

  it('tells every problem at once', () => {
    const text = SMALL.replace('[clerk]', '[clrek]').replace('parent: bureau', 'parent: burea');
    expect(refusal(text).split('\n')).toHaveLength(2);
  });

  it('refuses a substitution for acts that no procedure has', () => {
    const text = `${SMALL}substitutions:\n  - { kind: leave, principal: o-2, deputy: o-1, acts: [extendDecison] }\n`;
    expect(refusal(text)).toMatch(/there is no act "extendDecison" \(did you mean "extendDecision"\?\)/);
  });

  it.each([
    [
      'an administrator with a post',
      SMALL.replace('o-3, name: 丙', 'o-3, name: 丙, posts: [clerk]'),
      'administrator-holds-post',
    ],
    [
      'one person in two of the three roles',
      SMALL.replace('o-4, role', 'o-3, role'),
      'administrators-exclude-each-other',
    ],
    ['a period that ends before it begins', SMALL.replace('2026-05-31', '2026-04-30'), 'period-reversed'],
    [
      'somebody who is his own deputy',
      `${SMALL}substitutions:\n  - { kind: standing, principal: o-1, deputy: o-1 }\n`,
      'own-deputy',
    ],
    ['units in a circle', SMALL.replace('title: 某局, organ', 'title: 某局, parent: section, organ'), 'un'],
  ])('refuses %s where it stands, in both languages', (_what, text, code) => {
    const said = refusal(text);
    expect(said).toMatch(new RegExp(`^o\\.yaml:\\d+:\\d+ ${code}`));
    expect(said).toMatch(/\p{Script=Han}.* \/ .*[a-z]/u);
  });

  it('says which file cannot be read', () => {
    expect(() => readOrganisation(join(folder, 'nowhere.yaml'))).toThrow(/nowhere\.yaml/);
  });

  it('refuses text that is not UTF-8', () => {
    const path = join(folder, 'latin.yaml');
    writeFileSync(
      path,
      Buffer.concat([readFileSync('config/city.yaml').subarray(0, 200), Buffer.from([0xff, 0xfe])]),
    );
    expect(() => readOrganisation(path)).toThrow(/not-readable-text/);
  });
});
