import { describe, expect, it } from '@jest/globals';
import { forecastPlan } from '../../src/cli/forecast-plan.js';
import { runCommand } from '../../src/cli/run-command.js';
import type { CivilDate, Zone } from '../../src/engine/clock/time.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { readCalendars } from '../../src/outside/seed/read-library.js';
import { FakeTerminal } from './fake-terminal.js';

const desk = { hash: nodeHash, checkInput: ajvInputCheck(), zone: 'Asia/Shanghai' as Zone, readCalendars };
const commands = { forecast: forecastPlan({ ...desk, today: () => '2026-03-02' as CivilDate }) };

describe('duecourse forecast', () => {
  it('prints the day, every step, and what the day depends on', async () => {
    const terminal = new FakeTerminal();
    const words = ['forecast', 'test/engine/case/fixtures/with-streams.yaml'];
    expect(await runCommand(commands, words, terminal)).toBe(0);
    expect(terminal.text).toContain('earliest lawful decision: 2026-04-02');
    expect(terminal.text).toContain('* 2026-03-02  公开征求意见  规则 3');
    expect(terminal.text).toContain('2026-03-02开始，2026-04-02有结果');
  });

  it('refuses a day that does not exist', async () => {
    const terminal = new FakeTerminal();
    const words = ['forecast', 'test/engine/case/fixtures/with-streams.yaml', '--from', '2026-02-30'];
    expect(await runCommand(commands, words, terminal)).toBe(2);
  });
});
