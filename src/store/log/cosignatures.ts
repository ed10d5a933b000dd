import type { DataSource } from 'typeorm';
import type { LogSuite } from '../../usecases/log/log-ports.js';
import type { Cosignature, CosignatureStore } from '../../usecases/log/witness-store.js';
import { runNamed, type NamedStatement } from '../named-statement.js';

const LAST: NamedStatement = {
  name: 'log-cosignature-last',
  text: 'select max(size)::float8 as size from log_cosignatures where suite = $1 and name = $2',
};

const ADD: NamedStatement = {
  name: 'log-cosignature-add',
  text: `insert into log_cosignatures (suite, size, name, line, received_at) values ($1, $2, $3, $4, $5)
    on conflict (suite, size, name) do nothing`,
};

const NOTE: NamedStatement = {
  name: 'log-note',
  text: 'select note from log_checkpoints where suite = $1 and size = $2',
};

/** Cosignatures of witnesses on PostgreSQL. Writing needs the sealer's role. */
export class PostgresCosignatures implements CosignatureStore {
  constructor(private readonly dataSource: DataSource) {}

  async lastSize(suite: LogSuite, name: string): Promise<number | undefined> {
    const [row] = await runNamed<{ size: number | null }>(this.dataSource, LAST, [suite, name]);
    return row?.size ?? undefined;
  }

  async add({ suite, size, name, line, receivedAt }: Cosignature): Promise<void> {
    await runNamed(this.dataSource, ADD, [suite, size, name, line, receivedAt]);
  }

  async note(suite: LogSuite, size: number): Promise<string | undefined> {
    const [row] = await runNamed<{ note: string }>(this.dataSource, NOTE, [suite, size]);
    return row?.note;
  }
}
