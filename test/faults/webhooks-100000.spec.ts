import { describe, expect, it } from '@jest/globals';
import { runWebhooks } from '../support/webhook-run.js';

const SIZE = { cases: 2_000, records: 10, appends: 5, workers: 2, kills: 20, deadlineMs: 600_000 };

describe('100,000 webhook events through a receiver that fails, hangs and lies', () => {
  it('none is lost, none overtakes another of its case, though delivering processes are killed', async () => {
    const { events, seconds, ...result } = await runWebhooks(SIZE);
    const rate = Math.round(result.arrived / seconds);
    process.stdout.write(
      `\n  ${result.arrived} of ${events} events in ${seconds.toFixed(0)} s: ${rate} a second, ${result.duplicates} ` +
        `came twice or more, ${result.kills} processes were killed\n`,
    );
    expect(result).toMatchObject({
      arrived: events,
      outOfTurn: [],
      forged: 0,
      waiting: 0,
      kills: SIZE.kills,
    });
    expect(result.unanswered).toBeGreaterThan(0);
  }, 700_000);
});
