import type { Problem } from '../law/problem.js';
import { readYaml, type SourceFile } from '../law/read-yaml.js';
import { checkShape, type ShapeProblem } from '../law/shape/shape-check.js';
import { choice, must, text, type Field, type FieldsOf, type Shape } from '../law/shape/shape.js';
import { problemAt } from '../law/source-map.js';
import { RESULTS, STANCES, type ItemResult, type Stance } from './meeting-state.js';

/** Every sentence of minutes, with what is filled in. */
export const MINUTES_SENTENCES = {
  record: ['meeting'],
  summary: ['meeting'],
  meeting: ['unit', 'forum'],
  day: ['year', 'month', 'date'],
  separator: [],
  nobody: [],
  unknown: [],
  erased: [],
  timeHead: [],
  placeHead: [],
  chairHead: [],
  numberHead: [],
  presentHead: [],
  absentHead: [],
  observersHead: [],
  recorderHead: [],
  began: ['day', 'from'],
  beganAndEnded: ['day', 'from', 'to'],
  attendance: ['entitled', 'present'],
  movements: [],
  arrived: ['time', 'name'],
  left: ['time', 'name'],
  adjourned: ['time'],
  resumed: ['time'],
  item: ['ordinal', 'subject'],
  presented: ['presenter', 'version'],
  draftingUnit: [],
  recused: ['names'],
  presiding: ['name'],
  spoke: ['time', 'name', 'stance', 'text'],
  wrote: ['time', 'name', 'stance', 'text'],
  declined: ['time', 'name'],
  spokeLast: ['time', 'name', 'stance', 'text'],
  wroteLast: ['time', 'name', 'stance', 'text'],
  declinedLast: ['time', 'name'],
  counted: ['stance', 'count'],
  countSeparator: [],
  tally: ['stated', 'counts'],
  quorum: ['present', 'entitled'],
  decided: ['result'],
  undecided: [],
  departs: [],
  reason: ['text'],
  dissents: [],
  dissent: ['name', 'stance', 'text'],
  noDissent: [],
  corrected: ['name', 'text'],
  correctedLater: [],
  notReached: ['subjects'],
  opening: ['day', 'chair', 'meeting', 'attendance'],
  summaryDecided: ['result'],
  summaryUndecided: [],
  unitHead: [],
  whatHead: [],
  untilHead: [],
  responsible: ['unit', 'name'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SentenceName = keyof typeof MINUTES_SENTENCES;

/** 会议记录、会议纪要的用语 as data: minutes hold no other words than these and those of the records. */
export interface MinutesSentences {
  /** 一、二、三 or 1, 2, 3. */
  readonly numerals: 'chinese' | 'arabic';
  readonly stances: Readonly<Record<Stance, string>>;
  readonly results: Readonly<Record<ItemResult, string>>;
  readonly sentences: Readonly<Record<SentenceName, string>>;
}

type Filled<Name extends SentenceName> = Readonly<
  Record<(typeof MINUTES_SENTENCES)[Name][number], string | number>
>;

/** A sentence with its blanks filled in; what is filled in is never read as a blank. */
export function sentence<Name extends SentenceName>(
  { sentences }: Pick<MinutesSentences, 'sentences'>,
  name: Name,
  filled: Filled<Name>,
): string {
  const values: Readonly<Record<string, string | number>> = filled;
  return sentences[name].replaceAll(BLANK, (_, blank: string) => String(values[blank] ?? ''));
}

const BLANK = /\{([a-z]+)\}/g;

function each(names: readonly string[], about: string): Shape {
  const fields = names.map((name): [string, Field] => [name, must(text, about)]);
  return { kind: 'object', noun: about, fields: Object.fromEntries(fields) };
}

const SENTENCES: Shape = {
  kind: 'object',
  noun: 'the words of minutes',
  fields: {
    numerals: must(choice('chinese', 'arabic'), 'how items are numbered'),
    stances: must(each(STANCES, 'a stance'), 'how a stance is called'),
    results: must(each(RESULTS, 'a result'), 'how a result is called'),
    sentences: must(each(Object.keys(MINUTES_SENTENCES), 'a sentence'), 'the sentences'),
  } satisfies FieldsOf<MinutesSentences>,
};

/** The words of minutes read from their file, or every problem in it. Pure: the file is read elsewhere. */
export function parseMinutesSentences(
  file: SourceFile,
):
  | { readonly ok: true; readonly words: MinutesSentences }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const { value, source, problems } = readYaml(file);
  if (problems.some(({ severity }) => severity === 'error')) return { ok: false, problems };
  const checked = checkShape(SENTENCES, value);
  const found =
    checked.problems.length > 0 ? checked.problems : wrongBlanks(checked.value as MinutesSentences);
  if (found.length === 0) return { ok: true, words: checked.value as MinutesSentences };
  return { ok: false, problems: found.map((problem) => problemAt(source, problem)) };
}

/** A blank that is missing would leave out what was said; one that nobody fills would stand there empty. */
function wrongBlanks({ sentences }: MinutesSentences): readonly ShapeProblem[] {
  return Object.entries(MINUTES_SENTENCES).flatMap(([name, blanks]) => {
    const written = [...sentences[name as SentenceName].matchAll(BLANK)].map((found) => found[1] ?? '');
    const path = `/sentences/${name}`;
    const missing = blanks.filter((blank) => !written.includes(blank));
    const unknown = written.filter((blank) => !(blanks as readonly string[]).includes(blank));
    return [
      ...missing.map((blank) => ({ code: 'missing-blank', path, message: `{${blank}} is missing` })),
      ...unknown.map((blank) => ({ code: 'unknown-blank', path, message: `nothing fills {${blank}}` })),
    ];
  });
}
