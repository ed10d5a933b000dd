import { describe, expect, it } from '@jest/globals';
import { runWebhooks } from '../support/webhook-run.js';

describe('2,000 webhook events through a receiver that fails, hangs and lies', () => {
  it('none is lost, none overtakes another of its case, though delivering processes are killed', async () => {
    const result = await runWebhooks({
      ...{ cases: 100, records: 5, appends: 4, workers: 2 },
      ...{ kills: 2, deadlineMs: 60_000 },
    });
    expect(result).toMatchObject({ arrived: 2_000, outOfTurn: [], forged: 0, waiting: 0, kills: 2 });
    expect(result.unanswered).toBeGreaterThan(0);
  }, 90_000);
});
