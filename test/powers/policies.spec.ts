import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { missingPower } from '../../src/engine/powers/missing-power.js';
import type { PowerAction } from '../../src/engine/powers/power-question.js';
import { POWER_REFUSAL_CODES } from '../../src/engine/powers/refusal-codes.js';
import {
  loadPowerPolicies,
  type PolicyFiles,
  policyFiles,
  powerPoliciesFrom,
} from '../../src/outside/cedar/power-policies.js';
import { isOnCase } from './matrix-axes.js';
import { FORBIDS, PERMITS } from './oracle.js';

const FOLDER = 'workflows/powers';
const { policies, shapes } = loadPowerPolicies(FOLDER);
const readme = readFileSync(`${FOLDER}/README.md`, 'utf8');
const ALL = [...shapes.keys()];

/** The rows of the table under a heading, cell by cell, without its head. */
function table(heading: string, place = 0): readonly (readonly string[])[] {
  const section = readme.split(/^## /m).find((one) => one.startsWith(heading)) ?? '';
  const tables = section.split(/\n\n/).filter((block) => block.startsWith('|'));
  const [, , ...rows] = (tables[place] ?? '').trim().split('\n');
  return rows.map((row) => row.replaceAll(/^\| *| *\|$/g, '').split(/ *\| */));
}

function idsIn(heading: string): readonly string[] {
  return table(heading)
    .map(([id = '']) => id)
    .toSorted();
}

/** The actions that a cell of the tables names. */
function actionsIn(cell: string): readonly string[] {
  if (cell === 'all') return ALL;
  const onCase = ALL.filter(isOnCase);
  if (cell === 'every action on a case') return onCase;
  if (cell === 'every action on a case but sealCase') return onCase.filter((one) => one !== 'sealCase');
  return cell.split(', ');
}

const written = [
  ...table('Permits').map(([id, actions, , article]) => ({ id, code: 'power-missing', actions, article })),
  ...table('Forbids').map(([id, code, actions, , article]) => ({ id, code, actions, article })),
].map(({ actions = '', ...row }) => ({ ...row, actions: actionsIn(actions).toSorted() }));

describe('the policies', () => {
  it('are those of the README: ids, codes, actions and articles, both ways', () => {
    const set = policies.map(({ policy, code, actions, basis }) => ({
      id: policy,
      code,
      actions: (actions ?? ALL).toSorted(),
      article: basis.join('; '),
    }));
    const byId = (a: { id?: string | undefined }, b: { id?: string | undefined }) =>
      (a.id ?? '') < (b.id ?? '') ? -1 : 1;
    expect(set.toSorted(byId)).toEqual(written.toSorted(byId));
    expect(written).toHaveLength(45);
  });

  it('permit and forbid as the tables and the oracle have it', () => {
    const ids = (effect: string) =>
      policies.filter((one) => one.effect === effect).map(({ policy }) => policy);
    expect(ids('permit').toSorted()).toEqual(idsIn('Permits'));
    expect(ids('forbid').toSorted()).toEqual(idsIn('Forbids'));
    expect(ids('permit').toSorted()).toEqual(Object.keys(PERMITS).toSorted());
    expect(ids('forbid').toSorted()).toEqual(Object.keys(FORBIDS).toSorted());
  });

  it('rest each on provisions or rules of the house that the README names', () => {
    const laws = table('Provisions').map(([law = '']) => law);
    const rules = table('Provisions', 1).map(([rule = '']) => rule);
    const used = new Set<string>();
    for (const { policy, basis } of [...policies, missingPower('readCase')]) {
      expect([policy, basis.length > 0]).toEqual([policy, true]);
      for (const reference of basis) {
        const law = laws.find((one) => reference.startsWith(`${one} `)) ?? '';
        const article = reference.slice(law.length + 1);
        const known = law === '正程' ? rules.includes(article) : /^\d+(\.\d+)*(\(\d+\))?$/.test(article);
        expect([policy, reference, law !== '' && known]).toEqual([policy, reference, true]);
        used.add(law === '正程' ? article : law);
      }
    }
    expect([...rules, ...laws.filter((law) => law !== '正程')].filter((word) => !used.has(word))).toEqual([]);
  });

  it('say every sentence once, in Chinese and in English', () => {
    const spoken = policies.map(({ say }) => say);
    expect(new Set(spoken.map(({ zh }) => zh)).size).toBe(policies.length);
    expect(new Set(spoken.map(({ en }) => en)).size).toBe(policies.length);
    for (const { zh, en } of spoken) {
      expect(zh).toMatch(/^[\p{Script=Han}A-Z，；、]+$/u);
      expect(en).toMatch(/^[\p{Script=Latin} ,;']+$/u);
    }
  });

  it('use every code of a refusal, and each has a page', () => {
    expect(new Set(policies.map(({ code }) => code))).toEqual(new Set(POWER_REFUSAL_CODES));
    for (const code of POWER_REFUSAL_CODES) {
      expect(readFileSync(`docs/problems/${code}.md`, 'utf8')).toContain(`# \`${code}\``);
    }
  });

  it('permit every action by some rule, and what permits none of them has a sentence', () => {
    for (const action of ALL) {
      const permits = policies.filter(
        ({ effect, actions }) => effect === 'permit' && actions?.includes(action),
      );
      expect([action, permits.length > 0]).toEqual([action, true]);
      expect(missingPower(action)).toMatchObject({
        code: 'power-missing',
        say: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringMatching(/^[a-z]/) },
      });
    }
  });
});

function loads(files: PolicyFiles): boolean {
  try {
    return powerPoliciesFrom(files).policies.length > 0;
  } catch (error) {
    if ((error as Error).name === 'PowerPoliciesError') return false;
    throw error;
  }
}

describe('the schema', () => {
  it('declares nothing that no policy reads', () => {
    const files = policyFiles(FOLDER);
    const schema = files['schema.cedarschema'] ?? '';
    const types = schema.slice(0, schema.indexOf('// ---- On a case'));
    const attributes = [...types.matchAll(/^ {2}\w+\??: .*,$/gm)];
    expect(attributes.length).toBeGreaterThan(30);
    for (const { 0: line, index } of attributes) {
      const without = schema.slice(0, index) + schema.slice(index + line.length);
      expect([line.trim(), loads({ ...files, 'schema.cedarschema': without })]).toEqual([line.trim(), false]);
    }
  });

  it('asks for what the README says every question must bring', () => {
    const required = (action: PowerAction, name: string) =>
      shapes.get(action)?.context.some((field) => field.name === name && field.required) ?? false;
    const needing = (name: string) => ALL.filter((action) => required(action, name));
    expect(needing('case')).toEqual(ALL.filter(isOnCase));
    expect(needing('by')).toEqual(['openCase', 'performAct', 'holdTask']);
    expect(needing('dataClass')).toEqual(['readPersonal']);
    expect(needing('concerned')).toEqual([
      ...['answerReferral', 'decideRecusal', 'confirmGrant', 'approveRedaction'],
    ]);
  });
});
