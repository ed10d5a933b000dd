import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { drawMembers, drawOrder, drawSuccessor } from '../../../src/engine/panel/draw.js';
import { sealedDrawFile, type DrawFile } from '../../../src/engine/panel/draw-file.js';
import { drawFaults } from '../../../src/engine/panel/draw-rule.js';
import { verifyDraw } from '../../../src/engine/panel/verify-draw.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';
import { anyPool, anyRule, drawn, expert, hex, ON } from './draws.js';

const POOL = [
  expert(1, ['法学'], { unit: '大学' }),
  expert(2, ['城乡规划', '生态环境'], { sector: true }),
  expert(3, ['城乡规划'], { from: '省专家库', differing: true }),
  expert(4, ['公共卫生']),
  expert(5, ['法学'], { out: { because: 'interest' } }),
  expert(6, ['生态环境']),
  expert(7, ['生态环境']),
];
const RULE = {
  ...{ on: ON, count: 3, odd: true as const, least: 3, seats: { 城乡规划: 1 }, sector: { parts: 1, of: 3 } },
  beacon: { source: '福利彩票双色球开奖号码', moment: '第2026030期' },
};

/** A draw in which one member has left and the next of the order has come in. */
function withChange(file: DrawFile): DrawFile {
  const order = drawOrder(file, file.seed ?? '', nodeHash);
  const members = drawMembers(file.rule, order);
  const [leaver, ...staying] = members;
  const next = leaver && drawSuccessor(file.rule, order, staying, [leaver.expert]);
  if (!next || !leaver) throw new Error('nobody is left');
  return sealedDrawFile(
    {
      ...file,
      changes: [{ expert: leaver.expert, because: 'conflict', successor: next.expert }],
      members: [...staying, next].map((one) => one.expert).toSorted(),
    },
    nodeHash,
  );
}

const DRAW = withChange(drawn(POOL, RULE, 'luck', '03 07 12 19 22 31 + 08'));

type Path = readonly (string | number)[];

function paths(value: unknown, at: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, one]) => paths(one, [...at, key]))];
}

/** A copy with another value at a place, or without it. */
function changed(value: unknown, path: Path, to: (value: unknown) => unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return to(value);
  const copy: Record<string, unknown> = Array.isArray(value)
    ? (value.slice() as unknown as Record<string, unknown>)
    : { ...(value as object) };
  const inner = changed(copy[key], rest, to);
  if (inner === undefined && Array.isArray(value)) return value.filter((_, index) => String(index) !== key);
  if (inner === undefined) delete copy[key];
  else copy[key] = inner;
  return copy;
}

function otherThan(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return `${value.startsWith('0') ? '1' : '0'}${value.slice(1)}`;
  return null;
}

const faultsOf = (file: unknown) => verifyDraw(file, nodeHash).faults;

/** With a digest of its own, as a forger would write it. */
const resealed = (file: Partial<DrawFile>): DrawFile => sealedDrawFile({ ...DRAW, ...file }, nodeHash);

describe('doing a published draw again', () => {
  it('says of every honest draw that it is in order', () => {
    fc.assert(
      fc.property(anyPool, anyRule, fc.string(), (pool, rule, luck) => {
        fc.pre(drawFaults(rule, pool).length === 0);
        expect(verifyDraw(drawn(pool, rule, luck), nodeHash)).toMatchObject({ stage: 'drawn', faults: [] });
      }),
      { numRuns: 100 },
    );
    expect(faultsOf(DRAW)).toEqual([]);
    expect(faultsOf(JSON.parse(JSON.stringify(DRAW)))).toEqual([]);
  });

  it('says each step in words, and what has to be looked up elsewhere', () => {
    const { steps } = verifyDraw(DRAW, nodeHash);
    expect(steps.map(({ zh }) => zh)).toEqual(
      expect.arrayContaining([
        '专家库 7 人，按规则可以抽取的 6 人，应抽取 3 人',
        '抽取人公开的秘密数与其承诺相符',
        '公开随机源的值须自行核对：福利彩票双色球开奖号码，第2026030期：03 07 12 19 22 31 + 08',
        `现任专家：${DRAW.members.join('、')}`,
      ]),
    );
  });

  it('follows it as it grows', () => {
    const { leaf: _leaf, seed: _seed, beacon: _beacon, ...rest } = DRAW;
    const none = { drawn: [], members: [], changes: [] };
    const at = (more: Partial<DrawFile>) =>
      verifyDraw(
        sealedDrawFile({ ...rest, ...none, commitments: [], reveals: [], ...more }, nodeHash),
        nodeHash,
      );
    expect(at({})).toMatchObject({ stage: 'opened', faults: [] });
    const { commitments, reveals, leaf = '' } = DRAW;
    expect(at({ commitments: commitments.slice(0, 1) })).toMatchObject({ stage: 'promised', faults: [] });
    expect(at({ commitments, leaf })).toMatchObject({ stage: 'promised', faults: [] });
    expect(at({ commitments, leaf, reveals: reveals.slice(0, 1) })).toMatchObject({
      stage: 'promised',
      faults: [],
    });
    expect(at({ reveals: reveals.slice(0, 1) }).faults.map((one) => one.at)).toContain('/reveals');
    expect(at({ commitments: commitments.toReversed(), leaf }).faults.map((one) => one.at)).toContain(
      '/commitments',
    );
  });

  it('finds every change of one field, every field that is missing, and every one that is added', () => {
    let tried = 0;
    for (const path of paths(DRAW)) {
      if (path.length === 0) continue;
      for (const to of [otherThan, () => undefined, () => 'else', () => 7]) {
        const forged = changed(DRAW, path, to);
        if (JSON.stringify(forged) === JSON.stringify(DRAW)) continue;
        tried += 1;
        if (faultsOf(forged).length === 0) throw new Error(`not found: ${path.join('/')}`);
      }
      const within = changed(DRAW, path, (value) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? { ...value, note: 'x' }
          : value,
      );
      if (JSON.stringify(within) !== JSON.stringify(DRAW)) expect(faultsOf(within)).not.toEqual([]);
    }
    expect(tried).toBeGreaterThan(200);
  });

  it('finds what matters even where the forger writes the digest anew', () => {
    const other = hex('other');
    const of = (file: Partial<DrawFile>): string => faultsOf(resealed(file))[0]?.at ?? 'nothing';
    const [first, second] = DRAW.reveals;
    if (!first || !second) throw new Error('nothing was revealed');
    expect(of({ reveals: [{ ...first, nonce: other }, second] })).toBe('/reveals/0');
    expect(of({ reveals: [second, first] })).toBe('/reveals');
    expect(of({ stream: 'another' })).toBe('/reveals/0');
    expect(of({ draft: { version: 2, sha256: other } })).toBe('/reveals/0');
    expect(of({ pool: POOL.filter((one) => one.expert !== 'e-7') })).toBe('/reveals/0');
    expect(of({ rule: { ...RULE, least: 1 } })).toBe('/reveals/0');
    expect(of({ leaf: other })).toBe('/seed');
    expect(of({ beacon: '03 07 12 19 22 31 + 09' })).toBe('/seed');
    expect(of({ seed: other })).toBe('/seed');
    expect(of({ drawn: DRAW.drawn.toReversed() })).toBe('/drawn');
    expect(of({ members: DRAW.drawn })).toBe('/members');
    expect(of({ changes: [] })).toBe('/members');
    const [change] = DRAW.changes;
    if (!change) throw new Error('nobody left');
    expect(of({ changes: [{ ...change, successor: 'e-5' }] })).toBe('/changes/0/successor');
    expect(of({ changes: [{ ...change, successor: 'e-9', named: expert(9, ['城乡规划']) }] })).toBe(
      '/changes/0/named',
    );
    expect(of({ changes: [{ ...change, expert: 'e-5' }] })).toBe('/changes/0/expert');
    expect(of({ named: [expert(9)] })).not.toBe('nothing');
  });

  it('knows members who were named, and holds them to the rule', () => {
    const { leaf: _leaf, seed: _seed, beacon: _beacon, ...rest } = DRAW;
    const named = [expert(11, ['城乡规划']), expert(12), expert(13, ['法学'], { sector: true })];
    const file = (experts: typeof named) =>
      sealedDrawFile(
        {
          ...{ ...rest, drawn: [], changes: [], commitments: [], reveals: [], named: experts },
          members: experts.map((one) => one.expert).toSorted(),
        },
        nodeHash,
      );
    expect(verifyDraw(file(named), nodeHash)).toMatchObject({ stage: 'named', faults: [] });
    expect(verifyDraw(file(named.slice(1)), nodeHash)).toMatchObject({ stage: 'named', faults: [] });
    const allLaw = named.map((one) => ({ ...one, fields: ['法学'] }));
    expect(faultsOf(file(allLaw)).map(({ at }) => at)).toEqual(['/members']);
  });

  it('has an answer to anything at all', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(faultsOf(value).length).toBeGreaterThan(0);
      }),
    );
    expect(faultsOf({ ...DRAW, stream: 'e\u0301' }).length).toBeGreaterThan(0);
  });
});
