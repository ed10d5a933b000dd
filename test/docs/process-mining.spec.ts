import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { importLog } from '../../src/cli/import-log.js';
import type { Zone } from '../../src/engine/clock/time.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { readLogFile } from '../../src/outside/mining/read-log-file.js';
import { readCalendars } from '../../src/outside/seed/read-library.js';
import { FakeTerminal } from '../cli/fake-terminal.js';
import { marked } from './marked-blocks.js';

const ZONE = 'Asia/Shanghai' as Zone;

it('the log of the page is answered as the page says', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const terminal = new FakeTerminal();
  try {
    const textOf = (marker: string): string => marked(marker)[0]?.text ?? '';
    writeFileSync(join(folder, 'log.csv'), textOf('csv log'));
    writeFileSync(join(folder, 'mapping.yaml'), textOf('yaml mapping'));
    const command = importLog({
      ...{ hash: nodeHash, zone: ZONE, readCalendars },
      readLog: (path, columns) => readLogFile(path, columns, ZONE),
    });
    const procedure = 'workflows/national/administrative-licence/procedure.yaml';
    const words = [
      join(folder, 'log.csv'),
      '--procedure',
      procedure,
      '--mapping',
      join(folder, 'mapping.yaml'),
    ];
    expect(await command(words, terminal)).toBe(1);
    expect(terminal.lines.join('\n')).toContain(textOf('text answer').trim());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
