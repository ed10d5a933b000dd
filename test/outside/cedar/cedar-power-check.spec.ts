import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { documentDigest } from '../../../src/engine/audit/digest.js';
import type { PowerQuestion } from '../../../src/engine/powers/power-question.js';
import { cedarPowerCheck } from '../../../src/outside/cedar/cedar-power-check.js';
import {
  loadPowerPolicies,
  policyFiles,
  powerPoliciesFrom,
  powerRules,
} from '../../../src/outside/cedar/power-policies.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const FOLDER = 'workflows/powers';
const files = policyFiles(FOLDER);
const policies = loadPowerPolicies(FOLDER);
const check = cedarPowerCheck(policies);

const someCase = {
  status: 'open',
  sealed: false,
  posts: ['window', 'reviewer'],
  parties: ['p-1'],
  performers: ['o-2', 'p-1'],
  referred: [],
  recused: [],
  separated: [],
} as const;

const accept = {
  action: 'performAct',
  person: { person: 'o-1', standing: 'active', kind: 'officer', administrator: [] },
  scopes: null,
  capacity: { kind: 'own', post: 'window', serves: true, inScope: true, holdsTask: true },
  act: { name: 'accept', by: ['window'] },
  case: someCase,
} as const satisfies PowerQuestion;

describe('cedarPowerCheck', () => {
  it('names the policies that permit', () => {
    expect(check(accept)).toEqual({ allowed: true, policies: ['act-in-own-post'] });
  });

  it('names every policy that forbids, with code, sentence and provisions, what concerns the person first', () => {
    const answer = check({
      ...accept,
      person: { ...accept.person, standing: 'suspended' },
      case: { ...someCase, separated: ['o-1'], recused: ['o-1'] },
    });
    expect(answer).toMatchObject({
      allowed: false,
      denials: [{ code: 'account-not-active' }, { code: 'recused' }, { code: 'separation-of-duties' }],
    });
    expect(answer).toHaveProperty('denials.1', {
      policy: 'recused',
      code: 'recused',
      say: {
        zh: '本人或者被代理人在本案中已经回避，不得办理或者查阅',
        en: 'the person, or the one for whom he acts, is recused from this case and may neither handle nor read it',
      },
      basis: ['公务员法 76'],
    });
  });

  it('names nobody when nothing permits and nothing forbids', () => {
    const { capacity: _, ...stranger } = accept;
    expect(check(stranger)).toEqual({ allowed: false, denials: [] });
  });

  it('takes a scope for the act as well as for the action', () => {
    expect(check({ ...accept, scopes: ['act:accept'] }).allowed).toBe(true);
    expect(check({ ...accept, scopes: ['performAct'] }).allowed).toBe(true);
    expect(check({ ...accept, scopes: ['act:grant', 'readCase'] })).toMatchObject({
      denials: [{ code: 'scope-missing' }],
    });
    expect(check({ ...accept, scopes: [] })).toMatchObject({ denials: [{ code: 'scope-missing' }] });
    expect(check({ ...accept, action: 'holdTask', scopes: ['act:accept'] }).allowed).toBe(false);
  });

  it('keeps answers apart whatever the texts in a question contain', () => {
    const odd = '"],"recused":["o-1';
    expect(check({ ...accept, case: { ...someCase, parties: [odd] } }).allowed).toBe(true);
    expect(check({ ...accept, case: { ...someCase, parties: [odd], recused: ['o-1'] } }).allowed).toBe(false);
    const strange = { ...accept.person, person: '张\u0000三"\\' };
    expect(
      check({ ...accept, person: strange, case: { ...someCase, recused: [strange.person] } }),
    ).toMatchObject({
      denials: [{ code: 'recused' }],
    });
  });

  it('answers the first of many questions again as it did', () => {
    const first = check(accept);
    for (let n = 0; n < 3_000; n++) check({ ...accept, case: { ...someCase, parties: [`p-${n}`] } });
    expect(check(accept)).toEqual(first);
  });

  it('gives several sets in one process their own answers', () => {
    const without = policies.policies.filter(({ policy }) => policy !== 'act-in-own-post');
    const stricter = cedarPowerCheck({ ...policies, policies: without });
    expect(stricter(accept)).toEqual({ allowed: false, denials: [] });
    expect(check(accept).allowed).toBe(true);
    expect(cedarPowerCheck(policies)(accept).allowed).toBe(true);
  });
});

describe('a question that cannot be answered', () => {
  const { case: _case, ...noCase } = accept;
  const { act: _act, ...noAct } = accept;
  const head = { ...accept.capacity, post: 'head', rank: 'organ-head' };
  const system = { ...accept.person, administrator: ['system'] as const };

  it.each<[string, PowerQuestion, string]>([
    ['an act without its case', noCase, 'performAct.case'],
    ['an opening without its case', { ...noCase, action: 'openCase' }, 'openCase.case'],
    ['a reading without its case', { ...noCase, action: 'readCase' }, 'readCase.case'],
    ['an act without its posts', noAct, 'performAct.by'],
    ['a task without its post', { ...noAct, action: 'holdTask' }, 'holdTask.by'],
    ['a class that is not named', { ...accept, action: 'readPersonal' }, 'readPersonal.dataClass'],
    ['nobody whose recusal it is', { ...accept, action: 'decideRecusal', capacity: head }, 'concerned'],
    [
      'a recusal of nobody',
      { ...accept, action: 'decideRecusal', capacity: head, concerned: {} },
      'decideRecusal.concerned.person',
    ],
    [
      'a grant that nobody proposed',
      { action: 'confirmGrant', person: system, scopes: null, concerned: { person: 'o-7' } },
      'confirmGrant.concerned.proposedBy',
    ],
    [
      'a deputy of nobody',
      { ...accept, capacity: { ...accept.capacity, kind: 'deputy' } },
      'a deputy without a principal',
    ],
    ['an action that does not exist', { ...accept, action: 'deleteCase' as never }, 'no action deleteCase'],
    ['a list that is none', { ...accept, case: { ...someCase, recused: 'o-9' as never } }, 'recused'],
    ['a truth that is none', { ...accept, case: { ...someCase, sealed: 'no' as never } }, 'sealed'],
    [
      'a number that no policy knows',
      { ...accept, case: { ...someCase, parties: [0.5 as never] } },
      'performAct',
    ],
  ])('is a defect, never a no: %s', (_name, question, said) => {
    expect(() => check(question)).toThrow(said);
    expect(() => check(question)).toThrow(expect.objectContaining({ name: 'Defect' }));
  });

  it('is a defect when a policy breaks on it', () => {
    const broken = policies.policies.map((one) =>
      one.policy === 'sealed'
        ? { ...one, text: one.text.replace('context.case.sealed', 'context.sealed') }
        : one,
    );
    const wrong = cedarPowerCheck({ ...policies, policies: broken });
    expect(() => wrong(accept)).toThrow(/sealed: .*does not have the attribute/);
    expect(() => wrong(accept)).toThrow(expect.objectContaining({ name: 'Defect' }));
  });
});

describe('loadPowerPolicies', () => {
  const acts = files['policies/acts.cedar'] ?? '';
  const seals = files['policies/seals.cedar'] ?? '';
  const schema = files['schema.cedarschema'] ?? '';
  const withActs = (text: string) => ({ ...files, 'policies/acts.cedar': text });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a file that does not parse', withActs(`${acts}\npermit (`), /acts\.cedar: .*unexpected end of input/],
    ['no policies', { 'schema.cedarschema': schema }, /the set has no policy/],
    ['no schema', { 'policies/acts.cedar': acts }, /schema\.cedarschema: no such file/],
    [
      'a schema that does not parse',
      { ...files, 'schema.cedarschema': `${schema}\nentity` },
      /schema\.cedarschema: /,
    ],
    [
      'an attribute that no question has',
      withActs(acts.replace('case.status', 'case.state')),
      /acts\.cedar: ended: .*`case\.state`/,
    ],
    ['a comparison of unlike things', withActs(acts.replace('status == "ended"', 'status == true')), /ended/],
    [
      'an optional thing taken for granted',
      withActs(acts.replace('context has capacity &&', '')),
      /`capacity`/,
    ],
    [
      'an action that does not exist',
      withActs(acts.replace('Action::"holdTask"', 'Action::"holdTasks"')),
      /holdTasks/,
    ],
    [
      'a policy that can never speak',
      withActs(
        acts.replace(
          'context.case.status == "ended"',
          'context.case.sealed && !context.case.sealed && false',
        ),
      ),
      /ended.*impossible/,
    ],
    [
      'an id twice',
      { ...files, 'policies/zeals.cedar': seals },
      /zeals\.cedar: the id seal-case is used twice/,
    ],
    ['no id', withActs(acts.replace('@id("ended")', '')), /@id is missing/],
    ['no article', withActs(acts.replace('@article("正程 办结")', '')), /ended: @article is missing/],
    ['an empty article', withActs(acts.replace('"正程 办结"', '" "')), /ended: @article is missing/],
    [
      'an article between separators',
      withActs(acts.replace('"正程 办结"', '"正程 办结;"')),
      /ended: @article/,
    ],
    ['no code', withActs(acts.replace(/@code\("own-matter"\)/, '')), /own-matter: @code is missing/],
    [
      'an unknown code',
      withActs(acts.replace('@code("own-matter")', '@code("own")')),
      /@code own is unknown/,
    ],
    ['no Chinese', withActs(acts.replace(/@zh\("案件已经办结.*\n/, '')), /ended: @zh is missing/],
    ['no English', withActs(acts.replace(/@en\("the case has ended.*\n/, '')), /ended: @en is missing/],
    [
      'an unknown annotation',
      withActs(acts.replace('@id("ended")', '@id("ended") @note("x")')),
      /@note is unknown/,
    ],
    [
      'a policy for one person',
      withActs(acts.replaceAll('principal is Person', 'principal == Person::"o-1"')),
      /reads principal or resource/,
    ],
    [
      'a policy that reads what is not sent',
      withActs(
        acts.replace(
          'when { context.case.status',
          'when { principal == Person::"o-1" && context.case.status',
        ),
      ),
      /ended: reads principal or resource/,
    ],
    [
      'an entity with attributes',
      { ...files, 'schema.cedarschema': schema.replace('entity Case;', 'entity Case { sealed: Bool };') },
      /entity Case has attributes or parents/,
    ],
    [
      'an action in a group',
      {
        ...files,
        'schema.cedarschema': `${schema.replace('action openCase ', 'action openCase in [g] ')}\naction g;`,
      },
      /there is no action g|openCase is in a group/,
    ],
    [
      'an action less',
      { ...files, 'schema.cedarschema': schema.replace(', sealCase appliesTo', ' appliesTo') },
      /action sealCase is missing/,
    ],
    [
      'an action about something else',
      { ...files, 'schema.cedarschema': schema.replace('resource: Case', 'resource: Authority') },
      /openCase must be asked by a Person about Case/,
    ],
    [
      'a template',
      withActs(`${acts}\n@id("t") permit (principal == ?principal, action, resource);`),
      /templates are not used/,
    ],
  ])('refuses a set with %s', (_name, wrong, said) => {
    expect(wrong).not.toEqual(files);
    expect(() => powerPoliciesFrom(wrong)).toThrow(said);
    expect(() => powerPoliciesFrom(wrong)).toThrow(expect.objectContaining({ name: 'PowerPoliciesError' }));
  });

  const folders: string[] = [];
  afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

  it('reads a folder, and nothing in it but schema and policies', () => {
    const folder = mkdtempSync(join(tmpdir(), 'powers-'));
    folders.push(folder);
    cpSync(FOLDER, folder, { recursive: true });
    writeFileSync(join(folder, 'policies', 'notes.txt'), 'not a policy');
    expect(loadPowerPolicies(folder).text).toBe(policies.text);
    rmSync(join(folder, 'schema.cedarschema'));
    expect(() => loadPowerPolicies(folder)).toThrow(/schema\.cedarschema/);
    expect(() => loadPowerPolicies(join(folder, 'elsewhere'))).toThrow(
      expect.objectContaining({ name: 'PowerPoliciesError' }),
    );
  });
});

describe('powerRules', () => {
  it('is the digest of all files under both suites, whatever their order', () => {
    const reversed = powerPoliciesFrom(Object.fromEntries(Object.entries(files).toReversed()));
    expect(powerRules(reversed, nodeHash)).toEqual(powerRules(policies, nodeHash));
    expect(powerRules(policies, nodeHash)).toEqual(documentDigest(policies.text, nodeHash));
    expect(JSON.parse(policies.text)).toEqual(files);
  });

  it('changes with every file', () => {
    const digests = Object.keys(files).map((name) => {
      const changed = powerPoliciesFrom({ ...files, [name]: `${files[name] ?? ''}\n// said otherwise\n` });
      return powerRules(changed, nodeHash).sha256;
    });
    const all = [...digests, powerRules(policies, nodeHash).sha256];
    expect(new Set(all).size).toBe(Object.keys(files).length + 1);
  });
});
