import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readAssumptions } from '../../src/usecases/planning/read-assumptions.js';
import { daysOf, planned } from '../engine/plan/planning.js';
import { procedureFrom } from '../support/procedures.js';
import { HOUSE, marked } from './marked-blocks.js';

const PAGE = 'docs/forecast.md';

/** What a page asks. */
interface Asked {
  readonly procedure: string;
  readonly from: string;
  readonly plan: unknown;
}

const asked = marked('yaml forecast').map(({ text }) => parse(text) as Asked)[0] as Asked;
const procedure = procedureFrom(asked.procedure);

/** Rows of the table: a day, and the names of its steps. */
const rows = [
  ...readFileSync(join(HOUSE, PAGE), 'utf8').matchAll(/^\| (\d{4}-\d\d-\d\d) \| ([^|]*) \|/gm),
].flatMap(([, on = '', steps = '']) =>
  [...steps.matchAll(/`([^`]+)`/g)].map(([, name = '']) => ({ name, on })),
);

it('the plan of the page is one that can be read', () => {
  expect(marked('yaml plan')).toHaveLength(1);
  for (const { text } of marked('yaml plan'))
    expect(readAssumptions(parse(text), procedure.definition).problems).toEqual([]);
});

it('the table of the page is what the forecast says', () => {
  const { assumptions, problems } = readAssumptions(asked.plan, procedure.definition);
  expect(problems).toEqual([]);
  const plan = planned(procedure, asked.from, assumptions);
  expect(rows.length).toBeGreaterThan(8);
  expect(daysOf(plan)).toMatchObject(Object.fromEntries(rows.map(({ name, on }) => [name, on])));
  expect(plan).toMatchObject({ earliest: rows.at(-1)?.on, incomplete: false });
  // Everything is done on a day of the table.
  const days = new Set(rows.map(({ on }) => on));
  expect(plan.steps.filter(({ on }) => !days.has(on))).toEqual([]);
});
