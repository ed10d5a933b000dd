import type { CaseFilter, ReadingScope } from '../../usecases/queries.js';
import type { NamedStatement } from '../named-statement.js';
import { mayKnow } from './inbox/lawful-ways.js';
import { WAYS } from './reading-ways.js';

/** What varies from list to list: which filters there are, and of what kind the scope's ways are. */
export interface ListShape {
  readonly filter: CaseFilter;
  readonly after: boolean;
  /** Some way serves every unit. */
  readonly anyUnit: boolean;
  /** Some principal is recused from some case. */
  readonly barred: boolean;
  /** What the search found: all its cases, or so many that only its words are asked for. */
  readonly searched?: 'hits' | 'words' | undefined;
}

/** The shape of a list. */
export function listShape({ ways }: ReadingScope, filter: CaseFilter, after: boolean): ListShape {
  return {
    filter,
    after,
    anyUnit: ways.some(({ units, cases }) => units === undefined && cases === undefined),
    barred: ways.some(({ barred }) => barred.length > 0),
  };
}

// Arguments: $1 ways, $2 rows, $3 person, $4 recused, $5 sealed, $6 window, $7 procedure, $8 and $9 the last row seen,
// $10 what is searched.
const ORDER = 'order by c.opened_on desc, c.id desc';
const OWN_WORK = 'c.id not in (select unnest($4::text[]))';
const UNSEALED = 'c.id not in (select unnest($5::text[]))';

// The page of what was found, each case once, with what a list shows of it.
const page = (
  extra: string,
): string => `select c.id, c.procedure, c.definition, c.subject, c.applicant_name, c.unit,
    c.status, c.outcome, c.opened_on::text as opened_on, s.version, f.as_party, ${extra}
    (select min(k.due_on)::text from clocks k where k.case_id = c.id and k.sweep_at is not null) as due_on
  from (
    select c.id, c.opened_on, bool_or(c.as_party) as as_party from found c group by c.id, c.opened_on ${ORDER} limit $2
  ) f
  join cases c on c.id = f.id join streams s on s.id = f.id
  ${ORDER}`;

/**
 * The page among the latest cases alone: a window over the index by day, so that whoever may read much finds his
 * page at once. Column \`walked\` says how many cases the window had. Not the answer when it finds too few.
 */
export function latestCases(shape: ListShape): NamedStatement {
  const text = `with ${WAYS}, reach as materialized (
    select w.n, u.unit from ways w cross join lateral unnest(w.units) u(unit)
  ), walked as materialized (
    select c.id, c.opened_on, c.unit, c.definition, c.procedure from cases c
    where ${conditions(shape).join(' and ')} ${ORDER} limit $6
  ), known as materialized (
    select c.*, exists (select 1 from case_parties o where o.person = $3 and o.case_id = c.id) as as_party
    from walked c where ${UNSEALED}
  ), found as (
    select c.id, c.opened_on, true as as_party from known c where c.as_party
    union all
    select c.id, c.opened_on, false from known c
    where ${OWN_WORK} and (
      exists (select 1 from case_performers o where o.person = $3 and o.case_id = c.id)
      or exists (select 1 from case_referred o where o.person = $3 and o.case_id = c.id)
    )
    union all
    select c.id, c.opened_on, false from known c join reach r on r.unit = c.unit join ways w on w.n = r.n
    where ${OWN_WORK} and ${SERVED}
    union all
    select c.id, c.opened_on, false from known c join ways w on w.units is null
    where ${OWN_WORK} and (w.cases is null or c.id = any (w.cases)) and ${SERVED}
  )
  ${page('(select count(*)::integer from walked) as walked,')}`;
  return { name: `case-list-latest ${variant(shape)}`, text };
}

// The post serves the case's procedure, the definition names it, and the principal is not recused.
const SERVED = `(w.procedures is null or c.procedure = any (w.procedures)) and c.id <> all (w.barred)
  and (w.whole or exists (select 1 from procedure_posts p where p.definition = c.definition and p.post = w.post))`;

/** Procedures by post, and all that cases have (under the empty post): where whoever serves many units is to look. */
export const PROCEDURES_OF_POSTS: NamedStatement = {
  name: 'case-list-procedures',
  text: `with recursive used as (
    (select c.procedure from cases c order by c.procedure limit 1)
    union all
    select n.procedure from used u cross join lateral (
      select c.procedure from cases c where c.procedure > u.procedure order by c.procedure limit 1
    ) n
  )
  select '' as post, procedure from used
  union all
  select distinct post, procedure from procedure_posts where post = any ($1)`,
};

/** The page among the cases that a search has found: one look at each. */
export function casesAmong(shape: ListShape): NamedStatement {
  const text = `with ${WAYS}, found as (
    select c.id, c.opened_on, exists (
      select 1 from case_parties o where o.person = $3 and o.case_id = c.id
    ) as as_party
    from cases c where ${conditions(shape).join(' and ')} and ${mayKnow('$3', '$4', '$5')}
  )
  ${page('$6::integer as walked,')}`;
  return { name: `case-list-among ${variant(shape)}`, text };
}

/**
 * The page among all cases, from index ranges: of a procedure where the way names procedures to walk, else of the unit
 * and definition. Only as many ranges as the page has rows can contribute to it: those with the latest cases. The cost
 * grows with the ranges, not with the cases.
 */
export function allCases(shape: ListShape): NamedStatement {
  const own = [...conditions(shape), UNSEALED, OWN_WORK];
  const inPlace = [
    'c.unit = p.unit and c.definition = p.definition',
    ...own,
    ...(shape.barred ? [UNBARRED] : []),
  ];
  const inWalk = ['c.procedure = p.procedure', ...own, IN_REACH];
  const text = `with recursive ${WAYS}, ${shape.anyUnit ? ALL_UNITS : ''}${reach(shape)}, ${PLACES},
  pairs as materialized (
    select p.unit, p.definition, array_agg(p.n) as ways from places p group by p.unit, p.definition
  ), walks as materialized (
    select x.procedure, array_agg(w.n) as ways from ways w cross join lateral unnest(w.walk) x(procedure)
    where $7::text is null or x.procedure = $7 group by x.procedure
  ), found as (
    ${ranges('pairs', inPlace.join(' and '))}
    union all
    ${ranges('walks', inWalk.join(' and '))}
    union all
    select c.id, c.opened_on, false from ways w cross join lateral unnest(w.cases) x(id)
    cross join lateral (select * from cases c where c.id = x.id limit 1) c where ${[...own, SERVED].join(' and ')}
    union all
    (${ofPerson('case_performers', 'false', own)})
    union all
    (${ofPerson('case_referred', 'false', own)})
    union all
    (${ofPerson('case_parties', 'true', [...conditions(shape), UNSEALED])})
  )
  ${page('$6::integer as walked,')}`;
  return { name: `case-list-all ${variant(shape)}`, text };
}

// The ranges with the latest heads, and as much of each as can be on the page.
const ranges = (from: string, where: string): string => `select c.id, c.opened_on, false as as_party from (
      select p.* from ${from} p cross join lateral (
        select c.opened_on, c.id from cases c where ${where} ${ORDER} limit 1
      ) c ${ORDER} limit $2
    ) p cross join lateral (
      select c.id, c.opened_on from cases c where ${where} ${ORDER} limit $2
    ) c`;

const UNBARRED = 'exists (select 1 from ways w where w.n = any (p.ways) and c.id <> all (w.barred))';
const IN_REACH = `exists (
  select 1 from ways w where w.n = any (p.ways) and (w.units is null or c.unit = any (w.units)) and ${SERVED}
)`;

const ALL_UNITS = `all_units as (
    (select c.unit from cases c order by c.unit limit 1)
    union all
    select n.unit from all_units u cross join lateral (
      select c.unit from cases c where c.unit > u.unit order by c.unit limit 1
    ) n
  ), `;

function reach({ anyUnit }: ListShape): string {
  const named =
    'select w.n, u.unit from ways w cross join lateral unnest(w.units) u(unit) where w.walk is null';
  const any = `select w.n, u.unit from ways w cross join all_units u
    where w.walk is null and w.units is null and w.cases is null`;
  return `reach as materialized (${anyUnit ? `${named} union all ${any}` : named})`;
}

// The definitions that a unit's cases are bound to, each found by one step over the index.
const PLACES = `places as materialized (
    select r.n, r.unit, d.definition from reach r join ways w on w.n = r.n cross join lateral (
      with recursive used as (
        (select c.definition, c.procedure from cases c where c.unit = r.unit order by c.definition limit 1)
        union all
        select n.definition, n.procedure from used u cross join lateral (
          select c.definition, c.procedure from cases c
          where c.unit = r.unit and c.definition > u.definition order by c.definition limit 1
        ) n
      )
      select definition, procedure from used
    ) d
    where (w.procedures is null or d.procedure = any (w.procedures)) and ($7::text is null or d.procedure = $7)
      and (w.whole or exists (select 1 from procedure_posts p where p.definition = d.definition and p.post = w.post))
  )`;

// Fetched first and ordered then: walking the days until enough of his turn up could mean walking them all.
function ofPerson(table: string, asParty: string, where: readonly string[]): string {
  return `select c.id, c.opened_on, ${asParty} from (
      select distinct c.id, c.opened_on from ${table} o join cases c on c.id = o.case_id
      where o.person = $3 and ${where.join(' and ')}
    ) c ${ORDER} limit $2`;
}

const HAS_WORDS = `not exists (
    select 1 from unnest($10::text[]) w(word) where position(w.word in c.search) = 0
  )`;

function conditions({ filter, after, searched }: ListShape): readonly string[] {
  // The status is written out, so that the partial index of open cases can serve.
  const status = { open: `c.status = 'open'`, ended: `c.status = 'ended'` };
  return [
    filter.procedure === undefined ? '$7::text is null' : 'c.procedure = $7',
    ...(filter.status === undefined ? [] : [status[filter.status]]),
    after ? '(c.opened_on, c.id) < ($8::date, $9)' : '$8::date is null and $9::text is null',
    ...(searched === 'words' ? [HAS_WORDS] : []),
    ...(searched === 'hits' ? ['c.id = any ($10::text[])'] : []),
  ];
}

function variant({ filter, after, anyUnit, barred, searched }: ListShape): string {
  const flags = [filter.procedure !== undefined, after, anyUnit, barred].map((flag) => (flag ? '+' : '-'));
  return `${flags.join('')}${filter.status ?? ''} ${searched ?? ''}`;
}
