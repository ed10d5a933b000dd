import type { DigestPair } from '../audit/record.js';
import type { CivilDate } from '../clock/time.js';
import type { Definition } from '../law/definition.js';
import { actRules, publicationRules } from './act-rules.js';
import { besideRules } from './beside-rules.js';
import { clockRules } from './clock-rules.js';
import { documentRules } from './document-rules.js';
import type { JudgedCase } from './judged-case.js';
import { postRules } from './post-rules.js';
import { powerRules } from './power-rules.js';
import { propertyRules } from './property-rules.js';
import {
  articlesOf,
  deviates,
  type Conformity,
  type Instance,
  type Rule,
  type RuleKind,
  type Words,
} from './rule.js';
import { signingRules } from './signing-rules.js';
import { streamRules } from './stream-rules.js';

/** A record that satisfies or breaks a rule, or on which its judgement waits. */
export interface RowEvent {
  readonly seq: number;
  readonly leaf: DigestPair;
  /** The stream beside the case whose record it is. Absent: the case's own. */
  readonly stream?: string;
}

/** 要求—实际: one rule of the pinned version, and what became of it in the case. */
export interface ConformanceRow {
  readonly id: string;
  readonly kind: RuleKind;
  readonly title: Words;
  /** Provisions as they are cited. */
  readonly articles: readonly string[];
  readonly conclusion: Conformity;
  /** The records behind the conclusion, in order; empty: not applicable. */
  readonly events: readonly RowEvent[];
  /** How often the rule applied. */
  readonly occasions: number;
  /** Of the first occasion that has the conclusion. */
  readonly expected?: string;
  readonly actual?: string;
  readonly note?: Words;
  readonly until?: CivilDate;
}

/** Every rule of a version, in the order of the definition. Immutable, so made once for each. */
export function rulesOf(definition: Definition): readonly Rule[] {
  const known = made.get(definition);
  if (known) return known;
  const rules = [
    HISTORY,
    ...actRules(definition),
    ...postRules(definition),
    ...powerRules(definition),
    ...clockRules(definition),
    ...documentRules(definition),
    ...publicationRules(definition),
    ...signingRules(definition),
    ...besideRules(definition),
    ...streamRules(definition),
    ...propertyRules(definition),
  ];
  made.set(definition, rules);
  return rules;
}

const made = new WeakMap<Definition, readonly Rule[]>();

/** Every record follows from what came before it. */
const HISTORY: Rule = {
  id: 'history',
  kind: 'history',
  title: { zh: '每一条记录都接续其前的案情', en: 'every record follows from what came before it' },
  basis: ['正程 留痕'],
  judge: ({ unfoldable, records }) => [
    ...unfoldable.map(({ record: { seq } }) =>
      deviates(seq, { zh: '该记录与其前的案情不相接', en: 'it does not fit what came before' }),
    ),
    ...records.slice(-1).map(({ record: { seq } }): Instance => ({ conclusion: 'complies', seqs: [seq] })),
  ],
};

/**
 * Holds a case against every rule of the version that it pins, overlay included. Pure: the same records, calendars and
 * day give the same table for ever. Says what deviates from which rule by which record, never that anybody acted
 * unlawfully.
 */
export function conformanceTable(judged: JudgedCase): readonly ConformanceRow[] {
  const { definition } = judged.procedure;
  const leafOf = leavesOf(judged);
  return rulesOf(definition).map(({ id, kind, title, basis, judge }): ConformanceRow => {
    const instances = judge(judged);
    const conclusion = WORST.find((one) => instances.some((instance) => instance.conclusion === one));
    const telling = instances.filter((instance) => instance.conclusion === conclusion);
    const [first] = telling;
    const also = [...new Set(telling.flatMap((instance) => instance.basis ?? []))];
    return {
      ...{ id, kind, title, articles: articlesOf([...basis, ...also], definition.law) },
      conclusion: conclusion ?? 'notApplicable',
      events: [...eventsOfCase(telling, leafOf), ...eventsBeside(telling, leafOf)],
      occasions: instances.length,
      ...(first && told(first)),
    };
  });
}

function told({ expected, actual, note, until }: Instance): Partial<ConformanceRow> {
  return {
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
    ...(note && { note }),
    ...(until !== undefined && { until }),
  };
}

/** Leaf of a record by its sequence, of the case or of a stream beside it. */
type LeafOf = (seq: number, stream?: string) => DigestPair | undefined;

function leavesOf({ records, unfoldable, beside = [] }: JudgedCase): LeafOf {
  const leaves = new Map<string, DigestPair>();
  for (const { record, leaf } of [...records, ...unfoldable]) leaves.set(` ${record.seq}`, leaf);
  for (const one of beside) {
    for (const { record, leaf } of [...one.records, ...one.unfoldable])
      leaves.set(`${one.stream} ${record.seq}`, leaf);
  }
  return (seq, stream = '') => leaves.get(`${stream} ${seq}`);
}

function eventsOfCase(telling: readonly Instance[], leafOf: LeafOf): readonly RowEvent[] {
  const seqs = [...new Set(telling.flatMap((instance) => instance.seqs))].toSorted((a, b) => a - b);
  return seqs.flatMap((seq) => {
    const leaf = leafOf(seq);
    return leaf ? [{ seq, leaf }] : [];
  });
}

function eventsBeside(telling: readonly Instance[], leafOf: LeafOf): readonly RowEvent[] {
  const named = new Map(
    telling.flatMap(({ beside = [] }) => beside.map((one) => [`${one.stream} ${one.seq}`, one] as const)),
  );
  return [...named.values()].flatMap(({ seq, stream }) => {
    const leaf = leafOf(seq, stream);
    return leaf ? [{ seq, leaf, stream }] : [];
  });
}

/** What a row says where occasions differ. */
const WORST: readonly Instance['conclusion'][] = ['deviates', 'undetermined', 'exempt', 'complies'];

/** How many rows have each conclusion. */
export function countConclusions(rows: readonly ConformanceRow[]): Readonly<Record<Conformity, number>> {
  const counts = { complies: 0, deviates: 0, exempt: 0, notApplicable: 0, undetermined: 0 };
  for (const { conclusion } of rows) counts[conclusion] += 1;
  return counts;
}
