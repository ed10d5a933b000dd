import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Suite } from '../engine/audit/bundle/verify/bundle-source.js';
import type { Instant } from '../engine/clock/time.js';
import { wallClock } from '../outside/clock/system-now.js';
import { certificatesIn } from '../outside/stamps/node-stamp-crypto.js';
import { checkReceipt } from './check-receipt.js';
import { printReport, type ReportLanguage } from './print-report.js';
import { verifyFile } from './verify-file.js';

/** Exit codes of the format (docs/formats/evidence-bundle.md). A question put wrongly ends with 4: nothing can be said. */
export type VerifierExit = 0 | 1 | 2 | 3 | 4;

/** Where the answer goes. */
export interface VerifierOutput {
  /** One line of the answer. */
  out(line: string): void;
  /** One line for people about what went wrong. */
  err(line: string): void;
}

const USAGE = `用法 usage: <bundle.zip> [--policy <file>] [--tsa-ca <roots.pem>] [--files <folder>]
                       [--suite sha256] [--at <YYYY-MM-DD>] [--json] [--lang zh|en]
           --proof <file.tlog-proof> --record <file> [--policy <file>] [--json] [--lang zh|en]

  --policy  信任策略（C2SP tlog-policy），须取自证据包之外 / whom you trust; never from the bundle
  --tsa-ca  所信任的时间戳机构根证书（PEM）/ roots of time stamp authorities that you trust
  --files   另行移交的材料所在文件夹，文件以其SHA-256命名 / contents handed over apart
  --suite   只核验SHA-256 / compute SHA-256 only
  --at      时间戳证书的核验时点，默认为本机当日 / as of when certificates of time stamps are looked at; today unless given

  退出码 exit: 0 成立 proven · 1 已改动 altered · 2 不完整 incomplete · 3 无外部依据 not anchored · 4 无法读取 unreadable`;

class WrongUsage extends Error {}

/** Runs the verifier on the words of a command line: one bundle, or one receipt. */
export function runVerifier(words: readonly string[], output: VerifierOutput): VerifierExit {
  try {
    return answer(words, output);
  } catch (problem) {
    const { code } = problem as { readonly code?: unknown };
    const isUsage = typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS');
    if (!(problem instanceof WrongUsage) && !isUsage) throw problem;
    output.err(`${(problem as Error).message}\n\n${USAGE}`);
    return 4;
  }
}

function answer(words: readonly string[], output: VerifierOutput): VerifierExit {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      ...{ policy: { type: 'string' }, 'tsa-ca': { type: 'string' }, files: { type: 'string' } },
      ...{
        suite: { type: 'string' },
        at: { type: 'string' },
        lang: { type: 'string' },
        json: { type: 'boolean' },
      },
      ...{ proof: { type: 'string' }, record: { type: 'string' } },
    },
  });
  const { lang = 'zh', json = false, proof, record } = values;
  if (lang !== 'zh' && lang !== 'en') throw wrong('--lang', lang, 'zh, en');
  const policy = values.policy === undefined ? {} : { policy: readFile(values.policy).toString() };
  if (proof !== undefined || record !== undefined) {
    if (proof === undefined || record === undefined || positionals.length > 0)
      throw new WrongUsage(
        '--proof 与 --record 须一并给出，且不带证据包 / --proof and --record go together, without a bundle',
      );
    const receipt = { proof: readFile(proof).toString(), record: readFile(record), ...policy };
    return answerReceipt(receipt, { lang, json }, output);
  }
  const [path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new WrongUsage('须给出一个证据包 / give one bundle');
  const report = verifyFile({
    ...{ path: fileAt(path), ...policy, suites: suitesOf(values.suite), at: timeOf(values.at) },
    ...(values['tsa-ca'] !== undefined && { roots: rootsIn(values['tsa-ca']) }),
    ...(values.files !== undefined && { folder: folderAt(values.files) }),
  });
  if (json) output.out(JSON.stringify(report, null, 2));
  else for (const line of printReport(report, lang)) output.out(line);
  return report.exitCode;
}

function answerReceipt(
  receipt: Parameters<typeof checkReceipt>[0],
  { lang, json }: { readonly lang: ReportLanguage; readonly json: boolean },
  output: VerifierOutput,
): VerifierExit {
  const report = checkReceipt(receipt);
  const mark = report.exitCode === 0 ? '✓' : '✗';
  output.out(json ? JSON.stringify(report, null, 2) : `${mark} ${report.statement[lang]}`);
  return report.exitCode;
}

function suitesOf(suite: string | undefined): readonly Suite[] {
  if (suite === undefined) return ['sha256', 'sm3'];
  if (suite !== 'sha256') throw wrong('--suite', suite, 'sha256');
  return ['sha256'];
}

/** The beginning of a day, in UTC. */
function timeOf(day: string | undefined): Instant {
  if (day === undefined) return wallClock();
  const time = new Date(`${day}T00:00:00.000Z`);
  // 2026-02-30 is read as a day of March.
  const isDay = !Number.isNaN(time.getTime()) && time.toISOString().startsWith(`${day}T`);
  if (!isDay) throw wrong('--at', day, 'YYYY-MM-DD');
  return time.toISOString() as Instant;
}

function wrong(option: string, given: string, wanted: string): WrongUsage {
  return new WrongUsage(
    `${option} 不接受“${given}”，应为 ${wanted} / ${option} takes ${wanted}, not "${given}"`,
  );
}

function rootsIn(path: string): readonly Uint8Array[] {
  const pem = readFile(path).toString();
  try {
    const roots = certificatesIn(pem);
    if (roots.length > 0) return roots;
  } catch {
    // Said below, as of a file without any.
  }
  throw new WrongUsage(`${path}：没有可用的PEM证书 / no certificate in PEM that could be read`);
}

function fileAt(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isFile()) return path;
  throw new WrongUsage(`${path}：没有这个文件 / no such file`);
}

function folderAt(path: string): string {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path;
  throw new WrongUsage(`${path}：没有这个文件夹 / no such folder`);
}

function readFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (problem) {
    const { code } = problem as { readonly code?: unknown };
    throw new WrongUsage(`${path}：无法读取该文件 / the file cannot be read (${String(code)})`);
  }
}
