import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readProfiles } from '../../../src/outside/evidence/read-profiles.js';
import { loadPowerPolicies } from '../../../src/outside/cedar/power-policies.js';
import {
  type DisclosureProfile,
  isOwn,
  partKind,
  type PartPlace,
} from '../../../src/usecases/evidence/disclosure.js';
import { PART_KINDS } from '../../../src/usecases/evidence/part-kinds.js';
import { procedureFrom } from '../../support/procedures.js';

const profiles = readProfiles('workflows/disclosure');
const { definition } = procedureFrom('test/engine/case/fixtures/permit.yaml');
const profile = (name: string): DisclosureProfile => profiles.get(name) as DisclosureProfile;

const place = (more: object = {}, record: object = {}): PartPlace => ({
  kind: 'case',
  record: { seq: 3, type: 'case.received', data: {}, ...record },
  ...more,
});
const kindOf = (name: string, more?: object, record?: object, value = '{"fields":{}}') =>
  partKind(definition, place(more, record), name, value);

describe('disclosure', () => {
  it('knows each part by its name, and takes what it does not know for the most sensitive', () => {
    const kinds = [
      'input',
      'subject',
      'applicant.name',
      'attempt',
      'reason',
      'opinion',
      'signature',
      'document',
    ];
    expect(kinds.map((name) => kindOf(name))).toEqual([
      ...[
        'plain',
        'personal',
        'personal',
        'sensitive',
        'deliberation',
        'deliberation',
        'deliberation',
        'document',
      ],
    ]);
    const opening = { data: { act: 'open' } };
    expect(kindOf('field.unheard', undefined, opening)).toBe('personal');
    for (const name of ['unheard', 'constructor', 'toString', 'input.', 'comments.0'])
      expect(kindOf(name)).toBe('sensitive');
  });

  it('judges inputs by what the definition declares of them', () => {
    const declared = Object.entries(definition.acts).flatMap(([act, { input = {} }]) =>
      Object.entries(input).map(([name, { personal }]) => ({ act, name, personal })),
    );
    const personal = declared.filter((one) => one.personal !== undefined && one.personal !== false);
    expect(personal.length).toBeGreaterThan(0);
    for (const { act, name, personal: how } of personal)
      expect(kindOf(`input.${name}`, undefined, { data: { act } })).toBe(
        how === 'sensitive' ? 'sensitive' : 'personal',
      );
  });

  it('counts what goes on beside a case as deliberation, but for what was announced', () => {
    for (const kind of ['meeting', 'panel', 'draft']) {
      expect(kindOf('reason', { kind })).toBe('deliberation');
      expect(kindOf('anything', { kind })).toBe('sensitive');
    }
    expect(kindOf('notice', { kind: 'consultation' })).toBe('published');
    expect(kindOf('comments.12', { kind: 'consultation' })).toBe('personal');
    expect(kindOf('authors.12', { kind: 'consultation' })).toBe('personal');
    expect(kindOf('names', { kind: 'organisation' })).toBe('sensitive');
  });

  it('takes for own what the person gave, and the filing when he is the only party', () => {
    const opened = (...people: string[]) => ({ data: { opened: { parties: { applicant: people } } } });
    expect(isOwn(place({ person: 'p-1' }, { actor: { person: 'p-1' } }))).toBe(true);
    expect(isOwn(place({ person: 'p-1' }, { actor: { person: 'o-1' } }))).toBe(false);
    expect(isOwn(place({ person: 'p-1' }, opened('p-1')))).toBe(true);
    expect(isOwn(place({ person: 'p-1' }, opened('p-1', 'p-2')))).toBe(false);
    expect(isOwn(place({}, opened('p-1')))).toBe(false);
    expect(kindOf('input.phone', { person: 'p-1' }, opened('p-1'))).toBe('own');
    // What is of another stream is never his by the case's opening.
    expect(kindOf('text', { kind: 'meeting', person: 'p-1' }, { actor: { person: 'p-1' } })).toBe(
      'deliberation',
    );
  });

  it('ships four profiles, each of which says of every kind what becomes of it and why', () => {
    expect([...profiles.keys()]).toEqual(['applicant', 'auditor', 'court', 'public']);
    const disclosed = (name: string) => PART_KINDS.filter((kind) => profile(name).parts[kind].disclose);
    expect(disclosed('court')).toEqual(PART_KINDS);
    expect(disclosed('auditor')).toEqual(PART_KINDS.filter((kind) => kind !== 'sensitive'));
    expect(disclosed('applicant')).toEqual(['own', 'published', 'plain', 'served']);
    expect(disclosed('public')).toEqual(['published']);
    expect(profile('public')).toMatchObject({ publishedOnly: true, materials: { disclose: false } });
    expect(profile('applicant').materials.kinds).toEqual(['own']);
  });

  it('hands out nothing that is restricted, and nothing sensitive that a document says, unless it is set', () => {
    for (const name of profiles.keys())
      expect(profile(name)).toMatchObject({
        restricted: { disclose: false, basis: ['个人信息保护法 47.2'] },
        sensitiveDocuments: 'as-sensitive',
      });
    const letter = procedureFrom('workflows/national/administrative-licence/procedure.yaml').definition;
    const said = '{"fields":{"证件号码":"530102199001011234"}}';
    const kind = (more: object) => partKind(letter, place(more), 'document', said);
    expect(kind({})).toBe('sensitive');
    expect(kind({ sensitiveDocuments: 'as-sensitive' })).toBe('sensitive');
    expect(kind({ sensitiveDocuments: 'as-document' })).toBe('document');
  });

  it('rests on policies that there are', () => {
    const { policies } = loadPowerPolicies('workflows/powers');
    const known = new Set(policies.map(({ policy }) => policy));
    for (const { granted } of profiles.values())
      for (const policy of granted) expect(known).toContain(policy);
    expect(readdirSync('workflows/disclosure')).toContain('README.md');
  });
});
