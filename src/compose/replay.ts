import { ajvInputCheck } from '../outside/ajv/input-check.js';
import { earlierPowers } from '../outside/cedar/earlier-powers.js';
import { nodeHash } from '../outside/crypto/node-hash.js';
import type { Settings } from '../outside/settings/settings.js';
import { type BundledCase, historyInBundle } from '../usecases/replay/bundle-history.js';
import { nodeTools } from '../verifier/node-tools.js';
import { verifyFile } from '../verifier/verify-file.js';
import { ZipContainer } from '../verifier/zip-container.js';

/** How a bundle is taken. */
export interface BundleTaking {
  /** Text of a C2SP tlog-policy. Absent: nobody vouches for the bundle. */
  readonly policy?: string;
  /** Takes it even when it was altered. */
  readonly unverified: boolean;
}

/** A bundle's case, and how far the bundle is proven. */
export interface TakenBundle extends BundledCase {
  readonly verdict: ReturnType<typeof verifyFile>['verdict'];
}

/**
 * Reads cases out of bundles on disk, each verified first, without a database. What a bundle does not say is taken from the
 * settings: the zone, and what a 回避申请 bars.
 *
 * @returns a function that gives the case, or a sentence: the bundle was altered, or is none
 */
export function bundleReader(
  settings: Pick<Settings, 'installation' | 'powers'>,
): (path: string, taking: BundleTaking) => TakenBundle | string {
  const { zone } = settings.installation;
  const requestBars = settings.powers.recusalRequestBars;
  const reading = {
    hash: nodeHash,
    checkInput: ajvInputCheck(),
    powersFrom: earlierPowers(),
    zone,
    requestBars,
  };
  const tools = nodeTools([]);
  const decode: typeof tools.decode = (bytes) => tools.decode(bytes);
  return (path, { policy, unverified }) => {
    const { verdict, violations } = verifyFile({ path, ...(policy !== undefined && { policy }) });
    if (verdict === 'unreadable' || (verdict === 'altered' && !unverified)) {
      const first = violations[0]?.message;
      return `${path}: ${first ? `${first.zh} · ${first.en}` : verdict}`;
    }
    const container = new ZipContainer(path);
    try {
      return { ...historyInBundle(container, { ...reading, decode }), verdict };
    } catch (problem) {
      return `${path}: ${(problem as Error).message}`;
    } finally {
      container.close();
    }
  };
}
