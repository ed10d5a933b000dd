import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import type { MinedCase } from '../../../src/engine/mining/event-log.js';
import { type CaseToMine, mineCase, SYSTEM } from '../../../src/engine/mining/mine-case.js';
import { scenarioRecords } from '../../support/scenario-records.js';
import { compiledLicence, Stage, workedCases } from '../../workflows/licence-cases.js';

interface Mined {
  readonly from: CaseToMine;
  readonly log: MinedCase;
}

describe('a case in the words of process mining', () => {
  const all: Mined[] = [];

  beforeAll(() => {
    const procedure = compiledLicence();
    const stage = new Stage();
    for (const scenario of workedCases().filter(
      (one) => one.cases === undefined && one.procedure === undefined,
    )) {
      const from = scenarioRecords(procedure, scenario, stage.play(procedure, scenario).outcomes);
      if (from.records.length > 0) all.push({ from, log: mineCase(from) });
    }
  });

  it('has an event for every record, in their order, with ids of their own', () => {
    expect(all.length).toBeGreaterThan(50);
    for (const { from, log } of all) {
      const records = log.events.map(({ own }) => Number(own['record']));
      expect(records).toEqual(records.toSorted((a, b) => a - b));
      expect(new Set(records).size).toBe(from.records.length);
      expect(new Set(log.events.map(({ id }) => id)).size).toBe(log.events.length);
    }
  });

  it('ends every task that it began, or leaves it where the case is open', () => {
    for (const { from, log } of all) {
      const scheduled = log.events
        .filter(({ lifecycle }) => lifecycle === 'schedule')
        .map(({ instance }) => instance);
      const closed = from.records.flatMap(
        ({ record }) => (record.data as unknown as CaseEvent).tasksClosed ?? [],
      );
      const ended = log.events.filter(
        ({ lifecycle, objects }) =>
          ['complete', 'withdraw', 'ate_abort'].includes(lifecycle) &&
          objects.some(({ type }) => type === 'task'),
      );
      const instances = ended.map(({ instance }) => instance);
      expect(closed.every((task) => instances.includes(task))).toBe(true);
      expect(instances.every((task) => scheduled.includes(task))).toBe(true);
    }
  });

  it('runs, suspends and stops clocks as the records do, and nobody’s hand is in it', () => {
    for (const { from, log } of all) {
      const changes = from.records.flatMap(
        ({ record }) => (record.data as unknown as CaseEvent).clocks ?? [],
      );
      const mined = log.events.filter(({ name }) => name.startsWith('clock:'));
      expect(mined.map(({ name, own }) => [name, own['action'], own['dueOn']])).toEqual(
        changes.map(({ id, action, dueOn }) => [`clock:${id}`, action, dueOn]),
      );
      expect(mined.every(({ resource, role }) => resource === SYSTEM && role === undefined)).toBe(true);
    }
  });

  it('names the act, who did it in which post, the articles and the way back to the proof', () => {
    const { log, from } = all.find(({ log: { events } }) =>
      events.some(({ own }) => own['act'] === 'accept'),
    ) as Mined;
    const acceptance = log.events.find(({ own }) => own['act'] === 'accept');
    const record = from.records.find(({ record: { seq } }) => `${seq}` === acceptance?.own['record']);
    expect(acceptance).toMatchObject({
      name: '受理',
      lifecycle: 'complete',
      role: 'window',
      resource: record?.record.actor?.person,
    });
    expect(acceptance?.own).toMatchObject({ leaf: record?.leaf, definition: from.digest });
    expect(acceptance?.objects).toContainEqual({ type: 'case', id: log.id, qualifier: 'case' });
  });

  it.each([
    ['an act', { type: 'act.refused', act: 'accept' }, '拒绝：受理'],
    ['a filing', { type: 'act.refused' }, 'act.refused'],
    ['an unmasking', { type: 'unmasking.refused' }, 'unmasking.refused'],
  ])('calls off what was refused, %s too, and completes nothing by it', (_, asked, name) => {
    const { from } = all[0] as Mined;
    const last = from.records.at(-1) as CaseToMine['records'][number];
    const refusal = { code: 'power-missing', unmet: [{ code: 'power-missing', basis: ['许可法 38'] }] };
    const event = { ...asked, cause: 'refusal', on: last.record.recordedAt.slice(0, 10), refusal };
    const record = { ...last.record, id: 'refused', seq: last.record.seq + 1, type: asked.type, data: event };
    const { events } = mineCase({ ...from, records: [...from.records, { ...last, record }] });
    expect(events.filter(({ own }) => own['record'] === `${record.seq}`)).toMatchObject([
      { name, lifecycle: 'pi_abort', own: { refusal: 'power-missing', unmet: '许可法 38' } },
    ]);
  });
});
