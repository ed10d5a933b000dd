import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CaseEvent } from '../../../src/engine/case/case-event.js';
import { buildCalendar } from '../../../src/engine/clock/calendar.js';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { Aligner } from '../../../src/engine/mining/align.js';
import { checkOutsideLog, type CheckedLog } from '../../../src/engine/mining/check-outside-log.js';
import type { OutsideCase } from '../../../src/engine/mining/outside-log.js';
import type { Exploration, Passage } from '../../../src/engine/statechart/explore.js';
import { scenarioRecords } from '../../support/scenario-records.js';
import { compiledLicence, officialNotices, Stage, workedCases } from '../../workflows/licence-cases.js';

const procedure = compiledLicence();
const { definition } = procedure;
const calendar = buildCalendar(officialNotices(), '2026-12-31' as CivilDate);
const day = (text: string): CivilDate => text as CivilDate;

describe('an outside log beside a procedure', () => {
  const recorded = new Map<string, readonly CaseEvent[]>();
  let checked: CheckedLog;

  beforeAll(() => {
    const stage = new Stage();
    for (const scenario of workedCases().filter(
      (one) => one.cases === undefined && one.procedure === undefined && !one.knownAt,
    )) {
      const { records } = scenarioRecords(procedure, scenario, stage.play(procedure, scenario).outcomes);
      const events = records.map(({ record }) => record.data as unknown as CaseEvent);
      if (events.some(({ act }) => act !== undefined)) recorded.set(scenario.scenario, events);
    }
    const cases = [...recorded].map(([id, events]): OutsideCase => {
      const acts = events.filter(({ act, cause }) => act !== undefined && cause === 'act');
      return { id, events: acts.map(({ act = '', on }, i) => ({ n: i + 1, name: act, on })) };
    });
    const late: OutsideCase = {
      id: 'late',
      events: [
        { n: 1, name: '接收申请', on: day('2026-03-02') },
        { n: 2, name: '受理', on: day('2026-03-03') },
        { n: 3, name: '盖章', on: day('2026-03-04') },
        { n: 4, name: 'grant', on: day('2026-06-30') },
      ],
    };
    checked = checkOutsideLog(definition, { cases: [...cases, late], remarks: [] }, calendar, {
      接收申请: 'receive',
    });
  });

  it('agrees with what followed it', () => {
    expect(checked.cases.length).toBeGreaterThan(50);
    const wrong = checked.cases.filter(({ id, alignment }) => id !== 'late' && alignment?.cost !== 0);
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('has the last days that were recorded, where the log tells all that they rest on', () => {
    let compared = 0;
    for (const { id, clocks } of checked.cases) {
      const events = recorded.get(id) ?? [];
      const days = (clock: string) =>
        events.flatMap(({ clocks: changes = [] }) => changes.filter((one) => one.id === clock));
      for (const { clock, dueOn, assumed } of clocks) {
        const known = days(clock);
        if (assumed.length > 0 || dueOn === undefined || known.length === 0) continue;
        expect({ id, clock, days: known.map((one) => one.dueOn) }).toEqual({
          id,
          clock,
          days: expect.arrayContaining([dueOn]),
        });
        compared += 1;
      }
    }
    expect(compared).toBeGreaterThan(100);
  });

  it('tells what was not done, what is unknown, and what was late', () => {
    const late = checked.cases.find(({ id }) => id === 'late');
    expect(late?.unknown).toEqual(['盖章']);
    const moves = late?.alignment?.moves ?? [];
    expect(moves.filter(({ kind }) => kind === 'log')).toEqual([{ kind: 'log', at: 2, act: undefined }]);
    expect(moves.flatMap((move) => (move.kind === 'model' ? [move.act] : [])).length).toBeGreaterThan(0);
    expect(late?.clocks.find(({ clock }) => clock === 'decision')).toMatchObject({
      standing: 'overdue',
      until: '2026-06-30',
    });
  });
});

describe('an alignment', () => {
  /** A small random procedure: numbered places, acts a to d, and steps of the law. */
  const graph = fc.record({
    passages: fc.array(
      fc.record({ from: fc.nat(5), to: fc.nat(5), event: fc.constantFrom('a', 'b', 'c', 'd', 'lapsed.x') }),
      { minLength: 4, maxLength: 14 },
    ),
    acts: fc.array(fc.constantFrom('a', 'b', 'c', 'd', undefined), { maxLength: 6 }),
  });

  it('is the cheapest that there is', () => {
    fc.assert(
      fc.property(graph, ({ passages, acts }) => {
        const opened: Passage = { from: undefined, to: 0, event: 'a', started: [] };
        const all = [
          opened,
          ...passages.map((one): Passage => ({ ...one, started: [] })),
          { from: 0, to: 5, event: 'd', started: [] },
        ];
        const configurations = Array.from({ length: 6 }, (_, index) => ({
          index,
          value: `s${index}`,
          known: {},
          ended: index === 5,
        }));
        const exploration = { configurations, passages: all } as unknown as Exploration;
        const { cost, moves } = new Aligner(exploration, new Set(['a', 'b', 'c', 'd'])).align(acts);
        expect(cost).toBe(cheapest(all, acts));
        expect(moves.filter(({ kind }) => kind === 'log' || kind === 'model')).toHaveLength(cost);
        expect(
          moves.flatMap((move) => (move.kind === 'sync' || move.kind === 'log' ? [move.at] : [])),
        ).toEqual(acts.map((_, i) => i));
        expect(isWalk(moves.flatMap((move) => (move.kind === 'log' ? [] : [move.passage])))).toBe(true);
      }),
    );
  });
});

/** By relaxing every edge of the product again and again: slow, and plainly right. */
function cheapest(passages: readonly Passage[], acts: readonly (string | undefined)[]): number {
  const costs = new Map<string, number>([['-1 0', 0]]);
  for (let changed = true; changed;) {
    changed = false;
    const relax = (place: number, at: number, cost: number): void => {
      const key = `${place} ${at}`;
      if (cost >= (costs.get(key) ?? Infinity)) return;
      costs.set(key, cost);
      changed = true;
    };
    for (const [key, cost] of costs) {
      const [place = 0, at = 0] = key.split(' ').map(Number);
      if (at < acts.length) relax(place, at + 1, cost + 1);
      for (const { from = -1, to, event } of passages) {
        if (from !== place) continue;
        if (event.startsWith('lapsed.')) relax(to, at, cost);
        else relax(to, at, cost + 1);
        if (at < acts.length && acts[at] === event) relax(to, at + 1, cost);
      }
    }
  }
  return Math.min(...[...costs].flatMap(([key, cost]) => (key.endsWith(` ${acts.length}`) ? [cost] : [])));
}

function isWalk(passages: readonly Passage[]): boolean {
  return passages.every(({ from }, i) => (i === 0 ? from === undefined : from === passages[i - 1]?.to));
}
