import type { QueryRunner } from 'typeorm';
import type { Report } from './finding.js';

interface Place {
  readonly stream: string;
  readonly seq: number;
  readonly publication: string;
}

const MOST_FINDINGS = 1_000;

// What records say, word for word: a record's text is canonical, and so is every part of it.
const SAID = `select r.stream, r.seq, r.id, x.value->>'publication' as publication, (x.value->'fields')::text as fields
  from records r cross join lateral json_array_elements(r.text::json->'data'->'published') x
  where strpos(r.text, '"published":[') > 0 and json_typeof(r.text::json->'data'->'published') = 'array'`;

const UNSAID = `select p.case_id as stream, p.seq, p.publication from publications p
  where not exists (
    select 1 from (${SAID}) s where s.stream = p.case_id and s.seq = p.seq and s.id = p.id
      and s.publication = p.publication and s.fields = p.fields
  ) limit ${MOST_FINDINGS}`;

const UNPUBLISHED = `select s.stream, s.seq, s.publication from (${SAID}) s
  where not exists (
    select 1 from publications p where p.id = s.id and p.publication = s.publication
  ) limit ${MOST_FINDINGS}`;

/** Checks that what is public is exactly what the records made public. */
export async function checkPublications(runner: QueryRunner, report: Report): Promise<void> {
  const find = async (sql: string, message: string): Promise<void> => {
    for (const { stream, seq, publication } of (await runner.query(sql)) as Place[]) {
      report({ code: 'publication-rows-wrong', message: `${publication} ${message}`, stream, seq });
    }
  };
  await find(UNSAID, 'is public, but its record does not say so');
  await find(UNPUBLISHED, 'was made public by its record, but cannot be found');
}
