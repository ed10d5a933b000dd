import type { DataSource } from 'typeorm';
import { REDACTION, type RedactingRecord } from '../../engine/audit/redaction.js';
import { CONTENT_RECORDS } from '../../engine/audit/restriction.js';
import type { LedgerRecord } from '../../engine/audit/record.js';
import type {
  FoundPart,
  ListedPersonRequest,
  ListedRedaction,
  RedactionReads,
  SaidPart,
} from '../../usecases/redaction/redaction-ports.js';
import type { RedactionState } from '../../usecases/redaction/redaction-state.js';
import { type NamedStatement, runNamed } from '../named-statement.js';
import { decodeCursor, encodeCursor, KEY, pageOf } from '../queries/cursor.js';

/** Parts that still exist, whether they are processed or not: for those alone who decide about content. */
const KEPT_PARTS = `(
      select stream, seq, name, value, false as restricted from record_parts
      union all select stream, seq, name, value, true from restricted_parts
    ) p`;

const PARTS: NamedStatement = {
  name: 'redaction-parts',
  text: `select p.seq, p.name, p.restricted, r.text,
      case when left(p.value, 1) = '[' then jsonb_array_length(p.value::jsonb) end as length
    from unnest($2::integer[], $3::text[]) as w(seq, name)
    join ${KEPT_PARTS} on p.stream = $1 and p.seq = w.seq and p.name = w.name
    join records r on r.stream = p.stream and r.seq = p.seq order by p.seq, p.name`,
};

const FILES: NamedStatement = {
  name: 'redaction-files',
  text: `select distinct v.sha256 from case_material_versions v
    where v.case_id = $1 and v.sha256 = any ($2) and not exists (
      select 1 from records r where r.stream = $1 and r.type = '${REDACTION}'
        and r.text::jsonb->'data'->'redaction'->'files' @> to_jsonb(v.sha256)
    )`,
};

const RESTRICTED_FILES: NamedStatement = {
  name: 'redaction-restricted-files',
  text: 'select sha256 from restricted_files where stream = $1 and sha256 = any ($2)',
};

const SAID: NamedStatement = {
  name: 'redaction-said',
  text: `select p.seq, p.name, p.value from unnest($2::integer[], $3::text[]) as w(seq, name)
    join ${KEPT_PARTS} on p.stream = $1 and p.seq = w.seq and p.name = w.name`,
};

const DOCUMENTS: NamedStatement = {
  name: 'redaction-documents',
  text: `select seq, name, value from record_parts where stream = $1 and name in ('document', 'answers') order by seq, name`,
};

const CONTENT: NamedStatement = {
  name: 'redaction-records',
  text: 'select text from records where stream = $1 and type = any ($2) order by seq',
};

// All that there are: each was asked for by somebody and looked at by two others.
const REQUESTS: NamedStatement = {
  name: 'redaction-requests',
  text: `select id, state from streams where kind = 'redaction' and id > $1 order by id limit $2`,
};

const PERSON_REQUESTS: NamedStatement = {
  name: 'redaction-person-requests',
  text: `select id, state from streams where kind = 'privacy' and id > $1
    and ($3::text is null or state::jsonb->>'requestedBy' = $3) order by id limit $2`,
};

const APPROVED: NamedStatement = {
  name: 'redaction-approved',
  text: `select id from streams where kind = 'redaction' and state::jsonb->>'status' = 'approved' order by id limit $1`,
};

const PENDING: NamedStatement = {
  name: 'redaction-pending',
  text: `select id, state from streams where kind = 'redaction' and state::jsonb->>'status' in ('open', 'approved')
    and state::jsonb->'target'->>'stream' = $1 order by id`,
};

interface PartValues extends Omit<FoundPart, 'data'> {
  readonly text: string;
}

interface SaidValues {
  readonly seq: number;
  readonly name: string;
  readonly value: string;
}

interface RequestValues {
  readonly id: string;
  readonly state: string;
}

/** What erasing reads, on PostgreSQL. */
export function postgresRedactions(dataSource: DataSource): RedactionReads {
  return {
    async parts(stream, parts) {
      const values = [stream, parts.map(({ seq }) => seq), parts.map(({ name }) => name)];
      const rows = await runNamed<PartValues>(dataSource, PARTS, values);
      return rows.map(({ text, ...row }): FoundPart => ({
        ...row,
        data: (JSON.parse(text) as LedgerRecord).data,
      }));
    },
    async files(stream, files) {
      const rows = await runNamed<{ sha256: string }>(dataSource, FILES, [stream, files]);
      return rows.map(({ sha256 }) => sha256);
    },
    async restrictedFiles(stream, files) {
      const rows = await runNamed<{ sha256: string }>(dataSource, RESTRICTED_FILES, [stream, files]);
      return rows.map(({ sha256 }) => sha256);
    },
    async said(stream, parts) {
      const values = [stream, parts.map(({ seq }) => seq), parts.map(({ name }) => name)];
      return (await runNamed<SaidValues>(dataSource, SAID, values)).map(saidPart);
    },
    async documents(stream) {
      return (await runNamed<SaidValues>(dataSource, DOCUMENTS, [stream])).map(saidPart);
    },
    async contentRecords(stream) {
      const rows = await runNamed<{ text: string }>(dataSource, CONTENT, [stream, [...CONTENT_RECORDS]]);
      return rows.map(({ text }): RedactingRecord => JSON.parse(text) as LedgerRecord);
    },
    async requests(page) {
      const [after] = page.after === undefined ? [''] : decodeCursor(page.after, [KEY]);
      const rows = await runNamed<RequestValues>(dataSource, REQUESTS, [after, page.limit + 1]);
      return pageOf(rows, page.limit, listed, ({ id }) => encodeCursor([id]));
    },
    async personRequests(page, person) {
      const [after] = page.after === undefined ? [''] : decodeCursor(page.after, [KEY]);
      const values = [after, page.limit + 1, person ?? null];
      const rows = await runNamed<RequestValues>(dataSource, PERSON_REQUESTS, values);
      const request = ({ id, state }: RequestValues): ListedPersonRequest => ({
        id,
        state: JSON.parse(state) as ListedPersonRequest['state'],
      });
      return pageOf(rows, page.limit, request, ({ id }) => encodeCursor([id]));
    },
    async approved(limit) {
      const rows = await runNamed<{ id: string }>(dataSource, APPROVED, [limit]);
      return rows.map(({ id }) => id);
    },
    async pending(stream) {
      return (await runNamed<RequestValues>(dataSource, PENDING, [stream])).map(listed);
    },
  };
}

function listed({ id, state }: RequestValues): ListedRedaction {
  return { id, state: JSON.parse(state) as RedactionState };
}

function saidPart({ seq, name, value }: SaidValues): SaidPart {
  return { seq, name, value: JSON.parse(value) as unknown };
}
