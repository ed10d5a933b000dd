import { describe, expect, it } from '@jest/globals';
import { verifyBundle } from '../../../../../src/engine/audit/bundle/verify/verify-bundle.js';
import { VIOLATIONS, type ViolationCode } from '../../../../../src/engine/audit/bundle/verify/violation.js';
import type { StampVerdict } from '../../../../../src/engine/audit/stamp/stamp-verdict.js';
import type { Instant } from '../../../../../src/engine/clock/time.js';
import { filesInMemory, nodeTools } from '../../../../../src/verifier/node-tools.js';
import { at, bundle, edits, log, RECORDS } from '../../../../support/evidence/bundle-edits.js';
import { judged, policyIn, rewriteLines } from '../../../../support/evidence/edited-bundle.js';
import { type BundleMap, sampleBundle, withManifests } from '../../../../support/evidence/sample-bundle.js';

const EXIT = { altered: 1, incomplete: 2, unanchored: 3, unreadable: 4 };
/** Found while the container is read: test/verifier. */
const ELSEWHERE: readonly ViolationCode[] = [
  ...(['container-malformed', 'crc-differs', 'not-readable'] as const),
  // The attacks on renewed stamps have one for each.
  ...(['renewal-fails', 'renewal-malformed', 'renewal-surplus', 'revocations-fail'] as const),
];

describe('an evidence bundle', () => {
  it('is proven when nobody touched it', () => {
    const report = judged(bundle, log.policy);
    expect(report).toMatchObject({ verdict: 'proven', exitCode: 0, violations: [], unlisted: 0 });
    expect(report.proven.map(({ code }) => code)).toEqual([
      ...['records', 'in-the-log', 'witnessed', 'parts', 'files', 'law', 'complete', 'complete'],
    ]);
    expect(report.notProven.map(({ code }) => code)).toEqual([
      ...['no-stamp', 'after-heads', 'parts-withheld', 'parts-redacted', 'files-redacted', 'report'],
      'never-recorded',
    ]);
  });

  it('is proven under SHA-256 alone, and says so', () => {
    const report = judged(bundle, log.policy, ['sha256']);
    expect(report.exitCode).toBe(0);
    expect(report.notProven.map(({ code }) => code)).toContain('suite-not-checked');
  });

  it('says that a suite of which the policy has no key is not anchored, and stands', () => {
    const ed25519 = log.policy
      .split('\n')
      .filter((line) => !line.includes('/sm3+'))
      .join('\n');
    const report = judged(bundle, ed25519);
    expect(report.exitCode).toBe(0);
    expect(report.notProven.map(({ code }) => code)).toContain('suite-not-anchored');
    expect(report.notProven.map(({ code }) => code)).toContain('unknown-signatures');
  });

  it.each(edits)('$code: $how', ({ code, edit, place, raw, policy }) => {
    const files: BundleMap = new Map(bundle);
    edit(files);
    const report = judged(
      raw ? files : withManifests(files),
      policy === null ? undefined : (policy ?? log.policy),
    );
    expect(report.violations.filter((one) => one.code === code)).toContainEqual(
      expect.objectContaining({
        class: VIOLATIONS[code].class,
        place: expect.objectContaining(place) as unknown,
      }),
    );
    expect(report.violations.map((one) => one.code)).not.toContain('not-readable');
    expect(report.exitCode).toBe(Math.min(...report.violations.map((one) => EXIT[one.class])));
  });

  it.each([
    ['trusted', 27, ['existed-in-part'], ['no-stamp']],
    ['trusted', 30, ['existed'], []],
    ['untrusted', 27, [], ['stamps-not-anchored', 'no-stamp']],
  ] as const)('is stamped: %s, over %d entries', (chain, size, proven, notProven) => {
    const files = sampleBundle(
      { ...log, anchors: [14, 27, 30] },
      {
        stamps: (of): Record<string, Uint8Array> => (of === size ? { 'a.tsr': Buffer.from('token') } : {}),
      },
    );
    const genTime = '2026-03-02T02:00:00.000Z' as Instant;
    const stamped: string[] = [];
    const judgeStamp = (_: Uint8Array, text: string): StampVerdict => {
      stamped.push(text);
      return { ok: true, genTime, signer: 'CN=时间戳', chain };
    };
    const options = { suites: ['sha256'] as const, policy: policyIn(log.policy) };
    const report = verifyBundle(filesInMemory(files), { ...nodeTools([]), judgeStamp }, options);
    const codes = new Set([...report.proven, ...report.notProven].map(({ code }) => code));
    expect(report.exitCode).toBe(0);
    expect(
      ['existed', 'existed-in-part', 'stamps-not-anchored', 'no-stamp'].filter((code) => codes.has(code)),
    ).toEqual([...proven, ...notProven]);
    expect(stamped).toHaveLength(1);
    expect(stamped[0]).toMatch(
      new RegExp(`^duecourse-stamp/v1\\n${log.origin}\\n${size}\\n.*\\n${log.origin}/sm3\\n${size}\\n.*\\n$`),
    );
  });

  it('proves nothing as a whole when a part of it is altered', () => {
    const files: BundleMap = new Map(bundle);
    rewriteLines(
      files,
      RECORDS,
      at(3, (line) => line.replace('material.filed', 'material.field')),
    );
    const codes = judged(withManifests(files), log.policy).proven.map(({ code }) => code);
    expect(codes).toEqual([]);
  });

  it('says no more than that it fits itself when nobody vouches for it', () => {
    const { proven, exitCode } = judged(bundle, undefined);
    expect([exitCode, proven.map(({ code }) => code)]).toEqual([3, ['self-consistent']]);
  });

  it('has an edit here for every violation of the format', () => {
    const tested = new Set<string>([...edits.map(({ code }) => code), ...ELSEWHERE]);
    expect([...tested].toSorted()).toEqual(Object.keys(VIOLATIONS).toSorted());
  });
});
