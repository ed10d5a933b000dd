import { stampText } from '../../../src/engine/audit/stamp/stamp-text.js';
import { TestAuthority } from '../test-authority.js';
import { renewed, type RenewedLog } from './renewed-log.js';
import { type BundleMap, noteAt, sampleBundle } from './sample-bundle.js';
import { type SampleLog, sampleLog, sampleTree, SUITES } from './sample-log.js';

/** The day as of which the bundle of the renewed log is looked at, when the first two certificates have ended. */
export const FIFTEEN_YEARS_ON = '2041-03-02T00:00:00.000Z';

/** Authorities by the files of their stamps: the first two have certificates that end before that day. */
export const AUTHORITIES = {
  'first.tsr': new TestAuthority('first', () => '2026-03-02T03:00:00.000Z', '2030-01-01T00:00:00.000Z'),
  'second.tsr': new TestAuthority('second', () => '2029-03-02T03:00:00.000Z', '2036-01-01T00:00:00.000Z'),
  'third.tsr': new TestAuthority('third', () => '2035-03-02T03:00:00.000Z'),
} as const;
type StampFile = keyof typeof AUTHORITIES;
const RENEWED_AT = { 'first.tsr': '2029-03-02T02:00:00.000Z', 'second.tsr': '2035-03-02T02:00:00.000Z' };

/** A list of what the issuer of a stamp had revoked when it was made: nothing. */
export const NOTHING_REVOKED = AUTHORITIES['first.tsr'].revocationList({
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-03-08T00:00:00.000Z',
});

/** Roots that are believed. */
export const ROOTS = Object.values(AUTHORITIES).map(({ root }) => root);

interface Chain {
  readonly authorities: Readonly<Record<StampFile, TestAuthority>>;
  readonly log: SampleLog & Partial<RenewedLog>;
  /** Stamps by the size of their checkpoint. */
  readonly stamps: ReadonlyMap<number, Readonly<Record<string, Uint8Array>>>;
}

/** What is stamped for the checkpoint of so many entries. */
export function textAt(log: SampleLog, size: number): string {
  const textOf = (suite: 'sha256' | 'sm3'): string => {
    const leaves = log.entries.slice(0, size).map(({ leaf }) => Buffer.from(leaf[suite], 'hex'));
    return noteAt(log, suite, size, sampleTree(leaves, SUITES[suite]).root).text;
  };
  return stampText({ sha256: textOf('sha256'), sm3: textOf('sm3') });
}

function stamped({ authorities, log, stamps }: Chain, name: StampFile): Chain {
  const size = log.anchors.at(-1) as number;
  const token = authorities[name].tokenOver(textAt(log, size));
  const lists = name === 'first.tsr' ? { 'first.crl': NOTHING_REVOKED } : {};
  return { authorities, log, stamps: new Map(stamps).set(size, { [name]: token, ...lists }) };
}

/** Renews the last stamp, when it was time. */
function goOn(chain: Chain, name: keyof typeof RENEWED_AT): Chain {
  const { log, stamps } = chain;
  const size = log.anchors.at(-1) as number;
  const token = stamps.get(size)?.[name] as Uint8Array;
  const stamp = { size, name, token, text: textAt(log, size) };
  return { ...chain, log: renewed(log, [stamp], RENEWED_AT[name]) };
}

/** The stamp of a log is renewed, and so is the renewal. */
function renewedTwice(authorities: Chain['authorities']): Chain {
  const sample = sampleLog({ records: 8, comments: 4, pinned: 2 });
  const log = { ...sample, anchors: [...sample.anchors, sample.entries.length] };
  const first = stamped({ authorities, log, stamps: new Map() }, 'first.tsr');
  const second = stamped(goOn(first, 'first.tsr'), 'second.tsr');
  return stamped(goOn(second, 'second.tsr'), 'third.tsr');
}

const target = renewedTwice(AUTHORITIES);
/** A log whose stamp was renewed, and whose renewal was renewed. */
export const renewedLog = target.log as RenewedLog;

/**
 * The bundle of the renewed log.
 *
 * @param lists other revocation lists beside the first stamp, by name
 * @param authorities others than those that stamped it, by the files of their stamps
 */
export function renewedBundle(
  lists?: Readonly<Record<string, Uint8Array>>,
  authorities?: Partial<Chain['authorities']>,
): BundleMap {
  const { log, stamps } = authorities ? renewedTwice({ ...AUTHORITIES, ...authorities }) : target;
  return sampleBundle(log, {
    stamps: (size) => {
      const { 'first.crl': list, ...tokens } = stamps.get(size) ?? {};
      return list ? { ...tokens, ...(lists ?? { 'first.crl': list }) } : tokens;
    },
  });
}
