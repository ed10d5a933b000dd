import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import { verifyOwnWords, type OwnWords } from '../engine/meeting/own-words.js';
import type { Command, Terminal } from './terminal.js';
import { UsageError } from './usage.js';

const USAGE = 'verify-words <file> [--head <sha256>]';

/**
 * `duecourse verify-words <file> [--head <sha256>]`: checks offline what a member took out of a meeting (713号令 38), and
 * prints his words. `--head` is the leaf of a record of the meeting that he has from elsewhere, as the receipt of what was
 * done in it or of its minutes: it must be in the chain. Exit code 1 when something is not as it must be, 2 when it is no such extract.
 */
export function verifyWords(hash: Hash): Command {
  return (words, terminal) => {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { head: { type: 'string' } },
    });
    const [path, ...more] = positionals;
    if (path === undefined || more.length > 0) throw new UsageError(USAGE);
    const proof = readJson(path);
    if (!isExtract(proof)) {
      terminal.out('✗ 不是本人发言的证明文件 no extract of own words');
      return 2;
    }
    const { head } = values;
    const wrong = [
      ...verifyOwnWords(proof, hash),
      ...(head === undefined || proof.chain.some(({ leaf }) => leaf.sha256 === head)
        ? []
        : [`${head}: 不在链中 is not in the chain`]),
    ];
    print(proof, terminal);
    for (const one of wrong) terminal.out(`✗ ${one}`);
    const { seq, leaf } = proof.head;
    if (wrong.length === 0) terminal.out(`✓ 相符 in order: 流首 head ${seq} ${leaf.sha256}`);
    return wrong.length > 0 ? 1 : 0;
  };
}

function print({ own, item, person }: OwnWords, terminal: Terminal): void {
  terminal.out(`议题 item ${item}，本人 person ${person}`);
  for (const { seq, text, parts } of own) {
    const { data, recordedAt } = JSON.parse(text) as {
      readonly data: { readonly type: string; readonly stance?: string };
      readonly recordedAt: string;
    };
    terminal.out([seq, recordedAt, data.type, data.stance ?? ''].join(' ').trimEnd());
    for (const { name, value } of parts) terminal.out(`  ${name}: ${value}`);
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (problem) {
    throw new UsageError(`${path}: ${(problem as Error).message}`);
  }
}

function isExtract(value: unknown): value is OwnWords {
  const proof = value as Partial<OwnWords> | null;
  if (typeof proof !== 'object' || proof === null) return false;
  const { own, chain, head, person, item } = proof;
  const links = (all: unknown): boolean => Array.isArray(all) && all.every(isLink);
  const parts = (one: { readonly parts?: unknown }): boolean =>
    Array.isArray(one.parts) && one.parts.every(isPart);
  return (
    typeof person === 'string' &&
    typeof item === 'number' &&
    isLink({ ...head, text: '{}' }) &&
    links(chain) &&
    links(own) &&
    (own ?? []).every(parts)
  );
}

function isPart(value: unknown): boolean {
  const part = value as { readonly name?: unknown; readonly salt?: unknown; readonly value?: unknown } | null;
  const texts = typeof part?.name === 'string' && typeof part.value === 'string';
  return texts && typeof part.salt === 'string' && /^[0-9a-f]{64}$/.test(part.salt);
}

function isLink(value: unknown): boolean {
  const link = value as { readonly seq?: unknown; readonly text?: unknown; readonly leaf?: unknown } | null;
  if (typeof link !== 'object' || link === null || typeof link.text !== 'string') return false;
  const leaf = link.leaf as { readonly sha256?: unknown; readonly sm3?: unknown } | null | undefined;
  return (
    typeof link.seq === 'number' &&
    typeof leaf?.sha256 === 'string' &&
    typeof leaf.sm3 === 'string' &&
    isJson(link.text)
  );
}

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object';
  } catch {
    return false;
  }
}
