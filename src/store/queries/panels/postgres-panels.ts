import type { DataSource } from 'typeorm';
import type { DigestPair, LedgerRecord } from '../../../engine/audit/record.js';
import { Defect } from '../../../engine/defect.js';
import type { PoolExpert } from '../../../engine/panel/draw-words.js';
import type { PanelEvent } from '../../../engine/panel/panel-event.js';
import type { PanelReads, PanelRecord } from '../../../usecases/streams/panel/panel-reads.js';
import { runNamed, type NamedStatement } from '../../named-statement.js';

const POOL: NamedStatement = {
  name: 'panel-pool',
  text: 'select pool from panel_pools where stream = $1',
};

const HISTORY: NamedStatement = {
  name: 'panel-history',
  text: `select r.seq, r.text, p.name, p.value from records r
    left join record_parts p on p.stream = r.stream and p.seq = r.seq and p.name <> 'pool'
    where r.stream = $1 and r.type <> 'stream.refused' order by r.seq, p.name`,
};

const COMMITMENTS: NamedStatement = {
  name: 'panel-commitments',
  text: `select sha256, sm3 from records where stream = $1 and type = 'panel.committed' order by seq`,
};

interface HistoryValues {
  readonly seq: number;
  readonly text: string;
  readonly name: string | null;
  readonly value: string | null;
}

/** Reads about panels of experts, on PostgreSQL. */
export function postgresPanels(dataSource: DataSource): PanelReads {
  return {
    async pool(stream) {
      const [row] = await runNamed<{ readonly pool: string }>(dataSource, POOL, [stream]);
      if (!row) throw new Defect(`the panel ${stream} has no pool`);
      return JSON.parse(row.pool) as readonly PoolExpert[];
    },
    async history(stream) {
      const rows = await runNamed<HistoryValues>(dataSource, HISTORY, [stream]);
      const records = new Map<number, PanelRecord>();
      for (const row of rows) records.set(row.seq, withPart(records.get(row.seq) ?? recordOf(row), row));
      return [...records.values()];
    },
    commitments: (stream) => runNamed<DigestPair>(dataSource, COMMITMENTS, [stream]),
  };
}

function recordOf({ seq, text }: HistoryValues): PanelRecord {
  const { recordedAt, actor, data } = JSON.parse(text) as LedgerRecord;
  return { seq, recordedAt, person: actor?.person ?? '', event: data as unknown as PanelEvent, parts: {} };
}

function withPart(record: PanelRecord, { name, value }: HistoryValues): PanelRecord {
  if (name === null || value === null) return record;
  return { ...record, parts: { ...record.parts, [name]: JSON.parse(value) as unknown } };
}
