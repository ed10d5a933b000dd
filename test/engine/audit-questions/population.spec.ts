import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CASE_PATTERNS } from '../../../src/engine/audit-questions/population/case-patterns.js';
import { GROUP_PATTERNS } from '../../../src/engine/audit-questions/population/group-patterns.js';
import {
  caseFacts,
  type CaseFacts,
  type PopulationCase,
} from '../../../src/engine/audit-questions/population/population-case.js';
import { median } from '../../../src/engine/audit-questions/population/population-row.js';
import { whoLooked, type Looking } from '../../../src/engine/audit-questions/population/q24-who-looked.js';
import { changedRules } from '../../../src/engine/audit-questions/population/q25-changed-rules.js';
import { peers } from '../../../src/engine/audit-questions/population/q26-peers.js';
import { queueOrder } from '../../../src/engine/audit-questions/population/q27-queue.js';
import { timeSplit } from '../../../src/engine/audit-questions/population/q28-time-split.js';
import { addDays } from '../../../src/engine/clock/civil-date.js';
import type { CivilDate, Instant, Zone } from '../../../src/engine/clock/time.js';
import { officialCalendar } from '../../support/procedures.js';
import { audited, eventsOf, type PlayedEvent } from './audited-scenario.js';
import { readAuditThresholds } from '../../../src/outside/seed/read-audit-thresholds.js';

const calendar = officialCalendar();
const thresholds = readAuditThresholds('workflows/audit/thresholds.yaml');
const counting = { zone: 'Asia/Shanghai' as Zone, calendar, thresholds };
const leaf = { sha256: 'a', sm3: 'b' };

function caseOf(events: readonly PlayedEvent[]): PopulationCase {
  const { caseId, records, procedure } = audited(events);
  return { caseId, records, procedure, unit: 'bureau' };
}

function rowsOf(pattern: string, events: readonly PlayedEvent[]) {
  return CASE_PATTERNS[pattern]?.rows(caseOf(events), counting) ?? [];
}

const granted = eventsOf('smooth-grant');
const facts = caseFacts(caseOf(granted)) as CaseFacts;

/** A case like the granted one, otherwise in some ways. */
function like(n: number, change: Partial<CaseFacts> = {}): CaseFacts {
  return { ...facts, caseId: `case-${n}`, ...change };
}

function decidedBy(n: number, by: string, checkedBy: string, more: Partial<CaseFacts> = {}): CaseFacts {
  return like(n, { decision: { caseId: `case-${n}`, seq: 5, leaf, by, checkedBy }, ...more });
}

/** The event with its clock changes as the test wants them. */
function withClocks(
  events: readonly PlayedEvent[],
  change: (one: NonNullable<PlayedEvent['event']['clocks']>[number]) => object,
): readonly PlayedEvent[] {
  return events.map((one) => {
    const { clocks } = one.event;
    return clocks
      ? { ...one, event: { ...one.event, clocks: clocks.map((c) => ({ ...c, ...change(c) })) } }
      : one;
  });
}

describe('patterns of one case', () => {
  it('are none of a case in order', () => {
    for (const pattern of Object.keys(CASE_PATTERNS)) {
      expect({ pattern, rows: rowsOf(pattern, granted) }).toEqual({ pattern, rows: [] });
    }
  });

  it('supplement-twice: a second request for corrections, at its record, under its article', () => {
    const once = eventsOf('one-time-notice-on-the-last-day');
    expect(rowsOf('supplement-twice', once)).toEqual([]);
    const at = once.findIndex(({ event }) => event.act === 'notifyCorrections');
    const again = once[at];
    if (!again) throw new Error('the scenario asks for no corrections');
    // Asked again while nothing else happened.
    const twice = [...once.slice(0, at + 1), { ...again, event: bare(again.event) }, ...once.slice(at + 1)];
    const [row] = rowsOf('supplement-twice', twice);
    expect(row).toMatchObject({ seq: at + 1, data: { nth: 2 }, deviatesFrom: { zh: '补正内容一次性告知' } });
    expect(row?.articles.join()).toContain('行政许可法');
    expect(row?.say.zh).toMatch(/^偏离规则“.+”（记录 \d+）/);
  });

  it('promise-broken: after the promised day and within the statutory term', () => {
    const stop = granted.flatMap(({ event }) =>
      (event.clocks ?? []).flatMap((one) => (one.action === 'stop' ? [{ ...one, at: event.on }] : [])),
    );
    const promised = withClocks(granted, (one) =>
      one.action === 'start' && stop.some(({ id, on }) => id === one.id && on > one.on)
        ? { promisedDueOn: one.on }
        : {},
    );
    const rows = rowsOf('promise-broken', promised);
    expect(rows.length).toBeGreaterThan(0);
    for (const { data } of rows) {
      expect(String(data['on']) > String(data['promisedDueOn'])).toBe(true);
      expect(String(data['on']) <= String(data['dueOn'])).toBe(true);
    }
  });

  it('suspended-near-limit: with at most two working days left', () => {
    const paused = granted.map((one, n) => {
      const running = n > 0 && audited(granted).records[n]?.before?.clocks;
      const [name, clock] = Object.entries(running || {}).find(([, { dueOn }]) => dueOn !== undefined) ?? [];
      if (one.event.act !== 'concludeReview' || name === undefined || !clock?.dueOn) return one;
      return {
        ...one,
        event: {
          ...one.event,
          clocks: [{ id: name, action: 'pause' as const, on: clock.dueOn, ground: 'hearing' }],
        },
      };
    });
    expect(rowsOf('suspended-near-limit', paused)).toMatchObject([{ data: { workingDaysLeft: 0 } }]);
  });

  it('late-entry: recorded more than five days after it happened; what the law does counts from its day', () => {
    const one = caseOf(granted);
    const late = (days: number, whose = true): PopulationCase => ({
      ...one,
      records: one.records.map((record, n) => {
        if (n !== 2) return record;
        const { actor, ...rest } = record.record;
        const occurredAt = `${addDays(record.event.on, -days)}T04:00:00.000Z` as Instant;
        return { ...record, record: { ...rest, occurredAt, ...(whose && actor && { actor }) } };
      }),
    });
    const rows = (of: PopulationCase) => CASE_PATTERNS['late-entry']?.rows(of, counting);
    expect(rows(late(5))).toEqual([]);
    expect(rows(late(6))).toMatchObject([{ seq: 2, data: { lagDays: 6 } }]);
    expect(rows(late(6, false))).toEqual([]);
  });
});

describe('patterns that many cases show together', () => {
  it('last-day-often: more than half of at least twenty limits of a unit', () => {
    const rows = (late: number, n: number) =>
      GROUP_PATTERNS['last-day-often']?.rows(
        Array.from({ length: n }, (_, i) =>
          like(i, {
            limits: [{ caseId: `case-${i}`, seq: 4, leaf, articles: ['A 1'], onLastDay: i < late }],
          }),
        ),
        thresholds,
      );
    expect(rows(10, 20)).toEqual([]);
    expect(rows(19, 19)).toEqual([]);
    expect(rows(11, 20)).toMatchObject([{ data: { n: 20, onLastDay: 11, share: 0.55 }, articles: ['A 1'] }]);
  });

  it('same-pair: twenty decisions of one person, all prepared by one other', () => {
    const rows = (checkers: readonly string[]) =>
      GROUP_PATTERNS['same-pair']?.rows(
        checkers.map((checker, n) => decidedBy(n, 'he', checker)),
        thresholds,
      );
    expect(rows(Array.from({ length: 19 }, () => 'rui'))).toEqual([]);
    expect(rows([...Array.from({ length: 20 }, () => 'rui'), 'ren'])).toEqual([]);
    expect(rows(Array.from({ length: 20 }, () => 'rui'))).toMatchObject([
      { data: { decider: 'he', checker: 'rui', n: 20 } },
    ]);
  });
});

describe('answers about many cases', () => {
  it('24: ten cases in an evening are a spike, nine are not, and ten in working hours are not', () => {
    const hours = { from: '09:00', to: '17:30' };
    const looking = (n: number, time: string): readonly Looking[] =>
      Array.from({ length: n }, (_, i) => ({
        ...{ caseId: `case-${i}`, seq: 1, leaf, kind: 'case.read', person: 'ji' },
        at: `2026-09-28T${time}:00.000Z` as Instant,
      }));
    const ask = (n: number, time: string) => whoLooked(looking(n, time), { ...counting, hours });
    expect(ask(10, '13:00')).toMatchObject({
      conclusion: 'deviates',
      rows: [{ data: { outsideHours: 10 } }, { data: { on: '2026-09-28' } }],
    });
    expect(ask(9, '13:00').conclusion).toBe('inOrder');
    expect(ask(10, '02:00').conclusion).toBe('inOrder');
    // Without hours only days without work count: Saturday.
    const saturday = looking(10, '02:00').map((one) => ({
      ...one,
      at: '2026-09-19T02:00:00.000Z' as Instant,
    }));
    expect(whoLooked(saturday, counting).conclusion).toBe('deviates');
  });

  it('25: decisions of the favoured within seven days, and no others', () => {
    const at = '2026-09-01T04:00:00.000Z' as Instant;
    const change = {
      ...{ stream: 'organisation' as const, seq: 3, leaf, at, by: 'xi', type: 'organisation.changed' },
      favoured: ['he'],
    };
    const decided = (caseId: string, person: string, day: string) => ({
      ...{ caseId, seq: 1, leaf, person, procedure: 'p' },
      at: `2026-09-${day}T04:00:00.000Z` as Instant,
    });
    const given = {
      changes: [change],
      decided: [
        decided('within', 'he', '07'),
        decided('later', 'he', '08'),
        decided('other', 'ren', '02'),
        { ...decided('before', 'he', '02'), at: '2026-08-31T04:00:00.000Z' as Instant },
      ],
      recounted: [],
      openedUnder: new Map(),
    };
    const { rows, conclusion } = changedRules(given, thresholds);
    // An authority that looks at a longer stretch sees the later decision too.
    const longer = changedRules(given, { casesAfterChangeDays: 30 });
    expect(longer.rows[0]?.data['decided']).toHaveLength(2);
    expect(conclusion).toBe('shown');
    expect(rows[0]?.data['decided']).toEqual([{ case: 'within', sequence: 1, person: 'he' }]);
  });

  it('26: says nothing of anybody with fewer than twenty cases, whatever the cases are', () => {
    const people = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(fc.tuple(people, fc.nat(60)), { maxLength: 80 }), (drawn) => {
        const cases = drawn.map(([by, days], n) => decidedBy(n, by, 'x', { days, outcome: 'granted' }));
        for (const { data } of peers(cases, thresholds).rows) {
          const own = cases.filter(
            ({ decision }) => data['person'] === null || decision?.by === data['person'],
          );
          expect(data['n']).toBe(own.length);
          expect('medianDays' in data).toBe(own.length >= thresholds.fewestCases);
          if (own.length >= thresholds.fewestCases) {
            expect(data['outcomes']).toEqual({ granted: 1 });
            expect(data['medianDays']).toBe(median(own.map(({ days = 0 }) => days)));
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('27: an inversion without a reason deviates; one that was urged or waited for a pause is shown', () => {
    const desk = (n: number, opened: number, first: number, more: Partial<CaseFacts> = {}): CaseFacts => {
      const on = addDays('2026-03-01' as CivilDate, opened);
      const at = `${addDays('2026-03-01' as CivilDate, first)}T04:00:00.000Z` as Instant;
      const place = { caseId: `case-${n}`, seq: 0, leaf };
      return like(n, {
        opened: { ...place, on, at: `${on}T01:00:00.000Z` as Instant },
        firstActs: [{ ...place, seq: 1, post: 'reviewer', person: 'rui', at }],
        reasons: [],
        ...more,
      });
    };
    expect(queueOrder([desk(1, 0, 5), desk(2, 1, 6)])).toMatchObject({ conclusion: 'inOrder', rows: [] });
    const jumped = queueOrder([desk(1, 0, 6), desk(2, 1, 5)]);
    expect(jumped).toMatchObject({
      conclusion: 'deviates',
      rows: [{ caseId: 'case-1', seq: 1, data: { overtakenBy: ['case-2'], reasons: [] } }],
    });
    const reason = (kind: 'urged' | 'paused') => ({
      reasons: [{ kind, seq: 1, at: '2026-03-03T04:00:00.000Z' as Instant }],
    });
    expect(queueOrder([desk(1, 0, 6), desk(2, 1, 5, reason('urged'))]).conclusion).toBe('inOrder');
    expect(queueOrder([desk(1, 0, 6, reason('paused')), desk(2, 1, 5)]).conclusion).toBe('inOrder');
    // An urging of the one that waited explains nothing.
    expect(queueOrder([desk(1, 0, 6, reason('urged')), desk(2, 1, 5)]).conclusion).toBe('deviates');
  });

  it('28: the shares of a procedure, from the days of its cases', () => {
    const whole = Object.values(facts.spent).reduce((sum, days) => sum + days, 0);
    const { rows } = timeSplit([like(1), like(2)]);
    expect(rows).toHaveLength(1);
    const days = rows[0]?.data['days'] as Readonly<Record<string, number>>;
    expect(Object.values(days).reduce((sum, one) => sum + one, 0)).toBe(2 * whole);
    expect(rows[0]?.data['medianDays']).toBe(facts.days ?? null);
  });

  it('never say more than that a rule is deviated from', () => {
    const titles = [...Object.values(CASE_PATTERNS), ...Object.values(GROUP_PATTERNS)];
    for (const { title, rule: ruled } of titles) {
      const rule = ruled(thresholds);
      expect(`${title.zh} ${title.en} ${rule.zh} ${rule.en}`).not.toMatch(/违法|违规|illegal|unlawful/i);
    }
  });
});

/** The act alone, without what it does to clocks and tasks. */
function bare({ type, cause, act, post, on }: PlayedEvent['event']): PlayedEvent['event'] {
  return { type, cause, ...(act !== undefined && { act }), ...(post !== undefined && { post }), on };
}
