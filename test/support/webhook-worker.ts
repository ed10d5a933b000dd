import { pino } from 'pino';
import { WebhookPump } from '../../src/jobs/webhook-pump.js';
import { SystemIds } from '../../src/outside/crypto/ids.js';
import { sealingVault } from '../../src/outside/identity/vault.js';
import { webhookSender } from '../../src/outside/webhooks/webhook-sender.js';
import { createDataSource } from '../../src/store/data-source.js';
import { StoredHappenings } from '../../src/store/notices/stored-happenings.js';
import { PostgresWebhookQueue } from '../../src/store/notices/webhook-queue.js';

/** The key under which the tests seal their secrets. */
export const TEST_KEY = Buffer.alloc(32, 7);

/** What a delivering process of the tests may take: everything is quicker than in an installation. */
export const QUICK = { timeoutMs: 400, leaseSeconds: 2, atOnce: 16 } as const;

/** Delivers until it is killed: the product's own pump over a database, in a process of its own. */
async function work(url: string): Promise<void> {
  const dataSource = await createDataSource({ url, poolSize: 6, asApplication: true }).initialize();
  const ids = new SystemIds();
  new WebhookPump(
    {
      happenings: new StoredHappenings(dataSource),
      queue: new PostgresWebhookQueue(dataSource),
      sender: webhookSender({ networks: ['127.0.0.0/8'], plainLoopback: true, timeoutMs: QUICK.timeoutMs }),
      vault: sealingVault(TEST_KEY),
      chance: Math.random,
      schedule: { attempts: 60, firstSeconds: 0.02, longestSeconds: 0.3 },
      leaseSeconds: QUICK.leaseSeconds,
      claimId: () => ids.randomUuid(),
    },
    { atOnce: QUICK.atOnce, breaker: { failures: 20, seconds: 1 }, pauseMs: 100, keepDays: 1 },
    pino({ level: 'error' }),
  ).start();
  process.stdout.write('working\n');
}

const [, , url] = process.argv;
if (process.argv[1]?.endsWith('webhook-worker.ts') && url !== undefined) await work(url);
