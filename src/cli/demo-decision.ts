import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { playDecision } from './demo-decision/play.js';
import { DecisionStage } from './demo-decision/stage.js';
import { summaryLines } from './demo-decision/summary.js';
import { nodeHash } from '../outside/crypto/node-hash.js';
import { launchService, readTokens } from './running-service.js';
import { ServiceClient } from './service-client.js';

/*
 * `npm run demo:decision`: one major decision from its proposal to its execution, over HTTP alone, by a service in
 * simulated time on a folder that is thrown away.
 */

const print = (line: string): void => console.log(line);

const program = join(dirname(fileURLToPath(import.meta.url)), '..', 'main.js');
const folder = mkdtempSync(join(tmpdir(), 'duecourse-decision-'));
try {
  const service = await launchService(program, folder, { DUECOURSE_MODE: 'simulated' }).ready;
  try {
    print(`正程 DueCourse ${service.url}  模拟时间 simulated time`);
    const stage = new DecisionStage(new ServiceClient(service.url, readTokens(folder)), nodeHash, print);
    const played = await playDecision(stage);
    for (const line of await summaryLines(stage, played)) print(line);
  } finally {
    await service.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
