import { describe, expect, it } from '@jest/globals';
import type { BundleReport } from '../../../../src/engine/audit/bundle/verify/bundle-report.js';
import { verifyBundle } from '../../../../src/engine/audit/bundle/verify/verify-bundle.js';
import type { Instant } from '../../../../src/engine/clock/time.js';
import { filesInMemory, nodeTools } from '../../../../src/verifier/node-tools.js';
import { policyIn } from '../../../support/evidence/edited-bundle.js';
import {
  AUTHORITIES,
  FIFTEEN_YEARS_ON,
  renewedBundle,
  renewedLog,
  ROOTS,
} from '../../../support/evidence/renewed-target.js';
import { type BundleMap, withManifests } from '../../../support/evidence/sample-bundle.js';
import { TestAuthority } from '../../../support/test-authority.js';

const policy = policyIn(renewedLog.policy);

function judged(files: BundleMap, at?: string, roots: readonly Uint8Array[] = ROOTS): BundleReport {
  const options = {
    suites: ['sha256', 'sm3'] as const,
    policy,
    ...(at !== undefined && { at: at as Instant }),
  };
  return verifyBundle(filesInMemory(withManifests(files)), nodeTools(roots), options);
}

const STATED = [
  'existed',
  'existed-in-part',
  'no-stamp',
  'stamps-expired',
  'stamps-revoked',
  'revocation-not-checked',
];

function said({ proven, notProven, exitCode }: BundleReport): unknown {
  return [
    exitCode,
    ...[...proven, ...notProven].map(({ code }) => code).filter((code) => STATED.includes(code)),
  ];
}

/** What is said of the first stamp, the one over the records of the case. */
const existed = ({ proven }: BundleReport): string =>
  proven.find(({ code }) => code.startsWith('existed'))?.en ?? '';

describe('a stamp that was renewed', () => {
  it('counts fifteen years on, over two renewals', () => {
    const report = judged(renewedBundle(), FIFTEEN_YEARS_ON);
    expect(report.violations).toEqual([]);
    expect(report.at).toBe(FIFTEEN_YEARS_ON);
    expect(said(report)).toEqual([0, 'existed', 'revocation-not-checked']);
  });

  it.each([
    ['before any ended', '2029-12-31T00:00:00.000Z', 'first)'],
    ['as of its own time', undefined, 'first)'],
    ['when the first had ended', '2031-01-01T00:00:00.000Z', 'first, renewed in time)'],
    ['when the second had ended', FIFTEEN_YEARS_ON, 'first, renewed in time)'],
  ])('proves from the first time on: %s', (_, at, ending) => {
    const files = renewedBundle();
    expect(existed(judged(files, at))).toMatch(/existed at 2026-03-02T03:00:00.000Z at the latest/);
    expect(existed(judged(files, at)).endsWith(ending)).toBe(true);
  });

  it('proves nothing any more once all have ended', () => {
    expect(said(judged(renewedBundle(), '2100-01-01T00:00:00.000Z'))).toEqual([
      0,
      'stamps-expired',
      'no-stamp',
    ]);
  });

  it.each([
    ['the first', 0, 1],
    ['the second', 1, 2],
  ])('loses what only the renewal of %s carried', (_, gone, expired) => {
    const files = renewedBundle();
    const lines = Buffer.from(files.get('data/renewals.jsonl') as Uint8Array)
      .toString()
      .split('\n')
      .slice(0, -1);
    files.set(
      'data/renewals.jsonl',
      Buffer.from(
        lines
          .filter((__, at) => at !== gone)
          .map((line) => `${line}\n`)
          .join(''),
      ),
    );
    const report = judged(files, FIFTEEN_YEARS_ON);
    expect(report.exitCode).toBe(0);
    expect(report.notProven.find(({ code }) => code === 'stamps-expired')?.en).toMatch(
      new RegExp(`^${expired} `),
    );
    // The last stamp stands by itself, and says later.
    expect(existed(report)).toMatch(/existed at 20(?:29|35)-03-02T03:00:00.000Z/);
  });

  it('is not renewed by a stamp that came too late', () => {
    const late = new TestAuthority('second', () => '2031-03-02T03:00:00.000Z', '2036-01-01T00:00:00.000Z');
    const report = judged(renewedBundle(undefined, { 'second.tsr': late }), FIFTEEN_YEARS_ON, [
      ...ROOTS,
      late.root,
    ]);
    expect(report.violations).toEqual([]);
    expect(report.notProven.find(({ code }) => code === 'stamps-expired')?.en).toMatch(/^1 /);
    expect(existed(report)).toMatch(/existed at 2031-03-02T03:00:00.000Z.*renewed in time/);
  });

  it('is not renewed by a stamp that nobody believes', () => {
    const report = judged(renewedBundle(), FIFTEEN_YEARS_ON, [AUTHORITIES['first.tsr'].root]);
    expect(said(report)).toEqual([0, 'stamps-expired', 'no-stamp']);
  });
});

describe('a list of revoked certificates', () => {
  const first = AUTHORITIES['first.tsr'];
  const from = '2026-03-01T00:00:00.000Z';
  const to = '2026-03-08T00:00:00.000Z';
  const state = (list: Parameters<TestAuthority['revocationList']>[0]): readonly string[] => {
    const report = judged(renewedBundle({ 'first.crl': first.revocationList(list) }));
    const stated = report.notProven.find(({ code }) => code === 'revocation-not-checked')?.en ?? '0';
    const isRevoked = report.notProven.some(({ code }) => code === 'stamps-revoked');
    return [String(report.exitCode), isRevoked ? 'revoked' : stated.startsWith('2 ') ? 'good' : 'unknown'];
  };

  it.each([
    ['of that week, with nothing in it', { from, to }, 'good'],
    ['of later', { from: '2027-01-01T00:00:00.000Z' }, 'good'],
    ['of earlier', { from: '2025-01-01T00:00:00.000Z', to: '2025-02-01T00:00:00.000Z' }, 'unknown'],
    ['of earlier, without an end', { from: '2025-01-01T00:00:00.000Z' }, 'unknown'],
    ['from after the end of the certificate', { from: '2031-01-01T00:00:00.000Z' }, 'unknown'],
    [
      'with the certificate in it since before',
      { from, to, revoked: '2026-02-01T00:00:00.000Z', reason: 4 },
      'revoked',
    ],
    [
      'with it since later, as superseded',
      { from: '2027-01-02T00:00:00.000Z', revoked: '2027-01-01T00:00:00.000Z', reason: 4 },
      'good',
    ],
    [
      'with it since later, as its key was compromised',
      { from: '2027-01-02T00:00:00.000Z', revoked: '2027-01-01T00:00:00.000Z', reason: 1 },
      'revoked',
    ],
    [
      'with it since later, for no reason given',
      { from: '2027-01-02T00:00:00.000Z', revoked: '2027-01-01T00:00:00.000Z' },
      'revoked',
    ],
  ] as const)('%s', (_, list, expected) => {
    expect(state(list)).toEqual(['0', expected]);
  });

  it('that is none, or by somebody else, is a violation', () => {
    const good = first.revocationList({ from, to });
    const namesake = new TestAuthority('first', () => from);
    for (const [how, list] of Object.entries({
      cut: good.subarray(0, -1),
      longer: Buffer.concat([good, Buffer.of(0)]),
      empty: new Uint8Array(0),
      'of another issuer': AUTHORITIES['third.tsr'].revocationList({ from, to }),
      'by a namesake': namesake.revocationList({ from, to }),
    })) {
      const report = judged(renewedBundle({ 'first.crl': list }));
      expect([how, report.violations.map(({ code }) => code)]).toEqual([how, ['revocations-fail']]);
    }
  });

  it('says nothing where no root is believed, and is read all the same', () => {
    const { violations } = judged(renewedBundle(), undefined, []);
    expect(violations).toEqual([]);
    const cut = first.revocationList({ from, to }).subarray(1);
    expect(judged(renewedBundle({ 'first.crl': cut }), undefined, []).exitCode).toBe(1);
  });
});
