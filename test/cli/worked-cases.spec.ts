import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runCommand } from '../../src/cli/run-command.js';
import { readScenario } from '../../src/cli/scenario-file.js';
import { simulateScenarios } from '../../src/cli/simulate-scenarios.js';
import type { Zone } from '../../src/engine/clock/time.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { readCalendars } from '../../src/outside/seed/read-library.js';
import { marked } from '../docs/marked-blocks.js';
import { FakeTerminal } from './fake-terminal.js';

const NATIONAL = 'national/information-request';
const written = (marker: string): string => marked(marker)[0]?.text ?? '';

describe('worked cases that lie in a library', () => {
  let library: string;
  const put = (path: string, text: string): string => {
    const file = join(library, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const simulate = simulateScenarios({
    hash: nodeHash,
    checkInput: ajvInputCheck(),
    zone: 'Asia/Shanghai' as Zone,
    readCalendars,
  });
  const run = async (...words: string[]): Promise<{ code: number; terminal: FakeTerminal }> => {
    const terminal = new FakeTerminal();
    return { code: await runCommand({ simulate }, ['simulate', ...words], terminal), terminal };
  };
  /** A worked case with these steps beside the one that the page on procedures shows. */
  const reading = (steps: string, more = '') => {
    const text = `scenario: here\ntitle: 示例\narticles: [公开条例 33.2]\n${more}steps:\n${steps}`;
    const file = put(`${NATIONAL}/scenarios/here.yaml`, text);
    return () => readScenario(file, text);
  };

  beforeAll(() => {
    library = mkdtempSync(join(tmpdir(), 'duecourse-worked-cases-'));
    put(`${NATIONAL}/procedure.yaml`, written('yaml procedure'));
    put(`${NATIONAL}/scenarios/consulted-and-extended.yaml`, written('yaml scenario'));
    put('overlays/some-city/information-request.yaml', written('yaml overlay'));
    put('overlays/some-city/scenarios/checked-for-secrecy.yaml', written('yaml under'));
  });
  afterAll(() => rmSync(library, { recursive: true, force: true }));

  it('are played under the overlay that they name', async () => {
    const { code, terminal } = await run(join(library, 'overlays/some-city/scenarios'));
    expect({ code, last: terminal.lines.at(-1) }).toEqual({ code: 0, last: '1 passed, 0 failed' });
    expect(terminal.text).toContain('未经保密审查');
  });

  it('are found below a folder, of procedures and overlays alike', async () => {
    const { terminal } = await run('--quiet', library);
    expect(terminal.lines).toEqual(['2 passed, 0 failed']);
  });

  it('fail where the rule that they show is another', async () => {
    put(
      'overlays/other-city/information-request.yaml',
      written('yaml overlay').replaceAll('15 work', '14 work'),
    );
    const other = written('yaml under').replace('overlays/some-city', 'overlays/other-city');
    put('overlays/other-city/scenarios/checked-for-secrecy.yaml', other);
    const { code, terminal } = await run('--quiet', join(library, 'overlays/other-city'));
    expect(code).toBe(1);
    expect(terminal.text).toMatch(/step 2 .*2026-03-23/);
    rmSync(join(library, 'overlays/other-city'), { recursive: true });
  });

  it('name a procedure that is there', async () => {
    const lost = written('yaml under').replace('overlays/some-city', 'overlays/nowhere');
    put('overlays/some-city/scenarios/lost.yaml', lost);
    const { code, terminal } = await run(join(library, 'overlays/some-city/scenarios/lost.yaml'));
    rmSync(join(library, 'overlays/some-city/scenarios/lost.yaml'));
    expect(code).toBe(2);
    expect(terminal.complaints.join()).toContain('nowhere');
  });

  it('take steps of another, with its people', () => {
    const read = reading(
      '  - { as: consulted-and-extended, from: consult, before: extend }\n  - { on: 2026-03-20, by: zhang, act: answer }\n',
      'people: { zhang: { posts: [head] } }\n',
    );
    const { steps, people } = read();
    expect(steps.map(({ act }) => act)).toEqual(['consult', 'answer', 'endConsultation', 'answer']);
    expect(people).toEqual({ zhang: { posts: ['head'] }, wang: { posts: ['head'] }, liu: {} });
  });

  it('play the steps of another in the case that is meant', () => {
    const { steps } = reading(
      '  - { as: consulted-and-extended, case: one, before: extend }\n',
      'cases: { one: {}, two: { related: { continues: [one] } } }\n',
    )();
    expect(new Set(steps.map((step) => step.case))).toEqual(new Set(['one']));
  });

  it.each([
    ['a circle', '  - { as: here }\n', '', 'in a circle'],
    ['a file that is not there', '  - { as: nobody }\n', '', 'nobody'],
    ['an act that no step asks for', '  - { as: consulted-and-extended, from: deny }\n', '', '"deny"'],
    ['a key that is not known', '  - { as: consulted-and-extended, until: answer }\n', '', 'until'],
    [
      'a case that is not declared',
      '  - { on: 2026-03-02, case: two }\n',
      'cases: { one: {} }\n',
      'no such case: two',
    ],
    [
      'a related case that is not declared',
      '  []\n',
      'cases: { one: { related: { x: [two] } } }\n',
      'no such case: two',
    ],
    ['a key of a case', '  []\n', 'cases: { one: { about: {} } }\n', 'about'],
    [
      'days that go back',
      '  - { as: consulted-and-extended }\n  - { on: 2026-03-02 }\n',
      '',
      'a step before the one before it: 2026-03-02',
    ],
  ])('refuse %s', (_what, steps, more, message) => {
    expect(reading(steps, more)).toThrow(message);
  });
});
