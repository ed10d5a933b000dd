import type { FeelNames } from './feel-names.js';
import { type FeelRead, scanFeel } from './feel-reads.js';
import { suggest } from '../suggest.js';

/** One thing wrong with an expression; offsets are characters from its start. */
export interface FeelProblem {
  readonly code: 'feel-syntax' | 'feel-unknown-name' | 'feel-reads-time' | 'feel-unknown-function';
  readonly message: string;
  readonly from: number;
  readonly to: number;
  readonly suggestion?: string;
}

/** Deterministic functions of FEEL. What reads the time, the machine's time zones or floating point is left out. */
const FUNCTIONS: ReadonlySet<string> = new Set(
  [
    'not, is, all, any, number, string, date, duration, years and months duration, substring',
    'string length, upper case, lower case, substring before, substring after, contains',
    'starts with, ends with, string join, list contains, count, min, max, sum, sublist, append',
    'concatenate, insert before, remove, reverse, index of, union, distinct values, flatten, sort',
    'product, floor, ceiling, abs, modulo, odd, even, before, after, includes, get value',
    'day of week, month of year, day of year',
  ]
    .join(', ')
    .split(', '),
);

const TIME_FUNCTIONS: ReadonlySet<string> = new Set(['now', 'today', 'time', 'date and time']);

/** Everything that keeps `source` from being an expression of this language over the `allowed` names. */
export function checkExpression(source: string, allowed: FeelNames): readonly FeelProblem[] {
  const scan = scanFeel(source);
  const syntax = scan.syntaxErrors[0];
  if (syntax !== undefined) return [syntaxProblem(source, syntax)];
  return [
    ...scan.calls.flatMap((call) => callProblem(call)),
    ...scan.reads.flatMap((read) => readProblem(read, allowed)),
  ].sort((a, b) => a.from - b.from);
}

function syntaxProblem(source: string, at: { readonly from: number; readonly to: number }): FeelProblem {
  const near = source.slice(at.from, at.from + 12).trim();
  const where = near === '' ? 'it ends too early' : `near "${near}"`;
  const message = `"${source}" is not an expression: ${where}; write FEEL, such as: count(input.items) > 0 and complete`;
  return { code: 'feel-syntax', message, from: at.from, to: at.to };
}

function callProblem(call: FeelRead): FeelProblem[] {
  const name = call.segments.join('.');
  if (FUNCTIONS.has(name)) return [];
  const at = { from: call.from, to: call.to };
  if (TIME_FUNCTIONS.has(name)) {
    const message = `"${name}()" reads the time; the law counts days with clocks: declare a clock or a milestone`;
    return [{ code: 'feel-reads-time', message, ...at }];
  }
  const suggestion = suggest(name, FUNCTIONS);
  const message = `"${name}" is not a function of this language`;
  return [
    { code: 'feel-unknown-function', message, ...at, ...(suggestion === undefined ? {} : { suggestion }) },
  ];
}

function readProblem(read: FeelRead, allowed: FeelNames): FeelProblem[] {
  const name = read.segments.join('.');
  if (allowed.names.has(name) || goesIntoOpenName(read.segments, allowed)) return [];
  const at = { from: read.from, to: read.to };
  if (TIME_FUNCTIONS.has(name)) {
    const message = `"${name}" is the time; the law counts days with clocks: declare a clock or a milestone`;
    return [{ code: 'feel-reads-time', message, ...at }];
  }
  const suggestion = suggest(name, allowed.names);
  const message = `"${name}" is not declared here; an expression reads facts, input, performed, days, performers, parties, actor`;
  return [{ code: 'feel-unknown-name', message, ...at, ...(suggestion === undefined ? {} : { suggestion }) }];
}

function goesIntoOpenName(segments: readonly string[], allowed: FeelNames): boolean {
  return segments.some((_, index) => index > 0 && allowed.open.has(segments.slice(0, index).join('.')));
}
