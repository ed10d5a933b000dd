import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { fileInspector } from '../../../src/outside/files/file-inspector.js';
import { loadSettings } from '../../../src/outside/settings/load-settings.js';
import type { Inspection } from '../../../src/usecases/materials/material-ports.js';
import { HOSTILE_FILES } from './hostile-files.js';
import { LAWFUL_FILES } from './lawful-files.js';

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'duecourse-files-'));
  const inspector = fileInspector(loadSettings({}).materials.kinds);
  const path = join(folder, 'file');

  async function inspected(name: string, type: string, bytes: Buffer): Promise<Inspection> {
    const claim = { name, mediaType: type, size: bytes.length };
    writeFileSync(path, bytes);
    return inspector.inspect({ path, size: bytes.length }, claim);
  }

  afterAll(() => rmSync(folder, { recursive: true }));

  it('are told apart by at least two hundred that are hostile, each in its own way', () => {
    expect(HOSTILE_FILES.length).toBeGreaterThanOrEqual(200);
    expect(new Set(HOSTILE_FILES.map(({ what }) => what)).size).toBe(HOSTILE_FILES.length);
  });

  it.each(HOSTILE_FILES)('$what is refused: $finding', async ({ name, type = '', bytes, finding }) => {
    const answer = await inspected(name, type, bytes);
    const codes = answer.accepted ? [] : answer.findings.map(({ code }) => code);
    expect(codes).toContain(finding);
  });

  it.each(LAWFUL_FILES)('$what is accepted as $mediaType', async ({ name, type = '', make, mediaType }) => {
    expect(await inspected(name, type, await make())).toEqual({ accepted: true, mediaType });
  });

  it('that are not as long as they were said to be are refused', async () => {
    const [lawful] = LAWFUL_FILES;
    const bytes = (await lawful?.make()) as Buffer;
    writeFileSync(path, bytes);
    const claim = { name: 'a.pdf', mediaType: '', size: bytes.length - 1 };
    expect(await inspector.inspect({ path, size: bytes.length - 1 }, claim)).toMatchObject({
      accepted: false,
      findings: [{ code: 'broken-file' }],
    });
  });
});
