import type { DataSource } from 'typeorm';
import type { Instant } from '../../engine/clock/time.js';
import { Defect } from '../../engine/defect.js';
import type { BlobBook, BlobFacts, BlobStanding } from '../../usecases/materials/material-ports.js';
import { type NamedStatement, runNamed } from '../named-statement.js';

interface BlobValues {
  readonly sha256: string;
  readonly sm3: string;
  readonly size: string;
  readonly media_type: string;
  readonly standing: BlobStanding;
}

const COLUMNS = 'sha256, sm3, size, media_type, standing';

// Writing the row again, as it is, makes a known one come back too.
const NOTE: NamedStatement = {
  name: 'blob-note',
  text: `insert into blobs (sha256, sm3, size, media_type, standing, filed, stored_at)
    values ($1, $2, $3::bigint, $4, 'quarantined', false, $5)
    on conflict (sha256) do update set standing = blobs.standing returning ${COLUMNS}`,
};

const FIND: NamedStatement = { name: 'blob-find', text: `select ${COLUMNS} from blobs where sha256 = $1` };

const JUDGE: NamedStatement = {
  name: 'blob-judge',
  text: `update blobs set standing = $2 where sha256 = $1 and standing <> 'infected'`,
};

const FORGET: NamedStatement = {
  name: 'blob-forget',
  text: `delete from blobs where sha256 = $1 and not filed
    and not exists (select 1 from uploads u where u.sha256 = $1) returning sha256`,
};

const FILED: NamedStatement = {
  name: 'blobs-filed',
  text: `select ${COLUMNS} from blobs where filed and sha256 > $1 order by sha256 limit $2`,
};

/** The book of contents on PostgreSQL. */
export class StoredBlobs implements BlobBook {
  constructor(private readonly dataSource: DataSource) {}

  async note(facts: Omit<BlobFacts, 'standing'>, at: Instant): Promise<BlobFacts> {
    const { digest, size, mediaType } = facts;
    const values = [digest.sha256, digest.sm3, size, mediaType, at];
    const [row] = await runNamed<BlobValues>(this.dataSource, NOTE, values);
    if (!row) throw new Defect('a content that was noted is not there');
    return factsOf(row);
  }

  async find(sha256: string): Promise<BlobFacts | undefined> {
    const [row] = await runNamed<BlobValues>(this.dataSource, FIND, [sha256]);
    return row && factsOf(row);
  }

  async judge(sha256: string, standing: 'clean' | 'infected'): Promise<void> {
    await runNamed(this.dataSource, JUDGE, [sha256, standing]);
  }

  async forget(sha256: string): Promise<boolean> {
    return (await runNamed(this.dataSource, FORGET, [sha256])).length > 0;
  }

  async filed(after: string, limit: number): Promise<readonly BlobFacts[]> {
    return (await runNamed<BlobValues>(this.dataSource, FILED, [after, limit])).map(factsOf);
  }
}

function factsOf({ sha256, sm3, size, media_type: mediaType, standing }: BlobValues): BlobFacts {
  return { digest: { sha256, sm3 }, size: Number(size), mediaType, standing };
}
