import { parseArgs } from 'node:util';
import type { Hash } from '../engine/audit/record.js';
import { drawSample, populationDigest, sampleSeed } from '../engine/sampling/draw-sample.js';
import { readText } from './read-text.js';
import type { Command } from './terminal.js';
import { UsageError } from './usage.js';

const USAGE = 'sample --population <file> --size <n> --source <words> --seed <value>';

/**
 * `duecourse sample`: draws a sample of an audit again, offline, from the list of its cases (one id a line, or a JSON array) and the
 * public value that was announced. Prints the digest of the population, the seed and the cases in the order of the draw.
 */
export function sampleAgain(hash: Hash): Command {
  return (words, terminal) => {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({
      args: [...words],
      options: { population: text, size: text, source: text, seed: text },
    });
    const { population: path, size, source, seed: value } = values;
    if (
      path === undefined ||
      source === undefined ||
      value === undefined ||
      !/^[1-9]\d{0,5}$/.test(size ?? '')
    )
      throw new UsageError(USAGE);
    const population = listIn(readText(path));
    const terms = { population, size: Number(size), source, value };
    terminal.out(`总体 population ${populationDigest(population, hash)}`);
    terminal.out(`种子 seed ${sampleSeed(terms, hash)}`);
    for (const id of drawSample(terms, hash)) terminal.out(id);
    return 0;
  };
}

/** @throws UsageError for data that is no list of ids, which would be taken for one id otherwise. */
function listIn(text: string): readonly string[] {
  const ids: unknown = text.trimStart().startsWith('[') ? arrayIn(text) : text.split(/\s+/).filter(Boolean);
  const isList =
    Array.isArray(ids) && ids.length > 0 && ids.every((id) => /^[^\s{}[\]",]+$/.test(String(id)));
  if (!isList)
    throw new UsageError(
      '总体应为案件编号，每行一个，或者 JSON 数组 / the population is ids of cases, one a line, or a JSON array',
    );
  return ids.map(String);
}

function arrayIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
