import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { calculateDeadline } from '../../../src/engine/clock/deadline-calculation.js';
import type {
  DeadlineAnswer,
  DeadlineProblem,
  DeadlineQuestion,
} from '../../../src/engine/clock/deadline.js';
import { calculateDeadlineDocument } from '../../../src/usecases/clocks/calculate-deadline.js';
import { cnCalendar } from './cn-calendar.js';

interface Example {
  readonly name: string;
  /** A document as HTTP and the command line take it ... */
  readonly ask?: Record<string, unknown>;
  /** ... or a question to the engine, for settings that the document has no field for. */
  readonly question?: DeadlineQuestion;
  readonly expect?: Partial<DeadlineAnswer>;
  readonly problem?: string;
  /** The arithmetic. */
  readonly why: string;
}

const FOLDER = 'test/engine/clock/examples';
const files = readdirSync(FOLDER).map((file) => ({
  file,
  examples: (parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as { examples: Example[] }).examples,
}));

function answer(example: Example): Partial<DeadlineAnswer> | { readonly at: string } {
  const { days, ...rest } = outcome(example);
  const last = days.at(-1);
  // The explanation ends where the answer does.
  if (rest.dueOn !== undefined && last !== undefined) expect(last.date).toBe(rest.dueOn);
  return rest;
}

function outcome(example: Example): DeadlineAnswer {
  if (example.question !== undefined) {
    return required(calculateDeadline(example.question, cnCalendar(), { explain: true }));
  }
  const outcome = calculateDeadlineDocument(example.ask, (_name, knownAt) => cnCalendar(knownAt));
  return outcome.ok ? outcome.answer : required(outcome.problems[0] ?? { at: '', problem: 'none' });
}

function required(outcome: DeadlineAnswer | DeadlineProblem): DeadlineAnswer {
  if ('problem' in outcome) throw new Error(`${outcome.at}: ${outcome.problem}`);
  return outcome;
}

describe.each(files)('deadlines: $file', ({ examples }) => {
  it.each(examples.filter((example) => example.expect !== undefined))('$name: $why', (example) => {
    expect(answer(example)).toEqual(example.expect);
  });
});

const all = files.flatMap(({ examples }) => examples);

describe('deadlines that are refused', () => {
  it.each(all.filter((example) => example.problem !== undefined))('$name: $why', (example) => {
    expect(() => answer(example)).toThrow(`${example.problem}: `);
  });
});

describe('the examples', () => {
  it('are more than five hundred different ones, each with its arithmetic and one outcome', () => {
    const asked = new Set(all.map(({ ask, question }) => JSON.stringify(ask ?? question)));
    expect(asked.size).toBeGreaterThan(500);
    expect(all.filter(({ why }) => why.length < 5)).toEqual([]);
    expect(
      all.filter((example) => (example.expect === undefined) === (example.problem === undefined)),
    ).toEqual([]);
  });
});
