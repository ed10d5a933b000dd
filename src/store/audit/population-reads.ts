import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import type {
  KeptText,
  PerformedAct,
  PopulationMember,
  PopulationReads,
} from '../../usecases/audit/population-ports.js';
import type { ReadingScope } from '../../usecases/queries.js';
import { runNamed, type NamedStatement } from '../named-statement.js';
import { DAY, decodeCursor, encodeCursor, KEY, pageOf } from '../queries/cursor.js';
import { SERVES_CASE } from '../queries/inbox/lawful-ways.js';
import { WAYS, waysJson } from '../queries/reading-ways.js';

// Arguments of all that has a scope: $1 ways, $2 recused, $3 sealed. Not what he did himself or is party to: these are the
// cases that he audits.
const AUDITED = `c.id <> all ($2::text[]) and c.id <> all ($3::text[]) and exists (
    select 1 from ways w where ${SERVES_CASE}
  )`;

/** The statements, each bounded by an index. */
export const POPULATION_STATEMENTS = {
  members: {
    name: 'population-members',
    text: `with ${WAYS} select c.id, c.unit, c.procedure, c.definition, c.opened_on::text as opened_on from cases c
      where c.opened_on between $4::date and $5::date and ($6::text is null or c.procedure = $6)
        and (c.opened_on, c.id) > ($7::date, $8) and ${AUDITED}
      order by c.opened_on, c.id limit $9`,
  },
  recordsOf: {
    name: 'population-records',
    text: `select r.stream, r.text, r.sha256, r.sm3 from records r where r.stream = any ($1) order by r.stream, r.seq`,
  },
  // The list is written out, so that the partial index serves.
  noted: {
    name: 'population-noted',
    text: `with ${WAYS} select r.stream, r.text, r.sha256, r.sm3, c.procedure from records r join cases c on c.id = r.stream
      where r.type in ('case.read', 'case.unmasked', 'evidence.exported', 'calendar.applied')
        and r.type = any ($7::text[]) and r.recorded_at >= $4 and r.recorded_at < $5 and ${AUDITED}
      order by r.recorded_at, r.stream, r.seq limit $6`,
  },
  actsOf: {
    name: 'population-acts',
    text: `with ${WAYS} select d.case_id, d.seq, d.person, d.act, d.recorded_at, c.procedure, c.definition, r.sha256, r.sm3
      from case_doings d join cases c on c.id = d.case_id join records r on r.stream = d.case_id and r.seq = d.seq
      where d.person = any ($7::text[]) and d.recorded_at >= $4 and d.recorded_at < $5 and d.act is not null and ${AUDITED}
      order by d.recorded_at, d.case_id, d.seq limit $6`,
  },
  changesIn: {
    name: 'population-changes',
    text: `select r.stream, r.text, r.sha256, r.sm3 from records r
      where r.stream = $1 and r.recorded_at >= $2 and r.recorded_at < $3 order by r.seq limit $4`,
  },
} as const satisfies Readonly<Record<string, NamedStatement>>;

interface TextValues {
  readonly stream: string;
  readonly text: string;
  readonly sha256: string;
  readonly sm3: string;
}

interface ActValues {
  readonly case_id: string;
  readonly seq: number;
  readonly person: string;
  readonly act: string;
  readonly recorded_at: Date;
  readonly procedure: string;
  readonly definition: string;
  readonly sha256: string;
  readonly sm3: string;
}

/** Reads of many cases at once, on PostgreSQL. */
export function postgresPopulation(dataSource: DataSource): PopulationReads {
  return {
    members: async (scope, { from, to }, procedure, { limit, after }) => {
      const place = after === undefined ? [FIRST_DAY, ''] : decodeCursor(after, [DAY, KEY]);
      const rows = await runNamed<PopulationMember & { readonly opened_on: string }>(
        dataSource,
        POPULATION_STATEMENTS.members,
        [...scoped(scope), from, to, procedure ?? null, ...place, limit + 1],
      );
      const member = ({ opened_on: _opened, ...one }: (typeof rows)[number]): PopulationMember => one;
      return pageOf(rows, limit, member, ({ opened_on, id }) => encodeCursor([opened_on, id]));
    },
    recordsOf: async (streams) => {
      const rows = await runNamed<TextValues>(dataSource, POPULATION_STATEMENTS.recordsOf, [streams]);
      return rows.map(keptText);
    },
    noted: async (scope, types, { since, until }, most) => {
      const values = [...scoped(scope), since, until, most + 1, types];
      const rows = await runNamed<TextValues & { readonly procedure: string }>(
        dataSource,
        POPULATION_STATEMENTS.noted,
        values,
      );
      if (rows.length > most) return undefined;
      return rows.map((row) => ({ ...keptText(row), procedure: row.procedure }));
    },
    actsOf: async (scope, people, { since, until }, most) => {
      const values = [...scoped(scope), since, until, most + 1, people];
      const rows = await runNamed<ActValues>(dataSource, POPULATION_STATEMENTS.actsOf, values);
      return rows.length > most ? undefined : rows.map(performedAct);
    },
    changesIn: async (stream, { since, until }, most) => {
      const values = [stream, since, until, most + 1];
      const rows = await runNamed<TextValues>(dataSource, POPULATION_STATEMENTS.changesIn, values);
      return rows.length > most ? undefined : rows.map(keptText);
    },
  };
}

const FIRST_DAY = '0001-01-01';

function scoped(scope: ReadingScope): readonly unknown[] {
  return [waysJson(scope), scope.barred, scope.sealed];
}

function keptText({ stream, text, sha256, sm3 }: TextValues): KeptText {
  return { stream, text, leaf: { sha256, sm3 } };
}

function performedAct(row: ActValues): PerformedAct {
  const { case_id: caseId, seq, person, act, recorded_at, procedure, definition, sha256, sm3 } = row;
  const at = recorded_at.toISOString() as Instant;
  return { caseId, seq, leaf: { sha256, sm3 }, person, act, at, procedure, definition };
}
