import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Instant } from '../../../src/engine/clock/time.js';
import { OtherInstallation } from '../../../src/store/installation.js';
import { advanceClock } from '../../../src/usecases/clocks/advance-clock.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { performAct } from '../../../src/usecases/cases/perform-act.js';
import { askerOf, instantOf, Office } from '../../support/office.js';

const by = askerOf('system');

describe('simulated time', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open({ mode: 'simulated', at: '2026-09-28T09:00' });
  });
  afterAll(() => office.close());

  const now = () => office.ports.now.now();
  const advance = (to: string, own = office) => advanceClock(own.ports)(instantOf(to), by);
  const advances = () => office.records(LIBRARY_STREAMS.installation);

  it('stands where the installation began, whatever the wall clock says', async () => {
    office.clock.put('2031-01-01');
    expect(await now()).toBe('2026-09-28T01:00:00.000Z');
  });

  it('moves by an act on record, for every process, and stays there', async () => {
    const id = await office.received();
    const answer = await advance('2026-10-11T00:00');
    expect(answer).toMatchObject({ outcome: 'advanced', now: '2026-10-10T16:00:00.000Z' });
    const other = await office.another();
    expect(await other.ports.now.now()).toBe('2026-10-10T16:00:00.000Z');
    await other.leave();
    expect((await advances()).at(-1)).toMatchObject({
      type: 'clock.advanced',
      simulated: true,
      actor: { person: by.person },
      data: { from: '2026-09-28T01:00:00.000Z', to: '2026-10-10T16:00:00.000Z' },
    });
    expect(await office.sweep()).toBe(1);
    expect(await office.types(id)).toEqual(['case.received', 'clock.lapsed']);
  });

  it('marks every record of the installation', async () => {
    const streams = await office.rows<{ id: string }>('select id from streams');
    expect(streams.length).toBeGreaterThan(4);
    for (const { id } of streams) {
      for (const record of await office.records(id)) expect(record.simulated).toBe(true);
    }
  });

  it('never goes back', async () => {
    const before = await office.everything();
    expect(await advance('2026-10-10T23:59:59.999')).toEqual({ outcome: 'backwards', now: await now() });
    expect(await office.everything()).toBe(before);
  });

  it('never goes back when several people move it at once, in one process or in two', async () => {
    const other = await office.another();
    const days = ['2026-10-20', '2026-10-16', '2026-10-19', '2026-10-15', '2026-10-18', '2026-10-17'];
    await Promise.all(days.map((day, n) => advance(day, n % 2 === 0 ? office : other)));
    await other.leave();
    expect(await now()).toBe(instantOf('2026-10-20'));
    const told = (await advances()).map(({ data }) => [data['from'], data['to']] as [Instant, Instant]);
    for (const [n, [from, to]] of told.entries()) {
      expect(from <= to).toBe(true);
      expect(from).toBe(told[n - 1]?.[1] ?? '2026-09-28T01:00:00.000Z');
    }
  });

  it('may be moved while an act waits for its turn: the act counts at the time at which it is written', async () => {
    const id = await office.received();
    const overtaken = office.through((ledger) => ({
      transact: async (request, work) => {
        if (request.stream === id) await advance('2026-11-05');
        return ledger.transact(request, work);
      },
    }));
    const answer = await performAct(overtaken)({
      ...{ caseId: id, act: 'accept', input: {}, by: askerOf('window'), key: 'overtaken' },
    });
    expect(answer).toMatchObject({
      outcome: 'refused',
      receipt: { recordedAt: instantOf('2026-11-05') },
      lapsed: [{ type: 'clock.lapsed' }, { type: 'clock.promiseBroken' }],
    });
  });

  it('cannot be had in a real installation', async () => {
    const real = await Office.open();
    const before = await real.everything();
    expect(await advance('2027-01-01', real)).toEqual({ outcome: 'notSimulated' });
    expect(await real.everything()).toBe(before);
    await expect(real.another('simulated')).rejects.toThrow(OtherInstallation);
    await real.close();
  });

  it('cannot be left for real time', async () => {
    await expect(office.another('real')).rejects.toThrow(OtherInstallation);
    expect(await now()).toBe(instantOf('2026-11-05'));
  });

  it('leaves a sound database', async () => {
    expect(await office.findings()).toEqual([]);
  });
});
