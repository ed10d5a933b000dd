import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSequencer, type Sequencer } from '../../../src/compose/log.js';
import { loadProcedure } from '../../../src/engine/statechart/load-procedure.js';
import { LOG_HASHES } from '../../../src/outside/crypto/log-hashes.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { publishHeads } from '../../../src/usecases/log/publish-heads.js';
import { publishProcedure } from '../../../src/usecases/law/publish-procedure.js';
import { UNPROVED } from '../../support/procedures.js';
import { tamper } from '../../support/tamper.js';
import { startTestService, type TestService } from '../support/test-service.js';

const PERMIT_FILE = 'test/engine/case/fixtures/permit.yaml';

interface Answer {
  readonly conclusion: string;
  readonly rows: readonly {
    readonly sequence: number;
    readonly data?: Readonly<Record<string, unknown>>;
    readonly deviatesFrom?: string;
  }[];
  readonly notKnown: readonly string[];
}

describe('questions on the file, the log and today’s rules over HTTP', () => {
  let service: TestService;
  let sequencer: Sequencer | undefined;
  let id: string;

  const ask = async (n: number): Promise<Answer> =>
    (await service.get(`/v1/cases/${id}/audit/answers/${n}`, 'du').expect(200)).body as Answer;

  beforeAll(async () => {
    service = await startTestService();
    id = await service.open('on-the-log');
  });
  afterAll(async () => {
    await sequencer?.close();
    await service.close();
  });

  it('say that no log is kept yet, and what that leaves open', async () => {
    expect((await ask(21)).conclusion).toBe('notKnown');
    expect((await ask(22)).conclusion).toBe('notKnown');
    expect((await ask(23)).conclusion).toBe('notKnown');
  });

  it('answer from the log once it is sealed, and name its checkpoint', async () => {
    sequencer = await openSequencer(service.database.url, service.settings);
    expect(await sequencer.run()).toMatchObject({ outcome: 'sealed' });
    expect(await ask(21)).toMatchObject({ conclusion: 'inOrder', notKnown: [] });
    // Nobody has published where the streams end: that nothing is missing at the end is not proved.
    const whole = await ask(22);
    expect(whole).toMatchObject({ conclusion: 'notKnown' });
    expect(whole.rows.at(-1)?.data).toMatchObject({ records: 1, checkpoint: expect.any(Number) });
    // Signed by the log alone: no time stamp says since when it existed.
    expect((await ask(23)).conclusion).toBe('notKnown');
  });

  it('22: complete until the day of the published heads', async () => {
    const { ports, store } = service.composition;
    await publishHeads({ ...ports, reads: store.log, hashes: LOG_HASHES })('now');
    const whole = await ask(22);
    expect(whole).toMatchObject({ conclusion: 'inOrder' });
    expect(whole.rows[0]?.data).toMatchObject({ on: '2026-09-28', records: 1 });
    expect(whole.rows.at(-1)?.data).toMatchObject({ completeUntil: '2026-09-28' });
  });

  it('only the questions that are asked', async () => {
    const asked = `/v1/cases/${id}/audit/answers?questions=22,1`;
    const { body } = await service.get(asked, 'du').expect(200);
    expect(body.items.map(({ n }: { readonly n: number }) => n)).toEqual([1, 22]);
    expect(body.items[1]).toMatchObject({ conclusion: 'inOrder' });
    const many = await service.get(`/v1/cases/${id}/audit/answers?questions=24`, 'du').expect(400);
    expect(JSON.stringify(many.body)).toContain('/v1/audit/answers/24?from=');
    for (const wrong of ['24', '99', '1;2', '']) {
      await service.get(`/v1/cases/${id}/audit/answers?questions=${wrong}`, 'du').expect(400);
    }
  });

  it('17: the version in force today, replayed over the same history', async () => {
    expect(await ask(17)).toMatchObject({ conclusion: 'shown', notKnown: [] });
    // A term of nine working days where there were five.
    const text = readFileSync(PERMIT_FILE, 'utf8');
    const changed = text
      .replace('term: 5 working days', 'term: 9 working days')
      .replace('inForceFrom: 2019-04-23', 'inForceFrom: 2026-09-01');
    expect(changed).not.toBe(text);
    const loaded = loadProcedure([{ path: PERMIT_FILE, text: changed }], PERMIT_FILE, nodeHash, {
      prove: false,
    });
    if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
    const { ports } = service.composition;
    await publishProcedure(ports)({ compiled: loaded.compiled, certificate: UNPROVED });
    const { rows, conclusion } = await ask(17);
    expect(conclusion).toBe('shown');
    expect(rows.find(({ data }) => data?.['class'] === 'same-with-other-date')).toMatchObject({
      sequence: 0,
    });
    const moved = rows.flatMap(({ data }) => (data?.['field'] === 'dueOn' ? [data] : []));
    expect(moved).toHaveLength(1);
    expect(moved[0]?.['recorded']).not.toBe(moved[0]?.['model']);
  });

  it('21: a part that is no longer what was digested', async () => {
    const before = await ask(21);
    expect(before.rows.at(-1)?.data).toMatchObject({ parts: expect.any(Number) });
    expect(before.rows.at(-1)?.data?.['parts']).toBeGreaterThan(0);
    const change = (to: string) =>
      tamper(service.database.owner, `update record_parts set value = ${to} where stream = $1`, [id]);
    await change(`replace(value, '"', '" ')`);
    const { conclusion, rows } = await ask(21);
    expect(conclusion).toBe('deviates');
    expect(rows.some(({ data }) => data?.['code'] === 'part-altered')).toBe(true);
    await change(`replace(value, '" ', '"')`);
    expect((await ask(21)).conclusion).toBe('inOrder');
  });

  it('21: bytes that are no longer those that were sealed', async () => {
    await tamper(service.database.owner, `update records set sha256 = repeat('0', 64) where stream = $1`, [
      id,
    ]);
    const { conclusion, rows } = await ask(21);
    expect(conclusion).toBe('deviates');
    expect(rows.some(({ data }) => data?.['code'] === 'wrong-leaf')).toBe(true);
  });
});
