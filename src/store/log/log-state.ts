import type { NodeReader } from '../../engine/audit/log/tree-proof.js';
import type { TreeNode } from '../../engine/audit/log/tree-shape.js';
import type { LogHashes, LogSuite } from '../../usecases/log/log-ports.js';
import type { LogStateReads, SignedHeads } from '../../usecases/log/log-store.js';
import type { NamedStatement } from '../named-statement.js';
import { readNodes, type RunStatement } from './tile-reads.js';

const SIZE: NamedStatement = {
  name: 'log-size',
  text: 'select coalesce(max(index) + 1, 0)::float8 as size from log_entries',
};

const VOUCHED: NamedStatement = {
  name: 'log-vouched-size',
  text: `select coalesce(greatest(
      (select max(size) from log_checkpoints where suite = 'sha256'),
      (select max(size) from log_cosignatures where suite = 'sha256'),
      (select max(size) from log_stamps)), 0)::float8 as size`,
};

const PUBLISHED: NamedStatement = {
  name: 'log-published',
  text: `select a.size::float8 as size, a.note as sha256, b.note as sm3
    from log_checkpoints a join log_checkpoints b on b.suite = 'sm3' and b.size = a.size
    where a.suite = 'sha256' and a.size <= $1 order by a.size desc limit 1`,
};

/** The state of the log, read on whatever connection `run` works on. */
export class PostgresLogState implements LogStateReads {
  constructor(
    protected readonly run: RunStatement,
    private readonly hashes: LogHashes,
  ) {}

  async size(): Promise<number> {
    const [row] = await this.run<{ size: number }>(SIZE, []);
    return row?.size ?? 0;
  }

  async vouchedSize(): Promise<number> {
    const [row] = await this.run<{ size: number }>(VOUCHED, []);
    return row?.size ?? 0;
  }

  nodes(suite: LogSuite, nodes: readonly TreeNode[]): Promise<NodeReader> {
    return readNodes(this.run, suite, nodes, this.hashes[suite]);
  }

  async publishedAtMost(size: number): Promise<SignedHeads | undefined> {
    const [row] = await this.run<{ size: number; sha256: string; sm3: string }>(PUBLISHED, [size]);
    return row && { size: row.size, notes: { sha256: row.sha256, sm3: row.sm3 } };
  }
}
