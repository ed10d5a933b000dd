import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

const LETTER = readFileSync('test/engine/case/documents/fixtures/letter.yaml', 'utf8');
const SERVICE = readFileSync('workflows/fragments/service.yaml', 'utf8');

function load(letter = LETTER, service = SERVICE, prove = false) {
  const files = [
    { path: 'letter.yaml', text: letter },
    { path: 'service.yaml', text: service },
  ];
  return loadProcedure(files, 'letter.yaml', nodeHash, { prove });
}

/** What is found of a procedure in which a text is replaced. */
function found(from: string, to: string, file: 'letter' | 'service' = 'letter'): readonly string[] {
  const text = file === 'letter' ? LETTER : SERVICE;
  expect(text).toContain(from);
  const changed = text.replaceAll(from, to);
  const loaded = file === 'letter' ? load(changed) : load(LETTER, changed);
  return loaded.ok ? [] : loaded.problems.map(({ code }) => code);
}

describe('modes of service in a definition', () => {
  it('come from a fragment without a chart, with the posts and the proof that the procedure hands in', () => {
    const loaded = load();
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const { service = {}, law } = loaded.compiled.definition;
    expect(Object.keys(service).toSorted()).toEqual(
      ['direct', 'electronic', 'entrusted', 'forwarded', 'left', 'mail', 'publicNotice'].map(
        (mode) => `service.${mode}`,
      ),
    );
    expect(service['service.publicNotice']).toMatchObject({
      ...{ by: 'window', receipt: 'proof', after: { n: 30, unit: 'calendarDay' } },
    });
    expect(law).toHaveProperty('民诉法');
  });

  it('are explored: a state that waits for service is left by it, and its clock never lacks its day', () => {
    const loaded = load(LETTER, SERVICE, true);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    expect(loaded.compiled.definition.states).toHaveProperty('told');
  });

  it.each([
    ['a proof that is no document', 'receipt: proof', 'receipt: prove', 'letter', 'wrong-parameter'],
    ['a post that does not exist', 'server: window', 'server: windows', 'letter', 'wrong-parameter'],
    [
      'a requirement over what nobody tells',
      'input.returned',
      'input.arrived',
      'service',
      'feel-unknown-name',
    ],
    [
      'a mode without its provision',
      'en: electronic service }\n    basis: 民诉法 90\n',
      'en: electronic service }\n',
      'service',
      'missing-key',
    ],
    [
      'a service of what is not served',
      'served.notice: told',
      'served.note: told',
      'letter',
      'unknown-event',
    ],
    ['a milestone that does not exist', 'records: told', 'records: tolled', 'letter', 'unknown-milestone'],
    [
      'a chart where there is none',
      '    title: 审查\n',
      '    use: service\n',
      'letter',
      'fragment-without-chart',
    ],
  ] as const)('refuse %s', (_, from, to, file, code) => {
    expect(found(from, to, file)).toContain(code);
  });

  it('know how often service has failed, which nothing else may read', () => {
    expect(SERVICE).toContain('attempts.failed >= 1');
    expect(
      found(
        '    basis: 许可法 47.1\n    serve: notice\n',
        `    basis: 许可法 47.1
    requires: [{ that: attempts.failed >= 1, basis: 许可法 47.1, say: 先送达 }]
    serve: notice
`,
      ),
    ).toContain('feel-unknown-name');
  });
});
