import type { DataSource } from 'typeorm';
import type { IncidentRow, ReadIncidents } from '../../usecases/vacancies/vacancy-reads.js';
import { runNamed } from '../named-statement.js';
import { DAY, decodeCursor, encodeCursor, KEY, pageOf } from './cursor.js';

interface IncidentValues {
  readonly case_id: string;
  readonly procedure: string;
  readonly subject: string;
  readonly applicant_name: string;
  readonly unit: string;
  readonly task: string;
  readonly post: string;
  readonly since: string;
}

// A part without a list has null in its place: no limit.
const INCIDENTS = {
  name: 'incidents',
  text: `select v.case_id, c.procedure, c.subject, c.applicant_name, c.unit, v.task, v.post, v.since::text as since
    from vacancies v join cases c on c.id = v.case_id
    where exists (
        select 1 from json_to_recordset($1::json) as w(units json, procedures json)
        where (w.units is null or c.unit in (select json_array_elements_text(w.units)))
          and (w.procedures is null or c.procedure in (select json_array_elements_text(w.procedures)))
      )
      and not (v.case_id = any ($2)) and (v.since, v.case_id, v.task) > ($3::date, $4, $5)
    order by v.since, v.case_id, v.task limit $6`,
};

/** Vacant tasks of the watched parts of all cases. There are few: each is somebody's failure to appoint. */
export function postgresIncidents(dataSource: DataSource): ReadIncidents {
  return async (watched, excluded, page) => {
    const after =
      page.after === undefined ? ['0001-01-01', '', ''] : decodeCursor(page.after, [DAY, KEY, KEY]);
    const values = [JSON.stringify(watched), excluded, ...after, page.limit + 1];
    const rows = await runNamed<IncidentValues>(dataSource, INCIDENTS, values);
    return pageOf(rows, page.limit, incidentRow, (row) => encodeCursor([row.since, row.case_id, row.task]));
  };
}

function incidentRow({
  case_id: caseId,
  applicant_name: applicantName,
  ...row
}: IncidentValues): IncidentRow {
  return { caseId, applicantName, ...row };
}
