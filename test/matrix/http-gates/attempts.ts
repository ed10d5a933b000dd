import { expect } from '@jest/globals';
import { holderOf } from './decision-town.js';
import { stop, type DecisionWay } from './decision-way.js';
import type { Gate } from './gates.js';
import { caseRoutes } from './open-routes.js';

interface Problem {
  readonly code: string;
  readonly basis?: readonly string[];
  readonly unmet?: readonly { readonly basis: readonly string[] }[];
}

/** Whoever may do the act, in every way in which an act is done. */
export async function tryDirectly(way: DecisionWay, gate: Gate): Promise<void> {
  const { town } = way;
  const { forbidden, by, basis } = gate;
  const body = { input: inputOf(gate) };
  const act = `${way.path}/acts/${forbidden}`;
  const key = `gate-${way.id}`;
  const first = await town.post(holderOf(by), act, body, key);
  expectProblem(first, basis);
  const again = await town.post(holderOf(by), act, body, key);
  expect([again.status, (again.body as Problem).code]).toEqual([first.status, (first.body as Problem).code]);
  const { etag = '"v1"' } = (await town.get(holderOf(by), way.path)).headers as { etag?: string };
  for (const match of [etag, '"v1"', '*']) {
    const answer = await town.post(holderOf(by), act, body).set('if-match', match);
    expect([409, 412, 422, first.status]).toContain(answer.status);
  }
  const looked = await town.post(holderOf(by), `${act}/preflight`, body);
  expect(JSON.stringify(looked.body)).toContain(basis);
  const batch = await town.done(holderOf(by), '/v1/batches', {
    items: [{ caseId: way.id, act: forbidden, ...body }],
  });
  expect(batch['recorded']).toBe(0);
  for (const person of [holderOf('evaluator'), 'dai', 'xi']) {
    const answer = await town.post(person, act, body);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
  }
}

/** Every other address that takes the case, by whoever does most in it. */
export async function tryEverywhere(way: DecisionWay, gate: Gate): Promise<readonly number[]> {
  const { town } = way;
  const day = (await way.days(0)).slice(0, 10);
  const answers: number[] = [];
  const tasks = Object.keys((await town.state(way.id)).tasks);
  for (const { path, body } of caseRoutes(day)) {
    const address = path
      .replace('{id}', way.id)
      .replace('{name}', streamOf(path))
      .replace('{act}', gate.forbidden)
      .replace('{key}', encodeURIComponent(tasks[0] ?? 'none'))
      .replace(/\{[a-z]+\}/g, '1');
    const filled = path.includes('{act}') ? { input: inputOf(gate) } : body;
    const person = holderOf(answers.length % 3 === 0 ? 'chief' : gate.by);
    answers.push((await town.post(person, address, filled)).status);
  }
  // Whatever that has moved: the step itself is no nearer.
  answers.push(
    (await town.post(holderOf(gate.by), `${way.path}/acts/${gate.forbidden}`, { input: inputOf(gate) }))
      .status,
  );
  expect(answers.at(-1)).toBeGreaterThanOrEqual(400);
  expect(answers.length).toBeGreaterThan(50);
  return answers;
}

/** The stream that an address is about. */
function streamOf(path: string): string {
  if (path.includes('/consultations/')) return 'solicitation';
  return path.includes('/panels/') ? 'panel' : 'draft';
}

function inputOf({ forbidden, input = {} }: Gate): object {
  const onTheWay =
    forbidden === 'closeSolicitation' || forbidden === 'adoptAssessment' ? {} : stop(forbidden).input;
  return { ...onTheWay, ...input };
}

/** A refusal that names the provision. */
export function expectProblem(answer: { status: number; body: unknown; type: string }, basis: string): void {
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.type).toBe('application/problem+json');
  const { basis: own = [], unmet = [] } = answer.body as Problem;
  expect([...own, ...unmet.flatMap((one) => one.basis)]).toContain(basis);
}
