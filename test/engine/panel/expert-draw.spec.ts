import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawMembers, drawOrder, drawSuccessor } from '../../../src/engine/panel/draw.js';
import { drawFaults, eligibleExperts } from '../../../src/engine/panel/draw-rule.js';
import { canFill, seatGroups, sectorCap } from '../../../src/engine/panel/draw-seats.js';
import type { DrawRule, PoolExpert } from '../../../src/engine/panel/draw-words.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { anyPool, anyRule, drawn, expert, hex, ON, terms } from './draws.js';

const membersOf = (pool: readonly PoolExpert[], rule: DrawRule, seed: string): readonly PoolExpert[] =>
  drawMembers(rule, drawOrder(terms(pool, rule), seed, nodeHash));

/** Whether members can sit on the seats, by trying everything. */
function sits(rule: DrawRule, members: readonly PoolExpert[]): boolean {
  const wanted = [
    ...Object.entries(rule.seats ?? {}).flatMap(([field, n]) =>
      Array.from({ length: n }, () => (one: PoolExpert) => one.fields.includes(field)),
    ),
    ...Array.from({ length: rule.differing ?? 0 }, () => (one: PoolExpert) => one.differing === true),
  ];
  const place = (seat: number, free: readonly PoolExpert[]): boolean => {
    const fits = wanted[seat];
    return (
      fits === undefined ||
      free.some(
        (one) =>
          fits(one) &&
          place(
            seat + 1,
            free.filter((other) => other !== one),
          ),
      )
    );
  };
  const sector = members.filter((one) => one.sector).length;
  return members.length === rule.count && sector <= sectorCap(rule) && place(0, members);
}

function choices(of: readonly PoolExpert[], count: number): readonly (readonly PoolExpert[])[] {
  if (count === 0) return [[]];
  return of.flatMap((one, index) =>
    choices(of.slice(index + 1), count - 1).map((others) => [one, ...others]),
  );
}

describe('whether a panel can be filled', () => {
  it('is what trying every panel says', () => {
    fc.assert(
      fc.property(anyPool, anyRule, fc.integer({ min: 0, max: 3 }), (pool, rule, fixed) => {
        fc.pre(pool.length <= 10 && rule.count <= 5);
        const seats = Object.values(rule.seats ?? {}).reduce((sum, n) => sum + n, rule.differing ?? 0);
        fc.pre(seats <= rule.count);
        const must = pool.slice(0, fixed);
        const rest = pool.slice(fixed);
        const can =
          must.length <= rule.count &&
          choices(rest, rule.count - must.length).some((others) => sits(rule, [...must, ...others]));
        expect(canFill(rule, must, seatGroups(rule, rest))).toBe(can);
      }),
      { numRuns: 400 },
    );
  });
});

describe('a draw', () => {
  const lawful = fc.tuple(anyPool, anyRule).filter(([pool, rule]) => drawFaults(rule, pool).length === 0);

  it('ends with a panel that meets the rule, or says beforehand everything for which it cannot', () => {
    fc.assert(
      fc.property(anyPool, anyRule, fc.string(), (pool, rule, luck) => {
        const eligible = eligibleExperts(rule, pool);
        const possible =
          !(rule.odd && rule.count % 2 === 0) &&
          choices(eligible, rule.count).some((members) => sits(rule, members));
        const faults = drawFaults(rule, pool);
        expect(faults.length === 0).toBe(possible);
        if (faults.length > 0) return;
        const members = membersOf(pool, rule, hex(luck));
        expect(sits(rule, members)).toBe(true);
        expect(members.every((one) => eligible.includes(one))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('gives the same panel for the same input, however the pool is listed', () => {
    fc.assert(
      fc.property(lawful, fc.string(), fc.integer(), ([pool, rule], luck, turn) => {
        const codes = membersOf(pool, rule, hex(luck)).map((one) => one.expert);
        const turned = pool.map((one) => ({ ...one, fields: one.fields.toReversed() }));
        const at = Math.abs(turn) % pool.length;
        const listed = [...turned.slice(at), ...turned.slice(0, at)].toReversed();
        expect(membersOf(listed, rule, hex(luck)).map((one) => one.expert)).toEqual(codes);
      }),
      { numRuns: 100 },
    );
  });

  it('is the first panel in the order of tickets that meets the rule', () => {
    fc.assert(
      fc.property(lawful, fc.string(), ([pool, rule], luck) => {
        fc.pre(rule.count <= 4 && pool.length <= 9);
        const order = drawOrder(terms(pool, rule), hex(luck), nodeHash);
        const first = choices(order, rule.count).find((members) => sits(rule, members));
        expect(drawMembers(rule, order)).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });

  it('lets the next of the order come in, so that the rule still holds', () => {
    fc.assert(
      fc.property(lawful, fc.string(), fc.nat(), ([pool, rule], luck, who) => {
        const order = drawOrder(terms(pool, rule), hex(luck), nodeHash);
        const members = drawMembers(rule, order);
        const leaver = members[who % members.length] as PoolExpert;
        const staying = members.filter((one) => one !== leaver);
        const others = order.filter((one) => !members.includes(one));
        const lawfulNext = others.filter((one) => sits(rule, [...staying, one]));
        expect(drawSuccessor(rule, order, staying, [leaver.expert])).toEqual(lawfulNext[0]);
      }),
      { numRuns: 200 },
    );
  });

  it('names every reason for which a rule cannot be met', () => {
    const pool = [
      expert(1),
      expert(2, ['法学'], { sector: true }),
      expert(3, ['法学'], { out: { because: 'credit' } }),
    ];
    const contradicts = drawFaults(
      {
        on: ON,
        count: 4,
        odd: true,
        least: 5,
        fields: ['法学'],
        seats: { 规划: 5 },
        sector: { parts: 2, of: 1 },
      },
      [...pool, expert(1)],
    );
    expect(contradicts.map(({ at }) => at)).toEqual([
      ...['/rule/count', '/rule/count', '/rule/seats', '/rule/seats/规划', '/rule/sector', '/pool'],
    ]);
    const lacks = drawFaults(
      { on: ON, count: 3, seats: { 规划: 1 }, differing: 1, sector: { parts: 1, of: 3 } },
      pool,
    );
    expect(lacks.map(({ zh }) => zh)).toEqual([
      '专家：需要 3 人，库中符合条件的只有 2 人',
      '规划：需要 1 人，库中符合条件的只有 0 人',
      '持不同意见的专家：需要 1 人，库中符合条件的只有 0 人',
      '行业主管部门以外的专家：需要 2 人，库中符合条件的只有 1 人',
    ]);
    const both = [expert(1, ['法学', '规划']), expert(2, ['公共卫生'])];
    const together = drawFaults({ on: ON, count: 2, seats: { 法学: 1, 规划: 1 } }, both);
    expect(together.map(({ at }) => at)).toEqual(['/rule']);
  });

  it('leaves out who is barred on the day, and nobody whose bar has ended', () => {
    const pool = [
      expert(1, ['法学'], { out: { because: 'credit', until: ON } }),
      expert(2, ['法学'], { out: { because: 'credit', until: '2026-03-01' as typeof ON } }),
      expert(3, ['法学'], { out: { because: 'exited' } }),
      expert(4, ['规划']),
    ];
    expect(eligibleExperts({ on: ON, count: 1, fields: ['法学'] }, pool).map((one) => one.expert)).toEqual([
      'e-2',
    ]);
  });
});

describe('the chance of being drawn', () => {
  const SEEDS = 4000;
  /** Chi-square at 0.1 %: for 11 degrees of freedom 31.26, for 7 it is 24.32, for 3 it is 16.27. */
  const chiSquare = (counts: readonly number[], expected: number): number =>
    counts.reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);

  it('is the same for everybody where the rule makes no difference', () => {
    const pool = Array.from({ length: 12 }, (_, n) => expert(n));
    const counts = new Map<string, number>();
    for (let n = 0; n < SEEDS; n += 1)
      for (const one of membersOf(pool, { on: ON, count: 5 }, hex(`s${n}`)))
        counts.set(one.expert, (counts.get(one.expert) ?? 0) + 1);
    expect(chiSquare([...counts.values()], (SEEDS * 5) / 12)).toBeLessThan(31.26);
  });

  it('is the same for all who are alike, with seats for fields and a part for the department', () => {
    const pool = [
      ...Array.from({ length: 8 }, (_, n) => expert(`a${n}`, ['法学'])),
      ...Array.from({ length: 4 }, (_, n) => expert(`s${n}`, ['规划'], { sector: true })),
    ];
    const rule = { on: ON, count: 5, seats: { 规划: 1 }, sector: { parts: 1, of: 3 } };
    const counts = new Map<string, number>();
    for (let n = 0; n < SEEDS; n += 1)
      for (const one of membersOf(pool, rule, hex(`t${n}`)))
        counts.set(one.expert, (counts.get(one.expert) ?? 0) + 1);
    const of = (letter: string) =>
      [...counts].filter(([code]) => code.startsWith(`e-${letter}`)).map(([, n]) => n);
    expect(chiSquare(of('a'), (SEEDS * 4) / 8)).toBeLessThan(24.32);
    expect(chiSquare(of('s'), SEEDS / 4)).toBeLessThan(16.27);
  });

  it('does not depend on which suite hashes', () => {
    const file = drawn([expert(1), expert(2), expert(3)], { on: ON, count: 2 });
    const order = drawOrder({ ...file, hash: 'sm3' }, file.seed ?? '', nodeHash);
    expect(order.map((one) => one.expert).toSorted()).toEqual(['e-1', 'e-2', 'e-3']);
  });
});
