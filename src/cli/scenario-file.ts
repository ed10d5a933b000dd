import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import type { Scenario } from '../engine/case/scenario/scenario.js';
import type { ScenarioStep } from '../engine/case/scenario/scenario-step.js';
import { readText } from './read-text.js';
import { UsageError } from './usage.js';

const SCENARIO_KEYS = [
  ...['scenario', 'title', 'articles', 'procedure', 'knownAt', 'subject', 'people', 'cases', 'steps'],
];
const CASE_KEYS = ['procedure', 'related'];
const STEP_KEYS = [
  ...[
    'on',
    'at',
    'case',
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
/** Steps of another worked case, played here: all, or from the first step that asks for an act to before another. */
const BORROWED_KEYS = ['as', 'from', 'before', 'case', 'note'];

/** A worked case that borrows steps from one that borrows, and so on, deeper than this is a circle. */
const MOST_LEVELS = 5;

/**
 * Reads a worked case, with the steps that it takes from others. A key it does not know is refused: a misspelt `expect`
 * would let a wrong case pass.
 *
 * @throws UsageError that names file and key
 */
export function readScenario(path: string, text: string): Scenario {
  return readAt(path, text, MOST_LEVELS);
}

function readAt(path: string, text: string, levels: number): Scenario {
  const value: unknown = parse(text);
  if (!isObject(value) || !Array.isArray(value['steps']))
    throw new UsageError(`${path}: 不是示例案 / not a scenario`);
  refuseUnknown(path, '', value, SCENARIO_KEYS);
  const borrowed: Scenario[] = [];
  const steps = value['steps'].flatMap((step: unknown, index): readonly ScenarioStep[] => {
    const at = `/steps/${index}`;
    if (isObject(step) && typeof step['as'] === 'string') {
      refuseUnknown(path, at, step, BORROWED_KEYS);
      const other = borrow(path, at, step['as'], levels);
      borrowed.unshift(other);
      return stepsOf(`${path}${at}`, other, step);
    }
    if (!isObject(step) || typeof step['on'] !== 'string') throw new UsageError(`${path}${at}: on?`);
    refuseUnknown(path, at, step, STEP_KEYS);
    return [step as unknown as ScenarioStep];
  });
  // Whoever has the same name in both is the same person; the posts that this file gives him count.
  const people = Object.assign({}, ...borrowed.map((one) => one.people), value['people']) as object;
  const scenario = { ...value, people, steps } as unknown as Scenario;
  checkCases(path, scenario);
  if (borrowed.length > 0 || scenario.cases) checkDays(path, steps);
  return scenario;
}

/** The worked case of that name beside this one, or at that place. */
function borrow(path: string, at: string, as: string, levels: number): Scenario {
  if (levels === 0) throw new UsageError(`${path}${at}: 引用成环 / worked cases in a circle`);
  const file = `${join(dirname(path), as)}.yaml`;
  return readAt(file, readText(file), levels - 1);
}

function stepsOf(
  place: string,
  { steps, cases }: Scenario,
  wanted: Record<string, unknown>,
): readonly ScenarioStep[] {
  const named = wanted['case'];
  if (named !== undefined && cases)
    throw new UsageError(`${place}: 多个案件 / it is of several cases already`);
  const start = placeOf(place, steps, wanted['from'], 0);
  const end = placeOf(place, steps, wanted['before'], steps.length, start);
  const taken = steps.slice(start, end);
  return typeof named === 'string' ? taken.map((step) => ({ ...step, case: named })) : taken;
}

/** Index of the first step, not before `start`, that asks for the act. */
function placeOf(
  place: string,
  steps: readonly ScenarioStep[],
  act: unknown,
  otherwise: number,
  start = 0,
): number {
  if (act === undefined) return otherwise;
  const found = steps.findIndex((step, index) => index >= start && step.act === act);
  if (found < 0) throw new UsageError(`${place}: 没有该行为 / no step asks for ${JSON.stringify(act)}`);
  return found;
}

/** Every case that a step or a relation speaks of is declared. */
function checkCases(path: string, { cases, steps }: Scenario): void {
  const names = Object.keys(cases ?? {});
  const spoken = steps.flatMap((step) => (step.case === undefined ? [] : [step.case]));
  for (const [name, one] of Object.entries(cases ?? {})) {
    refuseUnknown(path, `/cases/${name}`, one, CASE_KEYS);
    spoken.push(...Object.values(one.related ?? {}).flat());
  }
  const unknown = [...new Set(spoken)].filter((name) => !names.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`${path}: 未声明的案件 / no such case: ${unknown.join(', ')} (${names.join(', ')})`);
}

/** Where steps come from several places, their days still follow each other, from one case to another too. */
function checkDays(path: string, steps: readonly ScenarioStep[]): void {
  const back = steps.find(({ on }, index) => on < (steps[index - 1]?.on ?? on));
  if (back)
    throw new UsageError(
      `${path}: 日期先后颠倒 / a step before the one before it: ${back.on} ${back.act ?? ''}`,
    );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuseUnknown(path: string, at: string, value: object, known: readonly string[]): void {
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  if (unknown.length === 0) return;
  throw new UsageError(`${path}${at}: 未知的键 / unknown key ${unknown.join(', ')} (${known.join(', ')})`);
}
