import { parse } from 'yaml';
import type { Scenario } from '../engine/case/scenario.js';
import { UsageError } from './usage.js';

const SCENARIO_KEYS = ['scenario', 'title', 'articles', 'knownAt', 'subject', 'people', 'steps'];
const STEP_KEYS = [
  ...[
    'on',
    'at',
    'by',
    'act',
    'parties',
    'signers',
    'input',
    'occurredOn',
    'issue',
    'serve',
    'ask',
    'streams',
  ],
  ...['expect', 'refused', 'note'],
];

/**
 * Reads a worked case. A key it does not know is refused: a misspelt `expect` would let a wrong case pass.
 *
 * @throws UsageError that names file and key
 */
export function readScenario(path: string, text: string): Scenario {
  const value: unknown = parse(text);
  if (!isObject(value) || !Array.isArray(value['steps']))
    throw new UsageError(`${path}: 不是示例案 / not a scenario`);
  refuseUnknown(path, '', value, SCENARIO_KEYS);
  for (const [index, step] of value['steps'].entries()) {
    if (!isObject(step) || typeof step['on'] !== 'string')
      throw new UsageError(`${path}/steps/${index}: on?`);
    refuseUnknown(path, `/steps/${index}`, step, STEP_KEYS);
  }
  return value as unknown as Scenario;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseUnknown(path: string, at: string, value: object, known: readonly string[]): void {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  throw new UsageError(`${path}${at}: 未知的键 / unknown key ${unknown.join(', ')} (${known.join(', ')})`);
}
