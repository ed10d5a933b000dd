import { describe, expect, it } from '@jest/globals';
import { conformCase } from '../../src/cli/conform-case.js';
import { runCommand } from '../../src/cli/run-command.js';
import { runScenario, type Scenario } from '../../src/engine/case/scenario/scenario.js';
import type { CivilDate, Instant, Zone } from '../../src/engine/clock/time.js';
import {
  NOT_SHOWN,
  type CertifiedCheckpoint,
  type ConformanceCertificate,
} from '../../src/engine/conformance/certificate.js';
import {
  certificateToIssue,
  type CertificateOnRecord,
  type IssuedCertificate,
} from '../../src/engine/conformance/issued-certificate.js';
import type { CaseHistory } from '../../src/engine/replay/history.js';
import { ajvInputCheck } from '../../src/outside/ajv/input-check.js';
import type { ConformanceRow } from '../../src/engine/conformance/table.js';
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

/** The last day of which the bundle tells. */
let knownUntil = '2026-03-26' as CivilDate;

const checkpoint: CertifiedCheckpoint = { size: 9, note: 'a note', index: 4, proof: 'a proof' };

/** The certificate that was issued. */
let issued: CertificateOnRecord | undefined;

async function conform(history: CaseHistory | string, ...more: readonly string[]) {
  const terminal = new FakeTerminal();
  const desk = {
    history: (caseId: string) =>
      Promise.resolve(
        typeof history === 'string' ? history : { caseId, history, checkpoint, ...(issued && { issued }) },
      ),
    bundle: (path: string) =>
      Promise.resolve(typeof history === 'string' ? history : { caseId: path, history, knownUntil }),
    today: () => '2036-03-26' as CivilDate,
  };
  const code = await runCommand(
    { conform: conformCase(desk) },
    ['conform', ...(more[0]?.startsWith('c-') ? [] : ['case.zip']), ...more],
    terminal,
  );
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

  it('holds a bundle as of the last day of which it tells: what may have been done later is no deviation', async () => {
    const accepted = historyOf('smooth-grant', (records) => records.slice(0, 2));
    knownUntil = accepted.records[1]?.record.recordedAt.slice(0, 10) as CivilDate;
    const { code, text } = await conform(accepted);
    expect({ code, last: text.split('\n').findLast((line) => line !== '') }).toEqual({
      ...{ code: 0, last: expect.stringContaining(`截至 ${knownUntil}：`) },
    });
    expect((await conform(accepted, '--as-of', '2036-03-26')).code).toBe(1);
    knownUntil = '2026-03-26' as CivilDate;
  });

  it('judges as of days of the calendar only', async () => {
    for (const day of ['garbage', '2026-02-30', '']) {
      const { code, text } = await conform(historyOf('smooth-grant'), '--as-of', day);
      expect({ day, code, text }).toEqual({ day, code: 2, text: '' });
    }
  });

  it('prints the certificate of an ended case', async () => {
    const { text } = await conform(historyOf('barred-applicant'));
    expect(text).toContain('办结合规证明：行政许可（一般程序）');
    expect(text).toContain('本证明不能说明：');
    // No organisation is at hand here, and the certificate says so rule by rule.
    expect(text).toMatch(/无法判断的规则：\n.+（acts\.\w+\.power）：记录所指的组织/);
    const asked = await conform(historyOf('barred-applicant'), '--certificate');
    expect(asked.text).toBe(text);
    const open = await conform(
      historyOf('smooth-grant', (records) => records.slice(0, 2)),
      '--certificate',
    );
    expect(open).toMatchObject({ code: 2, text: '' });
  });

  it('names the checkpoint over the last record where the log is at hand, and says so where it is not', async () => {
    const ended = historyOf('barred-applicant');
    const certified = async (...more: readonly string[]) =>
      (JSON.parse((await conform(ended, ...more)).text) as { certificate: ConformanceCertificate })
        .certificate;
    const sealed = await certified('c-1', '--json', '--certificate');
    expect(sealed.checkpoint).toEqual(checkpoint);
    expect(sealed.notShown).toEqual(NOT_SHOWN);
    const alone = await certified('--json', '--certificate');
    expect(alone).not.toHaveProperty('checkpoint');
    expect(alone.notShown.map(({ zh }) => zh).at(-1)).toContain('末条记录是否已经进入日志');
  });

  it('tells which certificate was issued, and whether the table still says the same', async () => {
    const ended = historyOf('barred-applicant');
    const { certificate, items } = JSON.parse((await conform(ended, 'c-1', '--json')).text) as {
      certificate: ConformanceCertificate;
      items: readonly ConformanceRow[];
    };
    const made = certificateToIssue({ certificate, rows: items }, undefined, nodeHash) as IssuedCertificate;
    issued = { issued: made, stream: 's', seq: 4, at: '2026-03-26T01:00:00.000Z' as Instant };
    expect((await conform(ended, 'c-1')).text).toMatch(/已签发：.+记录 s 4；.+与现在的对照表结论一致\s*$/);
    issued = { ...issued, issued: { ...made, conclusions: made.table } };
    expect((await conform(ended, 'c-1')).text).toMatch(/与现在的对照表结论不一致/);
    const told = JSON.parse((await conform(ended, 'c-1', '--json')).text) as { issued: unknown };
    expect(told.issued).toEqual({ ...issued, same: false });
    issued = undefined;
    expect((await conform(ended, 'c-1')).text).not.toContain('已签发');
  });

  it('ends with 2 for what it cannot read, and for a wrong question', async () => {
    expect(await conform('没有这一案件')).toMatchObject({ code: 2, complaints: ['没有这一案件'] });
    expect(await conform('x', 'y')).toMatchObject({ code: 2 });
  });
});
