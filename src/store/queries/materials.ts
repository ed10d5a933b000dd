import type { DataSource } from 'typeorm';
import { REDACTION } from '../../engine/audit/redaction.js';
import type { LedgerRecord } from '../../engine/audit/record.js';
import type { CaseEvent } from '../../engine/case/case-event.js';
import type { Instant } from '../../engine/clock/time.js';
import type {
  MaterialReads,
  MaterialRecord,
  ReusableMaterial,
} from '../../usecases/materials/material-ports.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

interface HistoryValues {
  readonly seq: number;
  readonly text: string;
  readonly name: string | null;
  readonly value: string | null;
}

const HISTORY: NamedStatement = {
  name: 'material-history',
  text: `select r.seq, r.text, p.name, p.value from (
      select seq, text from records
      where stream = $1 and type in ('material.filed', 'material.judged', 'material.waived')
      union all
      (select seq, text from records where stream = $1 and type = 'material.opened' order by seq desc limit $2)
    ) r left join record_parts p on p.stream = $1 and p.seq = r.seq order by r.seq, p.name`,
};

const ERASED: NamedStatement = {
  name: 'material-erased',
  text: `select exists (
      select 1 from records where stream = $1 and type = '${REDACTION}'
        and text::jsonb->'data'->'redaction'->'files' @> to_jsonb($2::text)
    ) as erased, exists (select 1 from restricted_files f where f.stream = $1 and f.sha256 = $2) as restricted`,
};

const RECEIVED: NamedStatement = {
  name: 'materials-received',
  text: `select value from record_parts where stream = $1 and seq = 0 and name = 'input'`,
};

interface GoneValues {
  readonly erased: boolean;
  readonly restricted: boolean;
}

interface ReusableValues extends Omit<
  ReusableMaterial,
  'caseId' | 'applicantName' | 'openedOn' | 'size' | 'mediaType' | 'filedOn'
> {
  readonly case_id: string;
  readonly applicant_name: string;
  readonly opened_on: string;
  readonly size: string;
  readonly media_type: string;
  readonly filed_on: string;
}

const REUSABLE: NamedStatement = {
  name: 'materials-reusable',
  text: `select c.id as case_id, c.procedure, c.subject, c.applicant_name, c.opened_on::text as opened_on, m.id, m.item,
      v.sha256, v.size, v.media_type, v.filed_on::text as filed_on
    from cases c join case_materials m on m.case_id = c.id
    join case_material_versions v on v.case_id = m.case_id and v.id = m.id and v.n = m.versions
    where c.id in (select p.case_id from case_parties p where p.person = any ($2)) and c.id <> $1
      and m.standing in ('sound', 'filed')
      and not exists (select 1 from restricted_files f where f.stream = v.case_id and f.sha256 = v.sha256)
    order by v.filed_on desc, c.id, m.id limit $3`,
};

/** Reads about materials, on PostgreSQL. */
export function postgresMaterials(dataSource: DataSource): MaterialReads {
  return {
    async history(caseId, openings) {
      const rows = await runNamed<HistoryValues>(dataSource, HISTORY, [caseId, openings]);
      const records = new Map<number, MaterialRecord>();
      for (const row of rows) records.set(row.seq, withPart(records.get(row.seq) ?? recordOf(row), row));
      return [...records.values()];
    },
    async gone(caseId, sha256) {
      const [row] = await runNamed<GoneValues>(dataSource, ERASED, [caseId, sha256]);
      return row?.erased === true ? 'erased' : row?.restricted === true ? 'restricted' : undefined;
    },
    async receivedNames(caseId) {
      const [row] = await runNamed<{ readonly value: string | null }>(dataSource, RECEIVED, [caseId]);
      return row?.value ? namesIn(JSON.parse(row.value)) : [];
    },
    async reusable(caseId, parties, limit) {
      const rows = await runNamed<ReusableValues>(dataSource, REUSABLE, [caseId, parties, limit]);
      return rows.map(reusableOf);
    },
  };
}

function recordOf({ seq, text }: HistoryValues): MaterialRecord {
  const { recordedAt, actor, data } = JSON.parse(text) as LedgerRecord;
  const { material } = data as unknown as CaseEvent;
  return {
    ...{ seq, recordedAt: recordedAt as Instant, parts: {} },
    person: actor?.person ?? null,
    post: actor?.post ?? null,
    change: material as MaterialRecord['change'],
  };
}

function withPart(record: MaterialRecord, { name, value }: HistoryValues): MaterialRecord {
  if (name === null || value === null) return record;
  return { ...record, parts: { ...record.parts, [name]: JSON.parse(value) as unknown } };
}

/** As the engine counts them: entries without a name are none. */
function namesIn(input: unknown): readonly string[] {
  const { materials } = (input ?? {}) as { readonly materials?: unknown };
  if (!Array.isArray(materials)) return [];
  return (materials as readonly unknown[]).flatMap((entry) => {
    const { name } = (entry ?? {}) as { readonly name?: unknown };
    return typeof name === 'string' ? [name] : [];
  });
}

function reusableOf(row: ReusableValues): ReusableMaterial {
  const { procedure, subject, id, item, sha256 } = row;
  return {
    ...{ procedure, subject, id, item, sha256 },
    caseId: row.case_id,
    applicantName: row.applicant_name,
    openedOn: row.opened_on,
    size: Number(row.size),
    mediaType: row.media_type,
    filedOn: row.filed_on,
  };
}
