import fc from 'fast-check';
import type { CivilDate } from '../../../src/engine/clock/time.js';
import { drawCommitment, drawMembers, drawOrder, drawSeed } from '../../../src/engine/panel/draw.js';
import { DRAW_FORMAT, sealedDrawFile, type DrawFile } from '../../../src/engine/panel/draw-file.js';
import {
  DRAW_ROLES,
  type DrawRule,
  type DrawTerms,
  type PoolExpert,
} from '../../../src/engine/panel/draw-words.js';
import type { PowerCheck } from '../../../src/engine/powers/power-question.js';
import { postsAlone } from '../../../src/engine/powers/stand-in-check.js';
import { nodeHash } from '../../../src/outside/crypto/node-hash.js';

export const ON = '2026-03-02' as CivilDate;

export const FIELDS = ['城乡规划', '法学', '生态环境', '公共卫生'];

export const hex = (text: string): string => nodeHash.sha256(text);

/** An expert of the pool. */
export function expert(
  code: number | string,
  fields: readonly string[] = ['法学'],
  more: Partial<PoolExpert> = {},
): PoolExpert {
  return { expert: `e-${code}`, fields, ...more };
}

export const anyPool = fc
  .array(
    fc.record({
      fields: fc.uniqueArray(fc.constantFrom(...FIELDS), { minLength: 1, maxLength: 3 }),
      sector: fc.boolean(),
      differing: fc.boolean(),
      out: fc.constantFrom(undefined, undefined, undefined, { because: 'interest' as const }),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((experts) =>
    experts.map(({ fields, sector, differing, out }, index) =>
      expert(index, fields, {
        ...(sector && { sector: true as const }),
        ...(differing && { differing: true as const }),
        ...(out && { out }),
      }),
    ),
  );

export const anyRule: fc.Arbitrary<DrawRule> = fc
  .record({
    count: fc.integer({ min: 1, max: 7 }),
    odd: fc.boolean(),
    seats: fc.dictionary(fc.constantFrom(...FIELDS), fc.integer({ min: 0, max: 2 }), { maxKeys: 3 }),
    differing: fc.integer({ min: 0, max: 1 }),
    sector: fc.option(fc.constant({ parts: 1, of: 3 }), { nil: undefined }),
  })
  .map(({ odd, sector, ...rule }) => ({
    on: ON,
    ...rule,
    ...(odd && { odd: true as const }),
    ...(sector && { sector }),
  }));

export const terms = (pool: readonly PoolExpert[], rule: DrawRule): DrawTerms => ({
  ...{ stream: '6f1c1c54-9f7e-4b43-9d1e-2f6a3c1b7a10', draft: { version: 1, sha256: hex('draft') } },
  ...{ hash: 'sha256', pool, rule },
});

/** A draw from beginning to end, as it is published. */
export function drawn(pool: readonly PoolExpert[], rule: DrawRule, luck = 'luck', beacon?: string): DrawFile {
  const fixed = terms(pool, rule);
  const nonces = DRAW_ROLES.map((role) => hex(`${luck} ${role}`));
  const leaf = hex(`${luck} leaf`);
  const seed = drawSeed({ leaf, nonces, ...(beacon !== undefined && { beacon }) }, fixed.hash, nodeHash);
  const members = drawMembers(rule, drawOrder(fixed, seed, nodeHash)).map((one) => one.expert);
  return sealedDrawFile(
    {
      ...{ format: DRAW_FORMAT, ...fixed, leaf, seed, named: [], changes: [] },
      commitments: DRAW_ROLES.map((role, index) => ({
        role,
        commitment: drawCommitment(fixed, role, nonces[index] ?? '', nodeHash),
      })),
      reveals: DRAW_ROLES.map((role, index) => ({ role, nonce: nonces[index] ?? '' })),
      ...(beacon !== undefined && { beacon }),
      ...{ drawn: members, members: members.toSorted() },
    },
    nodeHash,
  );
}

/** Whoever is asked answers for himself, unless he is recused; posts decide the rest. */
export const checkPower: PowerCheck = (question) => {
  if (question.action !== 'answerReferral') return postsAlone(question);
  if (!question.case?.recused.includes(question.person.person)) return { allowed: true, policies: ['asked'] };
  const say = { zh: '回避', en: 'recused' };
  return { allowed: false, denials: [{ policy: 'recused', code: 'recused', say, basis: [] }] };
};
