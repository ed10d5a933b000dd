import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CalendarDocument } from '../../../src/engine/clock/calendar-document.js';
import {
  adoptCalendar,
  applyCalendarToCases,
  previewCalendar,
} from '../../../src/usecases/law/adopt-calendar.js';
import { ContradictoryNotice } from '../../../src/usecases/law/contradictory-notice.js';
import { LIBRARY_STREAMS } from '../../../src/usecases/law/library-streams.js';
import { askerOf, Office, people, shippedNotices } from '../../support/office.js';

const of = (year: number): CalendarDocument[] => shippedNotices(year).filter((one) => one.year === year);
const notice2026 = of(2026)[0] as CalendarDocument;

async function* each(ids: readonly string[]): AsyncGenerator<string> {
  yield* ids;
}

describe('adopting a notice', () => {
  let office: Office;
  beforeEach(async () => {
    // A Monday late in 2025, in an office that has not heard of the notice for 2026.
    office = await Office.open({ at: '2025-12-22', notices: of(2025) });
  });
  afterEach(() => office.close());

  const adopt = (notice = notice2026) => adoptCalendar(office.ports)(notice, askerOf('system'));
  const apply = (ids: readonly string[]) => applyCalendarToCases(office.ports)(each(ids));

  async function deciding(): Promise<string> {
    const id = await office.received();
    await office.done(id, 'window', 'accept');
    return id;
  }

  it('is on record and known at once; adopting it again changes nothing', async () => {
    expect(await adopt()).toMatchObject({ outcome: 'adopted', receipt: { type: 'calendar.adopted' } });
    expect((await office.records(LIBRARY_STREAMS.calendar)).at(-1)).toMatchObject({
      actor: { person: people.system.person },
      data: { name: 'cn/2026', from: '2025-11-04' },
    });
    const { calendar } = await office.ports.calendars.knownAt(await office.ports.now.now());
    expect(calendar.knownYears).toEqual([2025, 2026]);
    const before = await office.everything();
    expect(await adopt()).toMatchObject({ outcome: 'known' });
    expect(await office.everything()).toBe(before);
  });

  it('shows beforehand what would move, moves exactly that, in one record each, and moves it once', async () => {
    const moving = [await deciding(), await deciding()];
    const standing = await deciding();
    await office.done(standing, 'reviewer', 'beginTest', { ground: '检验' });
    const ended = await deciding();
    await office.done(ended, 'head', 'grant');
    await office.done(ended, 'window', 'deliver');
    const early = await office.received();
    const all = [early, ...moving, standing, ended];
    const decision = async (id: string) => (await office.state(id)).clocks['decision'];
    // Seven working days left in 2025; with no notice every weekday of 2026, 1 January too, may be a working day.
    const provisional = { dueOn: '2026-01-19', promisedDueOn: '2026-01-05', provisional: true };
    for (const id of moving) expect(await decision(id)).toMatchObject(provisional);

    const before = await office.everything();
    // 1 to 3 January are days off, Sunday the 4th is a working day: one day later.
    const move = { clock: 'decision', from: '2026-01-19', to: '2026-01-20' };
    expect(await previewCalendar(office.ports)([notice2026], each(all))).toEqual(
      moving.map((caseId) => ({ caseId, ...move })),
    );
    expect(await office.everything()).toBe(before);

    await adopt();
    expect(await apply(all)).toEqual({ moved: 2 });
    const settled = { dueOn: '2026-01-20', promisedDueOn: '2026-01-06', provisional: false };
    for (const id of moving) {
      expect(await decision(id)).toMatchObject(settled);
      const record = (await office.records(id)).at(-1);
      expect(record).toMatchObject({
        type: 'calendar.applied',
        clock: [{ id: 'decision', action: 'recompute', dueOn: '2026-01-20' }],
        data: { cause: 'calendar', clocks: [settled] },
      });
      expect(record).not.toHaveProperty('actor');
    }
    for (const id of [early, standing, ended])
      expect(await office.types(id)).not.toContain('calendar.applied');
    const after = await office.everything();
    expect(await apply(all)).toEqual({ moved: 0 });
    expect(await office.everything()).toBe(after);
    expect(await office.findings()).toEqual([]);
  });

  it.each([
    ['applied to the case', true],
    ['not yet applied to the case', false],
  ])('%s: the term lapses after the moved day, not after the old one', async (_what, applied) => {
    const id = await deciding();
    await adopt();
    if (applied) await apply([id]);
    office.clock.put('2026-01-20T23:59:59.999');
    await office.sweep();
    const lapses = async () => (await office.records(id)).filter(({ type }) => type === 'clock.lapsed');
    expect(await lapses()).toEqual([]);
    expect((await office.state(id)).clocks['decision']).toMatchObject({
      ...{ state: 'running', dueOn: '2026-01-20', promiseBroken: true },
    });
    office.clock.put('2026-01-21T00:00');
    await office.sweep();
    expect(await lapses()).toMatchObject([
      { occurredAt: '2026-01-20T16:00:00.000Z', data: { lapse: { dueOn: '2026-01-20' } } },
    ]);
    expect((await office.types(id)).filter((type) => type === 'calendar.applied')).toHaveLength(1);
    expect(await office.findings()).toEqual([]);
  });

  it('is not disturbed by acts that come in between, however long it takes', async () => {
    const [first, second] = [await deciding(), await deciding()];
    await adopt();
    async function* slowly(): AsyncGenerator<string> {
      yield first;
      office.clock.put('2025-12-22T12:30');
      await office.done(second, 'head', 'extend', { reason: '疑难' });
      yield second;
    }
    // The act itself was decided under the new calendar; only the first case is left to move.
    expect(await applyCalendarToCases(office.ports)(slowly())).toEqual({ moved: 1 });
    expect(await office.findings()).toEqual([]);
  });

  it('that contradicts the one for the same year is refused, and the office goes on', async () => {
    await adopt();
    const rival = { ...notice2026, notice: { ...notice2026.notice, number: '国办发明电〔2025〕99号' } };
    const before = await office.everything();
    await expect(adopt(rival)).rejects.toThrow(ContradictoryNotice);
    expect(await office.everything()).toBe(before);
    await office.received();
  });
});
