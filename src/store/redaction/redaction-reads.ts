import type { DataSource } from 'typeorm';
import { REDACTION, type RedactingRecord } from '../../engine/audit/redaction.js';
import type { LedgerRecord } from '../../engine/audit/record.js';
import type { FoundPart, ListedRedaction, RedactionReads } from '../../usecases/redaction/redaction-ports.js';
import type { RedactionState } from '../../usecases/redaction/redaction-state.js';
import { type NamedStatement, runNamed } from '../named-statement.js';
import { decodeCursor, encodeCursor, KEY, pageOf } from '../queries/cursor.js';

const PARTS: NamedStatement = {
  name: 'redaction-parts',
  text: `select p.seq, p.name, r.text, case when left(p.value, 1) = '[' then jsonb_array_length(p.value::jsonb) end as length
    from unnest($2::integer[], $3::text[]) as w(seq, name)
    join record_parts p on p.stream = $1 and p.seq = w.seq and p.name = w.name
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

const REDACTING: NamedStatement = {
  name: 'redaction-records',
  text: `select text from records where stream = $1 and type = '${REDACTION}' order by seq`,
};

// All that there are: each was asked for by somebody and looked at by two others.
const REQUESTS: NamedStatement = {
  name: 'redaction-requests',
  text: `select id, state from streams where kind = 'redaction' and id > $1 order by id limit $2`,
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

interface RequestValues {
  readonly id: string;
  readonly state: string;
}

/** What erasing reads, on PostgreSQL. */
export function postgresRedactions(dataSource: DataSource): RedactionReads {
  return {
    async parts(stream, parts) {
      const rows = await runNamed<{ seq: number; name: string; text: string; length: number | null }>(
        dataSource,
        PARTS,
        [stream, parts.map(({ seq }) => seq), parts.map(({ name }) => name)],
      );
      return rows.map(({ text, ...row }): FoundPart => ({
        ...row,
        data: (JSON.parse(text) as LedgerRecord).data,
      }));
    },
    async files(stream, files) {
      const rows = await runNamed<{ sha256: string }>(dataSource, FILES, [stream, files]);
      return rows.map(({ sha256 }) => sha256);
    },
    async redacting(stream) {
      const rows = await runNamed<{ text: string }>(dataSource, REDACTING, [stream]);
      return rows.map(({ text }): RedactingRecord => JSON.parse(text) as LedgerRecord);
    },
    async requests(page) {
      const [after] = page.after === undefined ? [''] : decodeCursor(page.after, [KEY]);
      const rows = await runNamed<RequestValues>(dataSource, REQUESTS, [after, page.limit + 1]);
      return pageOf(rows, page.limit, listed, ({ id }) => encodeCursor([id]));
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
