import { describe, expect, it } from '@jest/globals';
import type { QueryRunner } from 'typeorm';
import type { DigestPair, LedgerRecord } from '../../src/engine/audit/record.js';
import { setDigest } from '../../src/engine/replay/replay-library.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import type { Finding } from '../../src/store/fsck/finding.js';
import { PinCheck } from '../../src/store/fsck/pin-check.js';
import { LIBRARY_STREAMS } from '../../src/usecases/law/library-streams.js';

const pair = (digit: string): DigestPair => ({ sha256: digit.repeat(64), sm3: digit.repeat(64) });
const notice = (digit: string, from: string) => ({ digest: pair(digit), from });
const [SPRING, AUTUMN] = [notice('1', '2026-01-01'), notice('2', '2026-09-01')];

/** What the check asks of the database: records of two streams. */
const records: Readonly<Record<string, readonly object[]>> = {
  [LIBRARY_STREAMS.calendar]: [{ data: SPRING }, { data: AUTUMN }],
  [LIBRARY_STREAMS.organisation]: [
    { data: {}, after: pair('a') },
    { data: {}, after: pair('b') },
  ],
};
let asked = 0;
const runner = {
  query: (_: string, [stream, from]: [string, number]) => {
    asked += 1;
    const texts = ['no record', ...(records[stream] ?? []).map((one) => JSON.stringify(one))];
    return Promise.resolve(texts.map((text, seq) => ({ seq, text })).slice(from));
  },
} as unknown as QueryRunner;

async function findings(...pins: readonly Partial<LedgerRecord>[]): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  const check = new PinCheck(nodeHash, (finding) => found.push(finding));
  for (const [seq, pin] of pins.entries()) check.visit({ stream: 'case', seq, ...pin } as LedgerRecord);
  await check.finish(runner);
  return found;
}

describe('the calendar and the organisation that records rest on', () => {
  it('are found where notices and the organisation’s records lead to them', async () => {
    const calendars = [[], [SPRING], [SPRING, AUTUMN]].map((known) => ({ cal: setDigest(known, nodeHash) }));
    expect(await findings(...calendars, { dir: pair('a') }, { dir: pair('b') })).toEqual([]);
  });

  it('are missed where nothing does, with the first record that rests on each', async () => {
    // Nobody could know the second notice and not the first.
    const cal = setDigest([AUTUMN], nodeHash);
    const found = await findings({ dir: pair('a') }, { cal, dir: pair('c') }, { cal, dir: pair('c') });
    expect(found).toMatchObject([
      { code: 'document-missing', stream: 'case', seq: 1, message: expect.stringContaining('calendar') },
      { code: 'document-missing', stream: 'case', seq: 1, message: expect.stringContaining('organisation') },
    ]);
  });

  it('cost nothing where no record rests on any', async () => {
    asked = 0;
    expect(await findings({}, {})).toEqual([]);
    expect(asked).toBe(0);
  });
});
