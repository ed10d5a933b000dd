import type { CaseView, Horizon, InboxFilter } from '../../../usecases/inbox/inbox-reads.js';
import type { NamedStatement } from '../../named-statement.js';
import { WAYS } from '../reading-ways.js';
import { BoundValues } from './bound-values.js';
import { mayKnow } from './lawful-ways.js';
import { hasWords, type Search } from './search-hits.js';
import { lightRange, NO_DAY } from './task-sources.js';

/** What the statement of a view of cases is made of. */
export interface CaseQuestion {
  readonly view: CaseView;
  readonly filter: InboxFilter;
  readonly horizon: Horizon;
  readonly search: Search | undefined;
  readonly readCase: boolean;
}

/** What it is asked with. */
export interface CaseArguments {
  readonly ways: string;
  readonly person: string;
  readonly barred: readonly string[];
  readonly sealed: readonly string[];
  /** Instant, case and number of the last row seen. Undefined: from the beginning. */
  readonly after: readonly string[] | undefined;
  readonly limit: number;
}

interface Source {
  readonly table: string;
  readonly at: string;
  readonly seq: string;
  readonly where: string;
  readonly columns: string;
}

/** Where the rows of each view stand, and what they have beside the case. */
const SOURCES: Readonly<Record<CaseView, Source>> = {
  initiated: {
    ...{ table: 'case_initiated', at: 'o.since', seq: '0', where: 'true' },
    columns: 'o.capacity as initiated',
  },
  done: {
    ...{ table: 'case_doings', at: 'o.recorded_at', seq: 'o.seq', where: 'true' },
    columns: 'o.type, o.act, o.post, o.done_on::text as done_on, o.on_behalf_of, o.done_by',
  },
  copied: {
    ...{ table: 'case_referred', at: 'o.since', seq: '0', where: `o.kind = 'copy'` },
    columns: 'o.from_person',
  },
  followed: {
    ...{ table: 'case_follows', at: 'o.since', seq: '0', where: 'true', columns: 'null as nothing' },
  },
};

/** The rows of a view from a place on, the latest first. Those that the filter leaves out are told by `fits`. */
export function caseStatement(
  question: CaseQuestion,
  given: CaseArguments,
): { readonly statement: NamedStatement; readonly values: readonly unknown[] } {
  const bound = new BoundValues();
  const ways = bound.bind(given.ways);
  const person = bound.bind(given.person);
  const [barred, sealed] = [bound.bind(given.barred), bound.bind(given.sealed)];
  const readCase = bound.bind(question.readCase);
  const limit = bound.bind(given.limit);
  const { table, at, seq, columns } = SOURCES[question.view];
  const where = rangeOf(question, given, person, bound);
  const order = `order by ${at} desc, o.case_id desc${question.view === 'done' ? ', o.seq desc' : ''}`;
  const text = `with ${WAYS.replace('$1', ways)}, entries as materialized (
    select o.case_id, ${at} as at, ${seq} as seq, ${columns} from ${table} o
    where ${where.join(' and ')} ${order} limit ${limit}
  )
  select e.*, knows.yes as known, ${fits(question, bound)} as fits, c.procedure, c.definition, c.unit, c.subject,
    c.applicant_name, c.status, c.outcome, c.opened_on::text as opened_on, s.version, s.state::json->'value' as value,
    c.suspended_on::text as suspended_on, k.clock, k.state as clock_state, k.due_on::text as due_on,
    k.provisional,
    exists (select 1 from case_parties o where o.case_id = c.id and o.person = ${person}) as as_party
  from entries e join cases c on c.id = e.case_id join streams s on s.id = c.id
  cross join lateral (select ${readCase}::boolean and ${mayKnow(person, barred, sealed)} as yes) knows
  left join lateral (
    select k.clock, k.state, k.due_on, k.provisional from clocks k
    where k.case_id = c.id and c.status = 'open' and (k.sweep_at is not null or k.state = 'suspended')
    order by k.state = 'suspended', k.due_on, k.clock limit 1
  ) k on true
  order by e.at desc, e.case_id desc, e.seq desc`;
  return { statement: { name: nameOf(question, given), text }, values: bound.values };
}

function rangeOf(
  { view, search, filter }: CaseQuestion,
  { after }: CaseArguments,
  person: string,
  bound: BoundValues,
): readonly string[] {
  const { at, where } = SOURCES[view];
  const [instant, caseId, seq] = (after ?? []).map((value) => bound.bind(value));
  const before =
    view === 'done'
      ? `(${at}, o.case_id, o.seq) < (${instant}::timestamptz, ${caseId}, ${seq}::integer)`
      : `(${at}, o.case_id) < (${instant}::timestamptz, ${caseId}) and ${seq}::text is not null`;
  return [
    `o.person = ${person}`,
    where,
    ...(after ? [before] : []),
    ...(search ? [found(search, bound)] : []),
    ...(view === 'done' && filter.post !== undefined ? [`o.post = ${bound.bind(filter.post)}`] : []),
  ];
}

// In the range itself: of what is not searched for nobody needs to know whether he may see it.
function found({ hits, words }: Search, bound: BoundValues): string {
  if (hits) return `o.case_id = any (${bound.bind(hits)}::text[])`;
  return `exists (select 1 from cases s where s.id = o.case_id and ${hasWords('s', words, bound)})`;
}

/** Whether a row is in the view as it is asked for. What is in a case counts only for who may know of it. */
function fits({ view, filter, horizon, search }: CaseQuestion, bound: BoundValues): string {
  const { procedure, unit, dueBefore, light } = filter;
  const day = `coalesce(k.due_on, ${NO_DAY})`;
  const conditions = [
    ...(procedure === undefined ? [] : [`c.procedure = ${bound.bind(procedure)}`]),
    ...(unit === undefined ? [] : [`c.unit = ${bound.bind(unit)}`]),
    ...(dueBefore === undefined ? [] : [`${day} < ${bound.bind(dueBefore)}::date`]),
    ...(light === 'suspended' ? [`k.state is not distinct from 'suspended'`] : []),
    ...(light === undefined || light === 'suspended'
      ? []
      : [`k.state is distinct from 'suspended' and ${lightRange(light, day, horizon, bound)}`]),
    // Who holds a case in which post is told by its open tasks.
    ...(view !== 'done' && filter.post !== undefined
      ? [`exists (select 1 from tasks t where t.case_id = c.id and t.post = ${bound.bind(filter.post)})`]
      : []),
  ];
  const ownAlone = view === 'done' || view === 'initiated';
  const known = ownAlone && conditions.length === 0 && !search ? [] : ['knows.yes'];
  return [...known, ...conditions, 'true'].join(' and ');
}

function nameOf({ view, filter, search }: CaseQuestion, { after }: CaseArguments): string {
  const { procedure, unit, post, dueBefore, light } = filter;
  const flags = [procedure, unit, post, dueBefore, after].map((one) => (one === undefined ? '-' : '+'));
  const words = search === undefined ? '' : search.hits ? 'h' : `w${search.words.length}`;
  return `inbox ${view} ${flags.join('')} ${light ?? ''} ${words}`;
}
