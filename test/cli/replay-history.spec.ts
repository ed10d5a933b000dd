import { describe, expect, it } from '@jest/globals';
import { replayHistory } from '../../src/cli/replay-history.js';
import type { ExitCode } from '../../src/cli/terminal.js';
import { UsageError } from '../../src/cli/usage.js';
import type { CaseHistory } from '../../src/engine/replay/history.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { readCalendars } from '../../src/outside/seed/read-library.js';
import { historiesOf } from '../engine/replay/scenario-history.js';
import { libraryScenarios } from '../engine/replay/scenario-library.js';

const [one] = libraryScenarios('workflows/national/administrative-licence').filter(({ file }) =>
  file.endsWith('/smooth-grant.yaml'),
);

function smooth(): CaseHistory {
  const [history] = one ? [...historiesOf(one.scenario, one).values()] : [];
  if (!history) throw new Error('no worked case');
  return history;
}

async function replay(
  words: readonly string[],
  history: CaseHistory = smooth(),
): Promise<{ readonly code: ExitCode; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const terminal = {
    out: (line: string) => void lines.push(line),
    err: (line: string) => void lines.push(line),
    input: () => Promise.resolve(''),
  };
  const gather = (id: string) => Promise.resolve(id === 'c-1' ? history : undefined);
  const fromBundle = (path: string, { unverified }: { readonly unverified: boolean }) =>
    Promise.resolve(unverified ? { history, verdict: 'altered' } : `${path}: 文件与清单中的摘要不符`);
  const room = { hash: nodeHash, readCalendars, gather, fromBundle };
  const code = await replayHistory(room)(words, terminal);
  return { code, lines };
}

describe('duecourse replay', () => {
  it('finds a true history the same', async () => {
    const { records } = smooth();
    const { code, lines } = await replay(['c-1']);
    expect({ code, lines }).toEqual({
      code: 0,
      lines: [
        `${records.length} 条记录 records: ${records.length} 一致 same, 0 不一致 differ, 0 无法判断 cannot be judged`,
      ],
    });
  });

  it('says what cannot be judged, and exits otherwise', async () => {
    const { records, law } = smooth();
    const bare = { law, records: records.map(({ record }) => ({ record, parts: {} })) };
    const { code, lines } = await replay(['c-1'], bare);
    expect(code).toBe(2);
    expect(lines[0]).toContain('无法判断 cannot be judged: part input');
  });

  it('finds nothing under the same definition', async () => {
    const under = ['--under', 'workflows/national/administrative-licence'];
    expect(await replay(['c-1', ...under])).toEqual({ code: 0, lines: [] });
  });

  it('replays no bundle that was altered, unless somebody insists', async () => {
    await expect(replay(['case.zip'])).rejects.toBeInstanceOf(UsageError);
    const { code, lines } = await replay(['case.zip', '--unverified']);
    expect([code, lines[0]]).toEqual([0, expect.stringContaining('已被改动')]);
  });

  it('asks for a case that is there', async () => {
    await expect(replay([])).rejects.toBeInstanceOf(UsageError);
    await expect(replay(['c-2'])).rejects.toBeInstanceOf(UsageError);
  });
});
