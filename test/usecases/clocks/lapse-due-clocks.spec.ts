import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LedgerRecord } from '../../../src/engine/audit/record.js';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { lapseDueClocks } from '../../../src/usecases/clocks/lapse-due-clocks.js';
import { Office } from '../../support/office.js';
import { tamper } from '../../support/tamper.js';

/** What of a record the law has made: not when we learnt it, nor where it stands in the chain. */
function lawful({ type, seq, occurredAt, basis, clock, data, def }: LedgerRecord): object {
  return { type, seq, occurredAt, basis, clock, data, def };
}

describe('sweeping due clocks', () => {
  let office: Office;
  beforeAll(async () => {
    office = await Office.open();
  });
  afterAll(() => office.close());

  it('finds nothing on the last day, and the lapse right after its midnight in the zone', async () => {
    office.clock.put('2026-09-28');
    const id = await office.received();
    office.clock.put('2026-10-10T23:59:59.999');
    expect(await office.sweep()).toBe(0);
    office.clock.put('2026-10-11T00:00:00.000');
    expect(await office.sweep()).toBe(1);
    expect((await office.records(id)).at(-1)).toMatchObject({
      type: 'clock.lapsed',
      occurredAt: '2026-10-10T16:00:00.000Z',
      recordedAt: '2026-10-10T16:00:00.000Z',
      basis: [{ article: '32.1(4)' }],
      data: {
        lapse: { clock: 'notice', dueOn: '2026-10-10', effectiveOn: '2026-09-28', deemed: 'accepted' },
      },
    });
    expect((await office.records(id)).at(-1)).not.toHaveProperty('actor');
    expect(await office.sweep()).toBe(0);
  });

  it('leaves ended cases and suspended clocks alone, however late it is', async () => {
    const own = await Office.open();
    const ended = await own.received();
    await own.done(ended, 'window', 'accept');
    await own.done(ended, 'head', 'grant');
    await own.done(ended, 'window', 'deliver');
    const standing = await own.received();
    await own.done(standing, 'window', 'accept');
    await own.done(standing, 'reviewer', 'beginTest', { ground: '检验' });
    own.clock.put('2027-06-01');
    expect(await own.sweep()).toBe(0);
    expect(await own.types(ended)).toHaveLength(4);
    expect(await own.types(standing)).toHaveLength(3);
    await own.close();
  });

  it('does not look again and again at clocks that never lapse, such as a lead that is over', async () => {
    const own = await Office.open();
    const id = await own.received({ input: { joint: true } });
    await own.done(id, 'window', 'accept');
    await own.done(id, 'reviewer', 'callHearing', { heldOn: '2026-10-20' });
    own.clock.put('2026-12-01');
    expect(await lapseDueClocks(own.ports)(10)).toMatchObject({ streams: 0, lapsed: 0 });
    await own.close();
  });

  it('records each lapse exactly once when several processes sweep many cases in parallel', async () => {
    const own = await Office.open();
    const cases = await Promise.all(Array.from({ length: 40 }, () => own.received()));
    own.clock.put('2026-11-05');
    const sweepers = await Promise.all([own.another(), own.another(), own.another()]);
    const lapsed = await Promise.all([own, own, ...sweepers, ...sweepers].map((one) => one.sweep(3)));
    // Deemed acceptance, the broken promise and the overdue decision of each.
    expect(lapsed.reduce((a, b) => a + b)).toBe(cases.length * 3);
    for (const id of cases) {
      const types = ['case.received', 'clock.lapsed', 'clock.promiseBroken', 'clock.lapsed'];
      expect(await own.types(id)).toEqual(types);
    }
    expect(await own.findings()).toEqual([]);
    for (const sweeper of sweepers) await sweeper.leave();
    await own.close();
  });

  it('and acting at the same moment never record a lapse twice', async () => {
    const own = await Office.open();
    const other = await own.another();
    const cases = await Promise.all(Array.from({ length: 15 }, () => own.received()));
    own.clock.put('2026-11-05');
    await Promise.all([
      other.sweep(2),
      own.sweep(2),
      ...cases.map((id) => own.act(id, 'head', 'extend', { input: { reason: '疑难' } })),
    ]);
    for (const id of cases) {
      const types = (await own.types(id)).filter((type) => type !== 'act.refused');
      expect(types).toEqual(['case.received', 'clock.lapsed', 'clock.promiseBroken', 'clock.lapsed']);
    }
    expect(await own.findings()).toEqual([]);
    await other.leave();
    await own.close();
  });

  it('goes on with the other cases when one cannot be swept, and names it', async () => {
    const own = await Office.open();
    const broken = await own.received();
    own.clock.put('2026-09-29');
    const sound = await own.received();
    await tamper(own.database.owner, `update streams set state = '{}' where id = $1`, [broken]);
    own.clock.put('2026-10-14');
    const round = await lapseDueClocks(own.ports)(10);
    expect(round).toMatchObject({ streams: 2, lapsed: 1, failures: [{ stream: broken }] });
    expect(await own.types(sound)).toEqual(['case.received', 'clock.lapsed']);
    await own.close();
  });

  it('is not disturbed by an act that comes between the claim and the lapse', async () => {
    const own = await Office.open();
    const id = await own.received();
    own.clock.put('2026-10-12');
    const interrupted = own.through((ledger) => ({
      dueStreams: async (now, limit) => {
        const due = await ledger.dueStreams(now, limit);
        own.clock.put('2026-10-12T12:00:10');
        await own.done(id, 'head', 'extend', { reason: '疑难' });
        return due;
      },
    }));
    expect(await lapseDueClocks(interrupted)(10)).toEqual({
      streams: 1,
      lapsed: 0,
      failures: [],
    });
    expect(await own.types(id)).toEqual(['case.received', 'clock.lapsed', 'decision.extended']);
    await own.close();
  });

  describe('every night or once, weeks later', () => {
    /** The same cases, at the same moments, whoever sweeps. */
    async function play(own: Office): Promise<readonly string[]> {
      const silent = await own.received();
      const declared = await own.received({ occurredOn: '2026-09-22' as CivilDate });
      const extended = await own.received();
      await own.done(extended, 'window', 'accept');
      await own.done(extended, 'head', 'extend', { reason: '疑难' });
      const joint = await own.received({ input: { joint: true } });
      const granted = await own.received();
      await own.done(granted, 'window', 'accept');
      await own.done(granted, 'head', 'grant');
      const resumed = await own.received();
      await own.done(resumed, 'window', 'accept');
      await own.done(resumed, 'reviewer', 'beginTest', { ground: '检验' });
      own.clock.put('2026-09-30');
      await own.done(resumed, 'reviewer', 'endTest');
      const correcting = await own.received();
      await own.done(correcting, 'window', 'notifyCorrections', { items: ['身份证明'] });
      return [silent, declared, extended, joint, granted, resumed, correcting];
    }

    it('gives the same ledger: types, days, data and provisions of every record', async () => {
      const [nightly, late] = [await Office.open(), await Office.open()];
      const [watched, neglected] = [await play(nightly), await play(late)];
      for (let day = '2026-10-01' as CivilDate; day <= '2026-12-20'; day = addDays(day, 1)) {
        nightly.clock.put(`${day}T00:10`);
        await nightly.sweep();
      }
      late.clock.put('2026-12-20');
      await late.sweep();
      for (const [n, id] of watched.entries()) {
        const expected = (await nightly.records(id)).map(lawful);
        expect((await late.records(neglected[n] ?? '')).map(lawful)).toEqual(expected);
        expect(await late.state(neglected[n] ?? '')).toEqual(await nightly.state(id));
      }
      const lapses = (await nightly.types(watched[0] ?? '')).slice(1);
      expect(lapses).toEqual(['clock.lapsed', 'clock.promiseBroken', 'clock.lapsed']);
      // Learnt in the night itself, and weeks later.
      expect((await nightly.records(watched[0] ?? ''))[1]?.recordedAt).toBe('2026-10-10T16:10:00.000Z');
      expect((await late.records(neglected[0] ?? ''))[1]?.recordedAt).toBe('2026-12-20T04:00:00.000Z');
      expect([...(await nightly.findings()), ...(await late.findings())]).toEqual([]);
      await nightly.close();
      await late.close();
    });
  });
});
