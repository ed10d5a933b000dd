import type { DataSource } from 'typeorm';
import type { DigestPair } from '../../engine/audit/record.js';
import type { Instant } from '../../engine/clock/time.js';
import type { Upload, Uploads } from '../../usecases/materials/material-ports.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

interface UploadValues {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: string;
  readonly received: string;
  readonly state: Upload['state'];
  readonly sha256: string | null;
  readonly sm3: string | null;
  readonly true_type: string | null;
  readonly findings: string;
  readonly expires_at: Date;
}

const COLUMNS =
  'id, person, name, media_type, size, received, state, sha256, sm3, true_type, findings, expires_at';

/** Rows of one person at most, whatever their size: a refused file has none. */
const MOST_ROWS = 1_000;

// What is in a case is no longer under way; what was refused is not there any more.
const OPEN: NamedStatement = {
  name: 'upload-open',
  text: `insert into uploads (id, person, name, media_type, size, received, state, findings, expires_at)
    select $1, $2, $3, $4, $5::bigint, 0, 'open', '[]', $6::timestamptz
    where (
        select coalesce(sum(u.size), 0) from uploads u where u.person = $2 and u.state <> 'refused'
          and not exists (select 1 from case_material_versions v where v.sha256 = u.sha256)
      ) + $5::bigint <= $7::bigint
      and (select count(*) from uploads u where u.person = $2) < ${MOST_ROWS}
    returning id`,
};

const FIND: NamedStatement = { name: 'upload-find', text: `select ${COLUMNS} from uploads where id = $1` };

const CLAIM: NamedStatement = {
  name: 'upload-claim',
  text: `update uploads set writer = $2, claimed_until = $4
    where id = $1 and (writer is null or writer = $2 or claimed_until <= $3) returning ${COLUMNS}`,
};

const COUNT: NamedStatement = {
  name: 'upload-count',
  text: 'update uploads set received = $3, claimed_until = $4 where id = $1 and writer = $2 returning id',
};

const RELEASE: NamedStatement = {
  name: 'upload-release',
  text: 'update uploads set writer = null, claimed_until = null where id = $1 and writer = $2',
};

const DIGESTED: NamedStatement = {
  name: 'upload-digested',
  text: 'update uploads set sha256 = $2, sm3 = $3 where id = $1',
};

const SETTLE: NamedStatement = {
  name: 'upload-settle',
  text: 'update uploads set state = $2, true_type = $3, findings = $4 where id = $1',
};

const REMOVE: NamedStatement = { name: 'upload-remove', text: 'delete from uploads where id = $1' };

const EXPIRED: NamedStatement = {
  name: 'uploads-expired',
  text: 'select id from uploads where expires_at <= $1 order by expires_at, id limit $2',
};

/** The book of uploads on PostgreSQL, one for all processes. */
export class StoredUploads implements Uploads {
  constructor(private readonly dataSource: DataSource) {}

  async open(upload: Parameters<Uploads['open']>[0], most: number): Promise<'opened' | 'tooMuch'> {
    const { id, person, name, mediaType, size, expiresAt } = upload;
    const values = [id, person, name, mediaType, size, expiresAt, most];
    return (await runNamed(this.dataSource, OPEN, values)).length > 0 ? 'opened' : 'tooMuch';
  }

  async find(id: string): Promise<Upload | undefined> {
    const [row] = await runNamed<UploadValues>(this.dataSource, FIND, [id]);
    return row && uploadOf(row);
  }

  async claim(id: string, writer: string, now: Instant, until: Instant): Promise<Upload | undefined> {
    const [row] = await runNamed<UploadValues>(this.dataSource, CLAIM, [id, writer, now, until]);
    return row && uploadOf(row);
  }

  async count(id: string, writer: string, received: number, until: Instant): Promise<boolean> {
    return (await runNamed(this.dataSource, COUNT, [id, writer, received, until])).length > 0;
  }

  async release(id: string, writer: string): Promise<void> {
    await runNamed(this.dataSource, RELEASE, [id, writer]);
  }

  async digested(id: string, { sha256, sm3 }: DigestPair): Promise<void> {
    await runNamed(this.dataSource, DIGESTED, [id, sha256, sm3]);
  }

  async settle(id: string, { findings, trueType }: Parameters<Uploads['settle']>[1]): Promise<void> {
    const state = findings.length > 0 ? 'refused' : 'settled';
    await runNamed(this.dataSource, SETTLE, [id, state, trueType ?? null, JSON.stringify(findings)]);
  }

  async remove(id: string): Promise<void> {
    await runNamed(this.dataSource, REMOVE, [id]);
  }

  async expired(now: Instant, limit: number): Promise<readonly string[]> {
    const rows = await runNamed<{ readonly id: string }>(this.dataSource, EXPIRED, [now, limit]);
    return rows.map(({ id }) => id);
  }
}

function uploadOf(row: UploadValues): Upload {
  const { id, person, name, state, sha256, sm3 } = row;
  return {
    ...{ id, person, name, state, mediaType: row.media_type },
    size: Number(row.size),
    received: Number(row.received),
    ...(sha256 !== null && sm3 !== null && { digest: { sha256, sm3 } }),
    ...(row.true_type !== null && { trueType: row.true_type }),
    findings: JSON.parse(row.findings) as Upload['findings'],
    expiresAt: row.expires_at.toISOString() as Instant,
  };
}
