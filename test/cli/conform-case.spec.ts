import { describe, expect, it } from '@jest/globals';
import { conformCase } from '../../src/cli/conform-case.js';
import { runCommand } from '../../src/cli/run-command.js';
import { runScenario, type Scenario } from '../../src/engine/case/scenario.js';
import type { CivilDate, Zone } from '../../src/engine/clock/time.js';
import type { CaseHistory } from '../../src/engine/replay/history.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import { nodeHash } from '../../src/outside/crypto/node-hash.js';
import { doctored, recordsOf } from '../engine/conformance/played-history.js';
import { officialCalendar } from '../support/procedures.js';
import { compiledLicence, workedCases } from '../workflows/licence-cases.js';
import { FakeTerminal } from './fake-terminal.js';

const licence = compiledLicence();
const calendar = officialCalendar();
const checkInput = ajvInputCheck();
const zone = 'Asia/Shanghai' as Zone;

function historyOf(name: string, change = (records: ReturnType<typeof recordsOf>) => records): CaseHistory {
  const scenario = workedCases().find((one) => one.scenario === name) as Scenario;
  const { outcomes } = runScenario(licence, scenario, { calendar, zone, checkInput });
  const records = change(recordsOf(scenario, outcomes)).map((one) => ({
    ...one,
    record: { ...one.record, def: licence.digest },
  }));
  const law: CaseHistory['law'] = {
    ...{ hash: nodeHash, zone, checkInput },
    procedure: () => licence,
    calendar: () => calendar,
    office: () => ({ missing: 'organisation' }),
  };
  return { records, law };
}

async function conform(history: CaseHistory | string, ...more: readonly string[]) {
  const terminal = new FakeTerminal();
  const desk = {
    history: () => Promise.resolve(typeof history === 'string' ? history : { caseId: 'c-1', history }),
    bundle: (path: string) =>
      Promise.resolve(typeof history === 'string' ? history : { caseId: path, history }),
    today: () => '2026-03-26' as CivilDate,
  };
  const code = await runCommand({ conform: conformCase(desk) }, ['conform', 'case.zip', ...more], terminal);
  return { code, text: terminal.text, complaints: terminal.complaints };
}

describe('duecourse conform', () => {
  it('ends with 0 where nothing deviates, and says what cannot be judged yet', async () => {
    const { code, text } = await conform(historyOf('smooth-grant'));
    expect(code).toBe(0);
    expect(text).toContain('违反 0');
    expect(text).toContain('无法判断：');
  });

  it('ends with 1 and names rule, article and record of a deviation, as text and as JSON', async () => {
    const changed = historyOf('smooth-grant', (records) =>
      doctored(records, 3, (event) => ({ ...event, post: 'window' })),
    );
    const told = await conform(changed);
    expect(told.code).toBe(1);
    expect(told.text).toMatch(/偏离规则.+acts\.grant\.by；《中华人民共和国行政许可法》.+记录 3/);
    const { code, text } = await conform(changed, '--json');
    expect(code).toBe(1);
    const rows = (JSON.parse(text) as { items: { id: string; conclusion: string }[] }).items;
    expect(rows.filter(({ conclusion }) => conclusion === 'deviates').map(({ id }) => id)).toEqual([
      'acts.grant.by',
    ]);
  });

  it('prints the certificate of an ended case', async () => {
    const { text } = await conform(historyOf('barred-applicant'));
    expect(text).toContain('办结合规证明：行政许可（一般程序）');
    expect(text).toContain('本证明不能说明：');
  });

  it('ends with 2 for what it cannot read, and for a wrong question', async () => {
    expect(await conform('没有这一案件')).toMatchObject({ code: 2, complaints: ['没有这一案件'] });
    expect(await conform('x', 'y')).toMatchObject({ code: 2 });
  });
});
