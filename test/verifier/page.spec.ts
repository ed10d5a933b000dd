import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EXIT_CODES } from '../../src/engine/audit/bundle/verify/bundle-report.js';
import { marked } from '../docs/marked-blocks.js';
import { bundle, log } from '../support/evidence/bundle-edits.js';
import { listed } from '../support/evidence/listed-bundle.js';
import { sampleReceipt } from '../support/evidence/sample-receipt.js';
import { zipped } from '../support/evidence/sample-bundle.js';
import { bundledVerifier } from '../support/evidence/bundled-verifier.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-page-'));
  bundledVerifier(join(folder, 'duecourse-verify.mjs'));
  const receipt = sampleReceipt(log, bundle, 4);
  writeFileSync(join(folder, 'bundle.zip'), zipped(bundle));
  writeFileSync(join(folder, 'policy.txt'), log.policy);
  writeFileSync(join(folder, 'receipt.tlog-proof'), receipt.proof);
  writeFileSync(join(folder, 'record.json'), receipt.record);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

describe('docs/verify.md', () => {
  const commands = [...marked('sh verify'), ...marked('sh receipt')].map(({ text }) => text.trim());

  it.each(commands)('%s', (command) => {
    const [program, ...words] = command.split(' ');
    expect(program).toBe('node');
    const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
    expect([status, stdout.slice(0, 1)]).toEqual([0, '✓']);
  });

  it('names every exit code', () => {
    const page = readFileSync('docs/verify.md', 'utf8');
    for (const [verdict, code] of Object.entries(EXIT_CODES))
      expect(page).toMatch(
        new RegExp(`^\\| ${code} \\| \\S+ (not )?${verdict === 'unanchored' ? 'anchored' : verdict} `, 'm'),
      );
  });
});

describe('docs/formats/evidence-bundle.md', () => {
  it('shows a bundle as it is', () => {
    expect(marked('text bundle').map(({ text }) => text)).toEqual([listed(bundle)]);
  });
});
